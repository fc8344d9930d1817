using System.Globalization;

namespace Alerting.Testing.Farms;

/// <summary>What was told of a farm against what is true of it.</summary>
public sealed class FarmReport
{
    /// <summary>One tick, and the time a notice takes.</summary>
    public static readonly TimeSpan InTime = TimeSpan.FromSeconds(65);

    private FarmReport(IReadOnlyList<string> violations, IReadOnlyDictionary<FarmFate, int> counts, TimeSpan latest) =>
        (Violations, Counts, Latest) = (violations, counts, latest);

    /// <summary>Alerts that are missing, late, double or false; each with why.</summary>
    public IReadOnlyList<string> Violations { get; }

    /// <summary>How many runs were what.</summary>
    public IReadOnlyDictionary<FarmFate, int> Counts { get; }

    /// <summary>The longest time between a run's going wrong and its alert.</summary>
    public TimeSpan Latest { get; }

    public static FarmReport Of(IFarmPlan plan, IReadOnlyList<FarmTold> told)
    {
        var violations = new List<string>();
        var latest = TimeSpan.Zero;
        var left = told.GroupBy(it => (it.Name, it.Job, it.Run))
            .ToDictionary(group => group.Key, group => new Queue<FarmTold>(group.OrderBy(it => it.At)));
        foreach (var run in plan.Runs.Where(run => run.Wrong is not null).OrderBy(run => run.Wrong))
        {
            var name = NameOf(run.Fate);
            var key = (name, run.Job, run.IsAlone || run.Fate == FarmFate.Missed ? "" : run.Id);
            if (!left.TryGetValue(key, out var alerts) || !alerts.TryDequeue(out var alert))
            {
                if (run.Wrong + InTime < FarmPlan.End)
                {
                    violations.Add($"{name} of {run.Job}/{run.Id}, wrong from {run.Wrong:O}, was not told");
                }

                continue;
            }

            var late = alert.At - run.Wrong!.Value;
            latest = late > latest ? late : latest;
            if (late > InTime || late < TimeSpan.Zero)
            {
                violations.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} of {run.Job}/{run.Id} was told {late.TotalSeconds:0.0} s after"));
            }
        }

        violations.AddRange(left.Values.SelectMany(alerts => alerts).Select(alert =>
            $"{alert.Name} of {alert.Job}/{alert.Run} was told at {alert.At:O} for nothing"));
        return new(violations, plan.Runs.CountBy(run => run.Fate).ToDictionary(), latest);
    }

    private static string NameOf(FarmFate fate) => fate switch
    {
        FarmFate.Overrun => "JobOverrun",
        FarmFate.Stuck => "JobStuck",
        FarmFate.Missed => "JobNeverStarted",
        FarmFate.Failed => "JobFailed",
        FarmFate.Good => "nothing",
    };
}
