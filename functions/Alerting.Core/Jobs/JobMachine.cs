using System.Collections.Immutable;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rules;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs;

/// <summary>
/// What follows for a job from reports and from time: pure. Reports are merged into their runs, runs and slots whose
/// time has come are judged, alerts are raised and ended.
/// </summary>
public static class JobMachine
{
    // More than a batch has reports.
    private const int MostNameless = 50;

    private static readonly TimeSpan AdHocResolves = TimeSpan.FromDays(7);

    // Ad hoc jobs are often of a new name each time.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);
    private static readonly TimeSpan Told = TimeSpan.FromDays(1);

    /// <summary>What has to be known to decide.</summary>
    /// <param name="state">The job.</param>
    /// <param name="definition">What is declared of it; null: nothing.</param>
    /// <param name="news">Reports.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="mostDue">Runs whose time has come that one decision looks at, at the most.</param>
    public static JobAsks Asks(
        JobState state, JobDefinition? definition, IReadOnlyCollection<JobNews> news, DateTimeOffset now, int mostDue)
    {
        var runs = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var parts = ImmutableHashSet.CreateBuilder<PartKey>();
        string[]? nameless = null;
        foreach (var said in news.Select(it => it.Event))
        {
            var those = said.Run is { } run ? [run] : nameless ??= [.. Nameless(state)];
            runs.UnionWith(those.Select(RunKey.Of));
            if (said.Partition is { } partition)
            {
                parts.UnionWith(those.Select(id => PartKey.Of(id, partition)));
            }
        }

        ImmutableArray<string> due =
        [
            .. state.Open.Values.Where(open => open.Due <= now).OrderBy(open => open.Due).Take(mostDue)
                .Select(open => open.Id),
        ];
        runs.UnionWith(due.Select(RunKey.Of));
        return new(
            runs.ToImmutable(), parts.ToImmutable(), due,
            mostDue > 0 && definition is { DependsOn.IsEmpty: false } && SlotRules.IsMissing(state, definition, now));
    }

    // What a report without a run can be about, whatever ends before it in the same batch.
    private static IEnumerable<string> Nameless(JobState state) =>
    [
        .. state.Unnamed is { } unnamed ? [unnamed] : (string[])[],
        .. state.Open.Values.OrderByDescending(open => open.HeardAt).Take(MostNameless).Select(open => open.Id),
        .. state.Recent.TakeLast(1).Select(run => run.Id),
    ];

    /// <summary>What follows.</summary>
    /// <param name="state">The job.</param>
    /// <param name="news">Reports, in the order in which they came.</param>
    /// <param name="known">What <see cref="Asks"/> asked for.</param>
    /// <param name="context">When, and what else is known.</param>
    public static JobDecision Decide(
        JobState state, IReadOnlyCollection<JobNews> news, KnownRuns known, JobContext context)
    {
        var turn = new JobTurn(state with { IsDeclared = context.Definition is not null }, context, known);
        if (state.IsDeclared && context.Definition is null)
        {
            // What was asked of it is not asked any more, under this name.
            turn.Alerts.EndAll();
        }

        SlotRules.Promise(turn);
        turn.IsReading = true;
        foreach (var each in news)
        {
            turn.Alerts.Next();
            Take(turn, each);
        }

        turn.IsReading = context.MergesOnly;
        if (context.MergesOnly)
        {
            return turn.Decision();
        }

        turn.Alerts.Next();
        foreach (var id in known.Asks.Due.Union(turn.Touched))
        {
            Look(turn, id);
        }

        SlotRules.Judge(turn);
        RateRules.Running(turn);
        Expire(turn);
        Mention(turn);
        turn.State = turn.State with { Due = Due(turn) };
        return turn.Decision() with { IsGone = ForgottenAt(turn) <= turn.Now };
    }

    // One that nobody declared and nothing is open of. What has ended is not announced before the job is known to be
    // as it is now: so it stays for a while longer.
    private static DateTimeOffset? ForgottenAt(JobTurn turn)
    {
        if (turn.Definition is not null || !turn.State.Open.IsEmpty || turn.Alerts.Firing.Any()
            || turn.Alerts.FinishAt is not null)
        {
            return null;
        }

        var silent = (turn.State.HeardAt ?? turn.State.FirstSeen) + Forgotten;
        return turn.Alerts.LastEnd is { } end ? Later(end + Told, silent) : silent;
    }

    private static void Take(JobTurn turn, JobNews news)
    {
        var said = news.Event;
        if (said.Type == JobEventType.Resolve)
        {
            turn.Alerts.EndAll();
            turn.State = turn.State with { ResolvedAt = turn.Now };
            return;
        }

        turn.State = turn.State with { HeardAt = Later(turn.State.HeardAt, news.Came) };

        var id = said.Run ?? Unnamed.RunOf(turn, news);
        var before = turn.Find(id) ?? new Run { Id = id, Kind = Said(turn, said.Kind) };
        if (said.Kind != RunKind.Unsaid && said.Kind != before.Kind)
        {
            before = before with { Kind = said.Kind };
        }

        if (turn.IsOfForgotten(id, news))
        {
            turn.Tell(news, before);
            return;
        }

        var after = said.Partition is null ? RunFold.Apply(before, news) : PartRules.Take(turn, before, news) ?? before;
        if (ReferenceEquals(after, before))
        {
            return;
        }

        turn.Tell(news, after);
        turn.Put(after);
        Raise(turn, after, said);
        Judge(turn, after, said.ScheduledAt);
    }

    private static void Look(JobTurn turn, string id)
    {
        if (turn.Find(id) is not { } run)
        {
            turn.Close(id);
        }
        else if (turn.State.Open.ContainsKey(RunKey.Of(id)))
        {
            Judge(turn, PartRules.Sweep(turn, run), scheduledAt: null);
        }
    }

    private static void Judge(JobTurn turn, Run run, DateTimeOffset? scheduledAt)
    {
        if (run.Current is not null)
        {
            run = SlotRules.Fill(turn, run, scheduledAt);
            run = PartRules.Failed(turn, run);
        }

        var (whole, due) = PartRules.End(turn, run);
        RunRules.Judge(turn, whole, due);
    }

    // What a job reports of itself at level ERROR or above is an alert of its own; below it is a status.
    private static void Raise(JobTurn turn, Run run, JobEvent said)
    {
        JobTrouble? trouble = said.Type switch
        {
            JobEventType.TrainingError => JobTrouble.TrainingError,
            JobEventType.InputDrift => JobTrouble.InputDrift,
            JobEventType.DataGenerated => JobTrouble.DataGenerated,
            JobEventType.Start or JobEventType.Progress or JobEventType.Success or JobEventType.Fail
                or JobEventType.Cancel or JobEventType.Status or JobEventType.Resolve => null,
        };
        if (trouble is { } what && RunFold.LevelOf(said) >= Level.Error)
        {
            turn.Alerts.Raise(new(what, said.Message ?? said.Reason ?? "it did not say why", run));
        }
    }

    private static RunKind Said(JobTurn turn, RunKind kind) =>
        kind == RunKind.Unsaid ? turn.Context.UsualKind : kind;

    // What nobody ends, and no run of a schedule, ends by itself; so does what nobody asks for any more.
    private static void Expire(JobTurn turn)
    {
        turn.Alerts.Finish();
        var over = turn.Alerts.Firing.Where(alert => Expiry(turn, alert) <= turn.Now
            || turn.Definition?.Ignored.Contains(alert.Trouble) == true
            || !OutputRules.IsAsked(turn.Definition, alert));
        foreach (var alert in over.ToArray())
        {
            turn.Alerts.End(alert.Key);
        }
    }

    private static DateTimeOffset? Expiry(JobTurn turn, JobAlert alert)
    {
        if (alert.Trouble == JobTrouble.RunningLong)
        {
            // It ends when it is not so any more.
            return null;
        }

        var isOfUsual = !alert.IsOfRun && alert.Kind == RunKind.Unsaid;
        return alert.RaisedAt + (isOfUsual ? ResolvesAfter(turn.Context)
            : turn.Definition?.ResolveAfter ?? AdHocResolves);
    }

    /// <summary>After how long what is wrong with its usual runs is over by itself; null: by no time.</summary>
    internal static TimeSpan? ResolvesAfter(JobContext context) => context.Definition switch
    {
        { ResolveAfter: { } after } => after,
        { Schedule: not null } => null,
        _ => AdHocResolves,
    };

    // An alert of a webhook that nobody mentions ends as no longer reported: a job may run once a month.
    private static void Mention(JobTurn turn)
    {
        if (!turn.Alerts.Firing.Any())
        {
            turn.State = turn.State with { MentionedAt = null };
        }
        else if ((turn.State.MentionedAt ?? turn.Now) is var last && last + (turn.Context.StaleAfter / 2) <= turn.Now)
        {
            turn.Alerts.Mention();
            turn.State = turn.State with { MentionedAt = turn.Now };
        }
        else
        {
            turn.State = turn.State with { MentionedAt = last };
        }
    }

    // To whole seconds, so that what is due together is looked at together; and a tick, so that the row is nobody
    // else's: one that a report writes must not go with it.
    private static DateTimeOffset? Due(JobTurn turn)
    {
        var due = turn.State.Open.Values.Select(open => open.Due).Min();
        due = RunRules.Earlier(due, SlotRules.Due(turn));
        due = RunRules.Earlier(due, RateRules.RunningDue(turn));
        due = RunRules.Earlier(due, turn.State.MentionedAt + (turn.Context.StaleAfter / 2));
        due = RunRules.Earlier(due, turn.Alerts.FinishAt);
        due = RunRules.Earlier(due, ForgottenAt(turn));
        foreach (var alert in turn.Alerts.Firing)
        {
            due = RunRules.Earlier(due, Expiry(turn, alert));
        }

        return due is { } at ? Whole(at > turn.Now ? at : turn.Now) : null;
    }

    private static DateTimeOffset Whole(DateTimeOffset at)
    {
        var rest = at.UtcTicks % TimeSpan.TicksPerSecond;
        return at.AddTicks((rest == 0 ? 0 : TimeSpan.TicksPerSecond - rest) + 1);
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) =>
        one is { } known && known > other ? known : other;
}
