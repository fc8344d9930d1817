using Alerting.Core.Jobs.Baselines;
using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Rules;

/// <summary>How long runs may take: by what is declared, which is exact, or by what is usual.</summary>
internal static class DurationRules
{
    // What differs less from the usual is not told, where nothing is declared.
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    /// <summary>Raises what is wrong with the time a run took that succeeded.</summary>
    public static Run Judge(JobTurn turn, Run run, TimeSpan took, TimeBounds limit)
    {
        // Without stamps the report of its end, or of its beginning, may have taken some of that time.
        var granted = run.Current!.IsTimed ? TimeSpan.Zero : SlotRules.Settle;
        if (took - granted > limit.Most && !run.WasTold(JobTrouble.Overrun))
        {
            turn.Alerts.Raise(new(JobTrouble.Overrun, TooLong(turn, took), run));
            return run with { Told = run.Told.Add(JobTrouble.Overrun) };
        }

        if (took < limit.Least)
        {
            turn.Alerts.Raise(new(JobTrouble.TooFast, Unusual(turn, took), run));
        }

        return run;
    }

    /// <summary>How long a run may take; null where nothing is declared or known.</summary>
    public static TimeBounds? Limit(JobTurn turn)
    {
        if (turn.Definition is not { } definition)
        {
            return null;
        }

        var expected = definition.Expected;
        if (expected is null && definition.MaxRuntime is null)
        {
            return Learned(turn);
        }

        var most = expected?.Most ?? TimeBounds.Endless;
        return new(
            expected?.Least ?? Learned(turn)?.Least ?? TimeSpan.Zero,
            definition.MaxRuntime is { } max && max < most ? max : most);
    }

    // It is asked for with each report, and changes when a run ends.
    private static TimeBounds? Learned(JobTurn turn)
    {
        if (turn.Learned is not { } known || known.From != turn.State.Recent)
        {
            turn.Learned = known = (turn.State.Recent, Learn(turn));
        }

        return known.Limit;
    }

    // A minute more or less is no trouble, however short the runs are: a report may take as long.
    private static TimeBounds? Learn(JobTurn turn) => Baseline.Of(Durations(turn)) is { } usual
        ? new(
            Span(Math.Min(usual.Low, usual.Median - Least.TotalSeconds)),
            Span(Math.Max(usual.High, usual.Median + Least.TotalSeconds)))
        : null;

    // What is learned of runs that have nothing to do now and then can be anything up to infinite.
    private static TimeSpan Span(double seconds) => double.IsNaN(seconds) || seconds >= TimeBounds.Endless.TotalSeconds
        ? TimeBounds.Endless
        : TimeSpan.FromSeconds(Math.Max(0, seconds));

    // Of its usual runs that succeeded, the oldest first.
    private static List<double> Durations(JobTurn turn) =>
    [
        .. turn.State.Recent
            .Where(run => run.Outcome == RunOutcome.Success && !turn.Context.IsAside(run.Kind))
            .Select(run => run.Seconds).OfType<double>(),
    ];

    /// <summary>One line: how long it took, and why that is too long.</summary>
    public static string TooLong(JobTurn turn, TimeSpan took)
    {
        var definition = turn.Definition!;
        return definition.MaxRuntime is { } max && took > max
            ? $"{JobText.Duration(took)}; at most {JobText.Duration(max)} are allowed"
            : Unusual(turn, took);
    }

    private static string Unusual(JobTurn turn, TimeSpan took) => turn.Definition!.Expected is { } expected
        ? $"{JobText.Duration(took)}; {Text(expected)} are expected"
        : Baseline.Explain(took, Durations(turn));

    private static string Text(TimeBounds bounds) =>
        bounds.Most == TimeBounds.Endless ? $"at least {JobText.Duration(bounds.Least)}"
        : bounds.Least == TimeSpan.Zero ? $"at most {JobText.Duration(bounds.Most)}"
        : $"{JobText.Duration(bounds.Least)} to {JobText.Duration(bounds.Most)}";
}
