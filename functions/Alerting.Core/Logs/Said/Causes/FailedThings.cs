using System.Collections.Immutable;
using Alerting.Core.Jobs.Runs;
using Alerting.Core.Logs.Said.Lines;
using Alerting.Core.Logs.Said.Signatures;

namespace Alerting.Core.Logs.Said.Causes;

/// <summary>
/// What failed: of a run its parts that did, where any is known, else the run; and each alert that is not about one of
/// these runs. Each with what it says of itself.
/// </summary>
internal static class FailedThings
{
    private const int LongestName = 200;
    private const string Alert = "alert";

    // What an alert says of one failure; a description says what the rule is about.
    private static readonly string[] Logs = ["log_excerpt", "log"];
    private static readonly string[] Messages = ["error", "message"];
    private static readonly string[] Places = ["partition", "pod", "instance", "run", "task", "container", "job",
        "alertname"];

    /// <summary>All of them, in no order.</summary>
    public static ImmutableArray<FailedThing> Of(Material material)
    {
        var things = ImmutableArray.CreateBuilder<FailedThing>();
        var told = new HashSet<(string Job, string Run)>();
        foreach (var run in material.Runs)
        {
            if (told.Add((run.Job, run.Run.Id)))
            {
                AddRun(things, run);
            }
        }

        foreach (var alert in material.Alerts)
        {
            if (!told.Contains((alert.Labels["job"], RunOf(alert))))
            {
                things.Add(OfAlert(alert, things.Count));
            }
        }

        return things.DrainToImmutable();
    }

    private static string RunOf(AlertTold alert) =>
        alert.Annotations["run"] is { Length: > 0 } run ? run : alert.Labels["run"];

    private static void AddRun(ImmutableArray<FailedThing>.Builder things, RunTold told)
    {
        if (told.FailedParts.IsEmpty)
        {
            things.Add(OfRun(told.Run, told.Run.Id, things.Count));
        }

        foreach (var part in told.FailedParts)
        {
            things.Add(OfRun(part, $"{told.Run.Id} / {part.Partition}", things.Count));
        }
    }

    private static FailedThing OfRun(Run run, string name, int number)
    {
        var at = run.Current is { } attempt ? attempt.Ended ?? attempt.HeardAt : DateTimeOffset.MaxValue;
        var words = run.Words;
        return new(new(number, LineText.OneLine(name, LongestName), at), "run")
        {
            Log = words.Log ?? "",
            Message = words.Message is { Length: > 0 } said ? said : words.Reason ?? "",
            Run = run,
        };
    }

    private static FailedThing OfAlert(AlertTold alert, int number)
    {
        var name = Places.Select(place => alert.Labels[place]).FirstOrDefault(value => value.Length > 0)
            ?? alert.Labels.ToString();
        return new(new(number, LineText.OneLine(name, LongestName), alert.StartsAt), Alert)
        {
            Log = First(alert, Logs),
            Message = First(alert, Messages),
            Alert = alert,
        };
    }

    private static string First(AlertTold alert, string[] names) =>
        names.Select(name => alert.Annotations[name]).FirstOrDefault(text => text.Length > 0) ?? "";
}

/// <summary>A run, part or alert that failed, with what it says of itself.</summary>
/// <param name="Thing">Which.</param>
/// <param name="Source">What its lines are from: <c>run</c> or <c>alert</c>.</param>
internal sealed record FailedThing(Thing Thing, string Source)
{
    /// <summary>The tail of its log; may be empty.</summary>
    public string Log { get; init; } = "";

    /// <summary>One line why; may be empty.</summary>
    public string Message { get; init; } = "";

    /// <summary>The run or part; null for an alert.</summary>
    public Run? Run { get; init; }

    /// <summary>The alert; null for a run or part.</summary>
    public AlertTold? Alert { get; init; }

    /// <summary>The units of its log, else of what it says.</summary>
    public List<LogUnit> Units() =>
        RecordLines.Of(Source, Log.Length > 0 ? Log : Message, Thing.At == DateTimeOffset.MaxValue ? null : Thing.At);
}
