using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;
using Xunit;

namespace Alerting.Core.Tests.Jobs;

/// <summary>
/// One job and its machine: reports are said at a time, and time passes from due instant to due instant.
/// </summary>
internal sealed class JobPlay(JobDefinition? definition, string name = "train")
{
    private readonly Dictionary<string, Run> runs = new(StringComparer.Ordinal);
    private readonly Dictionary<PartKey, Run> parts = [];
    private readonly HashSet<string> partsDone = new(StringComparer.Ordinal);

    public JobDefinition? Definition { get; set; } = definition;

    public JobState State { get; private set; } = new() { Name = name, FirstSeen = Begin };

    public static DateTimeOffset Begin { get; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = Begin;

    public IReadOnlyList<NotReady> Upstream { get; set; } = [];

    /// <summary>Every alert that began or ended: <c>+JobFailed</c>, <c>-JobFailed</c>.</summary>
    public List<string> Told { get; } = [];

    /// <summary>What fires.</summary>
    public IEnumerable<string> Firing =>
        State.Firing.Select(alert => alert.Labels["alertname"]).Order(StringComparer.Ordinal);

    public int Looks { get; private set; }

    public JobAlert Alert(string alertname) => State.Firing.Single(alert => alert.Labels["alertname"] == alertname);

    public Run? Run(string id) => runs.GetValueOrDefault(RunKey.Of(id));

    public JobPlay Say(JobEventType type, string? run = "1", Func<JobEvent, JobEvent>? with = null)
    {
        var said = new JobEvent { Type = type, Job = State.Name, Run = run };
        said = with?.Invoke(said) ?? said;
        Look([new(said, Now, JobNews.MarkOf(said, JobEventJson.Write(said)))]);
        return this;
    }

    public JobPlay Start(string? run = "1", Func<JobEvent, JobEvent>? with = null) =>
        Say(JobEventType.Start, run, with);

    public JobPlay Progress(string? run = "1", Func<JobEvent, JobEvent>? with = null) =>
        Say(JobEventType.Progress, run, with);

    public JobPlay Success(string? run = "1", Func<JobEvent, JobEvent>? with = null) =>
        Say(JobEventType.Success, run, with);

    public JobPlay Fail(string? run = "1", Func<JobEvent, JobEvent>? with = null) => Say(JobEventType.Fail, run, with);

    /// <summary>A whole run that succeeds.</summary>
    public JobPlay Runs(string run, TimeSpan took, Func<JobEvent, JobEvent>? with = null) =>
        Start(run, with).Pass(took).Success(run, with);

    /// <summary>Lets time pass; the job is looked at whenever it is due.</summary>
    public JobPlay Pass(TimeSpan span)
    {
        var end = Now + span;
        while (State.Due is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            Look([]);
        }

        Now = end;
        return this;
    }

    public JobPlay PassTo(DateTimeOffset instant) => Pass(instant - Now);

    /// <summary>The parts of a run are gone, as the last decisions had it.</summary>
    public JobPlay PartsAreCleared(string run)
    {
        Assert.Contains(RunKey.Of(run), partsDone);
        foreach (var key in parts.Keys.Where(key => key.Run == RunKey.Of(run)).ToArray())
        {
            parts.Remove(key);
        }

        return this;
    }

    /// <summary>Lets time pass; nobody looks.</summary>
    public JobPlay Sleep(DateTimeOffset until)
    {
        Now = until;
        return this;
    }

    public JobPlay Look(params IReadOnlyList<JobNews> news)
    {
        Looks++;
        var asks = JobMachine.Asks(State, Definition, news, Now, mostDue: 10);
        var known = new KnownRuns(asks);
        foreach (var key in asks.Runs.Where(runs.ContainsKey))
        {
            known.Runs[key] = runs[key];
        }

        foreach (var key in asks.Parts.Where(parts.ContainsKey))
        {
            known.Parts[key] = parts[key];
        }

        foreach (var key in asks.PartsOf)
        {
            known.AllParts[key] = [.. parts.Where(part => part.Key.Run == key).Select(part => part.Value)];
        }

        parts.Keys.Where(key => State.Uncleared.Contains(key.Run)).ToList().ForEach(key => parts.Remove(key));
        var decision = JobMachine.Decide(State, news, known, new()
        {
            Name = State.Name,
            Definition = Definition,
            Now = Now,
            MostGivenUp = news.Count == 0 ? 30 : 5,
            Upstream = asks.NeedsUpstream ? [.. Upstream] : [],
        });
        Keep(decision);
        return this;
    }

    private void Keep(JobDecision decision)
    {
        foreach (var alert in decision.Alerts)
        {
            var before = State.Alerts.GetValueOrDefault(alert.Key) is { IsFiring: true };
            var now = alert.IsFiring;
            if (before != now)
            {
                Told.Add((now ? "+" : "-") + alert.Labels["alertname"]);
            }
        }

        foreach (var (key, run) in decision.Runs)
        {
            runs[key] = run;
        }

        foreach (var (key, part) in decision.Parts)
        {
            parts[key] = part;
        }

        foreach (var key in decision.Forgotten)
        {
            runs.Remove(key);
        }

        partsDone.UnionWith(decision.PartsDone);
        State = decision.State with { Uncleared = decision.PartsDone };
    }
}
