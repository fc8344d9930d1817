using System.Collections.Immutable;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rules;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Findings;

/// <summary>The alerts of a job while it is decided on: raised, kept, ended. Each change is a version.</summary>
/// <param name="state">The job as it was.</param>
/// <param name="definition">What is declared of it; null: nothing.</param>
/// <param name="context">When, and what else is known.</param>
internal sealed class JobAlerts(JobState state, JobDefinition? definition, JobContext context)
{
    // More at once are told as one, without the run: the row of a job has room for so many.
    private const int MostOfRuns = 200;

    // What ended stays readable until every announcement of it has been made.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan KeptAtLeast = TimeSpan.FromMinutes(10);
    private const int MostEnded = 100;

    // Who announces an alert may be killed, and somebody else takes over then: what ended before would not be told.
    private static readonly TimeSpan LeastTime = TimeSpan.FromMinutes(2);

    private readonly SortedSet<string> changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> raised = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, JobAlert> alerts = state.Alerts;
    private long versions = state.Versions;

    /// <summary>Those that changed.</summary>
    public ImmutableArray<JobAlert> Changed => [.. changed.Select(key => alerts[key])];

    /// <summary>Those that fire, and are not about to end.</summary>
    public IEnumerable<JobAlert> Firing => alerts.Values.Where(alert => alert.IsFiring);

    /// <summary>When the next of those ends whose end was put off; null: none is.</summary>
    public DateTimeOffset? FinishAt =>
        alerts.Values.Where(alert => alert.EndsAt is null).Select(alert => alert.EndsAfter).Min();

    /// <summary>When the last of them ended; null: none has, lately.</summary>
    public DateTimeOffset? LastEnd => alerts.Values.Select(alert => alert.EndsAt).Max();

    /// <summary>The job with them.</summary>
    public JobState Apply(JobState job) => job with
    {
        Alerts = alerts.RemoveRange(Past()),
        Versions = versions,
    };

    private IEnumerable<string> Past() =>
    [
        .. alerts.Values.Where(alert => alert.EndsAt is not null && !changed.Contains(alert.Key))
            .OrderByDescending(alert => alert.EndsAt)
            .Where((alert, index) =>
                alert.EndsAt < context.Now - (index >= MostEnded ? KeptAtLeast : Kept))
            .Select(alert => alert.Key),
    ];

    /// <summary>Another report, or the time, has its turn: what it finds is not what the one before found.</summary>
    public void Next() => raised.Clear();

    /// <summary>Ends what was to fire for a while yet, and has.</summary>
    public void Finish()
    {
        foreach (var alert in alerts.Values.Where(it => it.EndsAt is null && it.EndsAfter <= context.Now).ToArray())
        {
            Put(alert with { EndsAt = context.Now });
        }
    }

    /// <summary>Raises an alert, or says of one that fires why it still does.</summary>
    public void Raise(JobFinding finding)
    {
        if (!IsWanted(finding))
        {
            return;
        }

        var draft = Draft(finding);
        raised.Add(draft.Key);
        var known = alerts.GetValueOrDefault(draft.Key);
        var isSame = known is not null && known.Labels.SequenceEqual(draft.Labels);
        if (known is { IsFiring: true } || (known is { EndsAt: null } && isSame))
        {
            // Its labels stay: others would be another alert.
            draft = draft with { StartsAt = known.StartsAt, Labels = known.Labels };
            draft = known.Since > draft.Since ? draft with { Since = known.Since, Run = known.Run } : draft;
        }
        else
        {
            draft = Instead(draft);
            if (known is not null && !isSame)
            {
                // The end of the other one may not be announced yet.
                var other = JobText.Text($"{known.Key}#{known.Version}");
                alerts = alerts.SetItem(other, known with { Key = other });
            }
        }

        Put(draft);
    }

    // To the engine one of the same labels is the same alert: its end would be the end of this one.
    private JobAlert Instead(JobAlert draft)
    {
        if (alerts.Values.FirstOrDefault(it => it.Key != draft.Key && !it.IsFiring
            && it.Labels.SequenceEqual(draft.Labels)) is not { } former)
        {
            return draft;
        }

        alerts = alerts.Remove(former.Key);
        changed.Remove(former.Key);
        return former.EndsAt is null ? draft with { StartsAt = former.StartsAt } : draft;
    }

    /// <summary>
    /// A successful run ends what fires, except what was found with it, what is about other runs or later ones, and
    /// what has an end of its own.
    /// </summary>
    public void Recover(Run run)
    {
        foreach (var alert in Firing.Where(it => !raised.Contains(it.Key) && Ends(it, run)).ToArray())
        {
            End(alert.Key);
        }
    }

    /// <summary>Ends an alert where it fires.</summary>
    public void End(string key)
    {
        if (alerts.GetValueOrDefault(key) is { IsFiring: true } alert)
        {
            var least = alert.StartsAt + LeastTime;
            Put(least > context.Now ? alert with { EndsAfter = least } : alert with { EndsAt = context.Now });
        }
    }

    /// <summary>Ends the alerts of a trouble; by a run: those that it can end.</summary>
    public void End(JobTrouble trouble, string? metric = null, Run? by = null)
    {
        var those = Firing.Where(it =>
            it.Trouble == trouble && it.Metric == metric
            && (by is null || (it.Kind == KindOf(by) && IsBehind(it, by))));
        foreach (var alert in those.ToArray())
        {
            if (!raised.Contains(alert.Key))
            {
                End(alert.Key);
            }
        }
    }

    /// <summary>Ends everything.</summary>
    public void EndAll()
    {
        foreach (var alert in Firing.ToArray())
        {
            End(alert.Key);
        }
    }

    /// <summary>Has all that fires mentioned again.</summary>
    public void Mention()
    {
        foreach (var alert in Firing.ToArray())
        {
            Put(alert);
        }
    }

    // Of a job that nobody declared only its own word counts that something failed.
    private bool IsWanted(JobFinding finding) =>
        finding.Run?.Kind != RunKind.Test
        && definition?.Ignored.Contains(finding.Trouble) != true
        && (definition is not null || finding.Trouble is JobTrouble.Failed or JobTrouble.TrainingError
            or JobTrouble.InputDrift or JobTrouble.DataGenerated);

    // What the measure is of ends by the measure: a run that says nothing of it proves nothing.
    private bool Ends(JobAlert alert, Run run) => alert.Trouble switch
    {
        JobTrouble.Metric or JobTrouble.Output or JobTrouble.FailureRate or JobTrouble.RunningLong => false,
        _ => alert.Kind == KindOf(run) && IsBehind(alert, run),
    };

    // What alerts of a run are kept apart by: runs beside the usual ones have alerts of their own.
    private RunKind KindOf(Run? run) => run is not null && context.IsAside(run.Kind) ? run.Kind : RunKind.Unsaid;

    // It is of that run or, unless it is of one run alone, of one that did not begin after it.
    private static bool IsBehind(JobAlert alert, Run run) =>
        alert.Run == run.Id
        || (!alert.IsOfRun
            && (run.Slot >= alert.Since || !(JobTurn.Began(run) + SlotRules.Settle < alert.Since)));

    private JobAlert Draft(JobFinding finding)
    {
        var kind = KindOf(finding.Run);
        string Key(string run) => string.Join(
            '|', finding.Trouble, finding.Metric, run, kind == RunKind.Unsaid ? "" : kind);
        var isOfRun = definition?.IsConcurrent == true && finding.Run is { Id: var id }
            && (alerts.GetValueOrDefault(Key(id)) is { EndsAt: null }
                || Firing.Count(alert => alert.IsOfRun) < MostOfRuns);
        return new()
        {
            Key = Key(isOfRun ? finding.Run!.Id : ""),
            Trouble = finding.Trouble,
            Labels = JobAlertText.Labels(context, definition, finding, isOfRun),
            Annotations = JobAlertText.Annotations(context, definition, finding),
            StartsAt = context.Now,
            RaisedAt = context.Now,
            Run = finding.Run?.Id,
            Since = finding.Since,
            IsOfRun = isOfRun,
            Kind = kind,
            Metric = finding.Metric,
            Version = 0,
        };
    }

    private void Put(JobAlert alert)
    {
        alerts = alerts.SetItem(alert.Key, alert with { Version = ++versions });
        changed.Add(alert.Key);
    }
}
