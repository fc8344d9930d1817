using System.Diagnostics;
using System.Globalization;
using Alerting.Bench.Load;
using Alerting.Testing.Farms;

namespace Alerting.Bench;

/// <summary>The farm of jobs on its virtual clock: who goes wrong must be told, once and in time, and nobody else.</summary>
internal static class FarmScenario
{
    /// <summary>Prints what was planned and what was told.</summary>
    /// <param name="jobs">Jobs.</param>
    /// <param name="atOnce">Runs of each at once.</param>
    /// <param name="output">Where to.</param>
    /// <returns>The exit code: 1 when anything was missed, late, double or false.</returns>
    public static async Task<int> Run(int jobs, int atOnce, TextWriter output)
    {
        var plan = new FarmPlan(seed: 1, jobs, atOnce);
        var farm = new Farm(plan);
        var began = Stopwatch.GetTimestamp();
        await farm.Play();
        var report = FarmReport.Of(plan, farm.Told);
        var table = new Table(output);
        await table.Names("jobs", "at once", "runs", "reports", "overrun", "stuck", "missed", "wrong", "latest s", "played in s");
        await table.Row(
            Text(jobs), Text(atOnce), Text(plan.Runs.Count), Text(farm.Reports),
            Text(report.Counts.GetValueOrDefault(FarmFate.Overrun)),
            Text(report.Counts.GetValueOrDefault(FarmFate.Stuck)),
            Text(report.Counts.GetValueOrDefault(FarmFate.Missed)),
            Text(report.Violations.Count),
            report.Latest.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
            Stopwatch.GetElapsedTime(began).TotalSeconds.ToString("0", CultureInfo.InvariantCulture));
        foreach (var violation in report.Violations.Take(20))
        {
            await output.WriteLineAsync(violation);
        }

        return report.Violations.Count == 0 ? 0 : 1;
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
