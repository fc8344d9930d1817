using System.Globalization;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>
/// Figures that runs reported of themselves as history: a line for each report that has any, in a run of our own beside
/// the one that the report names. Nobody is alerted.
/// </summary>
internal static class WandbStatuses
{
    private const int LongestName = 200;
    private const string Metric = "metric_";

    /// <summary>Writes them; reports without figures and without a run count nowhere.</summary>
    public static async Task<Receipt> Write(WandbApi api, Notification notification, CancellationToken deadline)
    {
        var measured = notification with { Alerts = [.. notification.Alerts.Where(report => Figures(report).Any())] };
        if (measured.Alerts.IsEmpty)
        {
            return new Receipt.Delivered("nothing was sent: no figures were reported");
        }

        var runs = WandbRuns.Of(measured);
        if (runs.Runs.Count == 0)
        {
            return new Receipt.Refused("no run named: " + Flaws.Of(runs.Unnamed, runs.Flaw));
        }

        var round = new WandbRound(notification.Progress);
        foreach (var run in runs.Runs.Where(run => !round.Knows(run)))
        {
            if (!round.Add(run, await Write(api, runs, run, deadline)))
            {
                break;
            }
        }

        return round.Receipt is Receipt.Delivered told
            ? new Receipt.Delivered(Flaws.Of(told.Why, runs.Unnamed)!).WithFlaw(runs.Flaw)
            : round.Receipt;
    }

    private static Task<Receipt> Write(WandbApi api, WandbRuns runs, WandbRun run, CancellationToken deadline)
    {
        var reports = runs.For(run).Alerts;
        var own = WandbOwnRun.Of(run.Entity, run.Project, "reports\n" + run.Id, "reports of " + run.Id);
        return own.Append(api, runs, step => reports.Select((report, i) => Line(report, step + i)), deadline);
    }

    private static string Line(NotifiedAlert report, int step) => Encoding.UTF8.GetString(RelaxedJson.Of(json =>
    {
        json.WriteStartObject();
        foreach (var (name, figure) in Figures(report).DistinctBy(it => it.Name, StringComparer.Ordinal))
        {
            json.WriteNumber(name, figure);
        }

        json.WriteNumber("_step", step);
        json.WriteNumber("_timestamp", report.StartsAt.ToUnixTimeMilliseconds() / 1000d);
        json.WriteEndObject();
    }).Span);

    // Names that begin with an underscore are the service's own.
    private static IEnumerable<(string Name, double Value)> Figures(NotifiedAlert report) =>
        from annotation in report.Annotations
        let name = NameOf(annotation)
        where name is { Length: > 0 } && name[0] != '_'
        let value = ValueOf(annotation)
        where value is not null
        select (BoundedText.Printable(name, LongestName), value.Value);

    private static string? NameOf(Label annotation) => annotation.Name switch
    {
        "rows" or "bytes" => annotation.Name,
        var name when name.StartsWith(Metric, StringComparison.Ordinal) => name[Metric.Length..],
        var name when name.StartsWith("resource_", StringComparison.Ordinal) => name,
        _ => null,
    };

    private static double? ValueOf(Label annotation) =>
        double.TryParse(annotation.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var figure)
        && double.IsFinite(figure) ? figure : null;
}
