using Alerting.Bench.Contest;
using Alerting.Bench.Load;

namespace Alerting.Bench;

/// <summary>
/// Debian's Alertmanager and our published single file under the same load, never at the same time: alerts through
/// <c>POST /api/v2/alerts</c> until a webhook receiver was told of each. They take turns, so that what else this machine
/// does meets both.
/// </summary>
internal static class VsAlertmanagerScenario
{
    private static readonly ContestLoad WarmUp = new(
        Alerts: 1_000, Groups: 100, Batch: 10, IsTogether: false, IsWarm: false);

    /// <summary>Prints the table; each run on stderr as it ends.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(ContestOptions options, TextWriter output)
    {
        using var published = options.File is null ? await Published.Make() : null;
        if ((options.File ?? published?.Executable) is not { } executable)
        {
            return 1;
        }

        Contender[] both = [await Contender.Theirs(), Contender.Ours(executable)];
        foreach (var contender in both)
        {
            // Load and sink are compiled while nobody is measured.
            await ContestRun.Of(contender, WarmUp);
        }

        var table = new ContestTable(output);
        await table.Head(options);
        foreach (var load in options.Loads)
        {
            await table.Rows(load, both, await Runs(options.Runs, load, both));
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync($"load {await Table.Load()} after");
        return 0;
    }

    private static async Task<List<ContestFigures>[]> Runs(int times, ContestLoad load, Contender[] both)
    {
        List<ContestFigures>[] runs = [[], []];
        for (var round = 0; round < times; round++)
        {
            for (var one = 0; one < both.Length; one++)
            {
                var run = await ContestRun.Of(both[one], load);
                runs[one].Add(run);
                await Console.Error.WriteLineAsync(ContestTable.Line(load, both[one], run));
            }
        }

        return runs;
    }
}
