using Alerting.Core.Jobs.Baselines;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Core.Jobs.Rules;

/// <summary>What a successful run wrote and measured, against what is declared and what is usual.</summary>
internal static class OutputRules
{
    // Two-sided 95 %, as is usual: what chance alone does in one of twenty.
    private const double Deviations = 1.96;

    // Of so few samples a share says nothing, unless somebody asked for fewer.
    private const long LeastOfShare = 30;

    /// <summary>Raises and ends by what the run says; of what it does not say nothing is concluded.</summary>
    public static void Judge(JobTurn turn, Run run)
    {
        if (turn.Definition is not { } definition || run.Kind == RunKind.Test)
        {
            return;
        }

        Amount(turn, run, "rows", run.Words.Rows, definition.Rows);
        Amount(turn, run, "bytes", run.Words.Bytes, definition.Bytes);
        if (definition.Rows is null)
        {
            UsualRows(turn, run);
        }

        foreach (var (name, measure) in run.Words.Metrics ?? JobEvent.NoMetrics)
        {
            if (definition.Metrics.TryGetValue(name, out var bounds))
            {
                Settle(turn, run, JobTrouble.Metric, name, WhyOf(name, measure, bounds), IsUnknown(measure, bounds));
            }
        }
    }

    /// <summary>Whether the measure that an alert is of is still asked for; rows always are.</summary>
    public static bool IsAsked(JobDefinition? definition, JobAlert alert) => (alert.Trouble, alert.Metric) switch
    {
        (JobTrouble.Metric, { } metric) => definition?.Metrics.ContainsKey(metric) == true,
        (JobTrouble.Output, "bytes") => definition?.Bytes is not null,
        _ => true,
    };

    private static void Amount(JobTurn turn, Run run, string what, double? said, Bounds? bounds)
    {
        if (said is { } value && bounds is { } within)
        {
            var isOut = value < within.Least || value > within.Most;
            var why = isOut ? $"{JobText.Figure(value)} {what}; {Text(within)} are expected" : null;
            Settle(turn, run, JobTrouble.Output, what, why, isUnknown: false);
        }
    }

    private static void UsualRows(JobTurn turn, Run run)
    {
        var before = turn.State.Recent
            .Where(it => it.Outcome == RunOutcome.Success && !turn.Context.IsAside(it.Kind))
            .Select(it => it.Rows).OfType<double>().ToList();
        if (run.Words.Rows is { } rows)
        {
            var why = Baseline.Of(before) is { } usual && (rows < usual.Low || rows > usual.High)
                ? Baseline.ExplainRows(rows, before)
                : null;
            Settle(turn, run, JobTrouble.Output, "rows", why, isUnknown: false);
        }
    }

    private static void Settle(
        JobTurn turn, Run run, JobTrouble trouble, string metric, string? why, bool isUnknown)
    {
        if (why is not null)
        {
            turn.Alerts.Raise(new(trouble, why, run, metric));
        }
        else if (!isUnknown)
        {
            turn.Alerts.End(trouble, metric, run);
        }
    }

    // Too few samples say nothing; of a share, what chance could have done with so many is granted.
    private static string? WhyOf(string name, Measure measure, MetricBounds asked)
    {
        if (IsUnknown(measure, asked))
        {
            return null;
        }

        var (least, most) = asked.IsShare && measure.Samples is { } samples
            ? Chance(measure.Value, samples)
            : (measure.Value, measure.Value);
        var isOut = most < asked.Bounds.Least || least > asked.Bounds.Most;
        var of = measure.Samples is { } count ? JobText.Text($" of {count:#,0} samples") : "";
        return isOut ? $"{name} is {JobText.Figure(measure.Value)}{of}; {Text(asked.Bounds)} is asked for" : null;
    }

    private static bool IsUnknown(Measure measure, MetricBounds asked)
    {
        var least = asked is { IsShare: true, MinSamples: 0 } ? LeastOfShare : asked.MinSamples;
        return measure.Samples < least || (measure.Samples is null && asked.MinSamples > 0);
    }

    // Wilson's score interval.
    private static (double Least, double Most) Chance(double share, long samples)
    {
        var (p, n, z) = (Math.Clamp(share, 0, 1), Math.Max(1.0, samples), Deviations);
        var scale = 1 / (1 + (z * z / n));
        var middle = scale * (p + (z * z / (2 * n)));
        var half = scale * z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        return (middle - half, middle + half);
    }

    private static string Text(Bounds bounds) => (bounds.Least, bounds.Most) switch
    {
        ({ } least, { } most) => $"{JobText.Figure(least)} to {JobText.Figure(most)}",
        ({ } least, null) => $"at least {JobText.Figure(least)}",
        (null, { } most) => $"at most {JobText.Figure(most)}",
        (null, null) => "anything",
    };
}
