using Alerting.Bench.Load;

namespace Alerting.Bench.Azure;

/// <summary>Operations that alerts take in Azure, counted; they do not depend on the machine.</summary>
internal static class CountedCases
{
    private const int Storm = 10_000;
    private const int StormGroups = 100;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(6);

    /// <summary>Prints the table.</summary>
    public static async Task Run(TextWriter output)
    {
        await output.WriteLineAsync(Prices.Formula);
        await output.WriteLineAsync("T table operations, M Service Bus operations (completes counted), E executions");
        await output.WriteLineAsync();
        var table = new Table(output);
        await table.Names(["operations", .. Operations.Heads]);
        await Lifetime(table);
        await StormOf(table, "storm, a group a post", number => number / (Storm / StormGroups));
        await StormOf(table, "storm, all groups in each post", number => number % StormGroups);
        await Hour(table);
    }

    private static async Task Lifetime(Table table)
    {
        await using var azure = await Deployment.Start();
        await azure.Pass(Soon);
        var started = azure.Now;
        var firing = AlertBatches.Make(1, 1, _ => 0, started, null)[0];
        await Case(table, azure, "first alert, post only", 1, () => azure.Post(firing));
        await Case(table, azure, "- its look, notice and receipt", 1, () => azure.Pass(Soon));
        Expect(azure, calls: 1);
        await Case(table, azure, "- the next tick: it sleeps", 1, () => azure.Pass(Tick));
        await Case(table, azure, "known, first repeat: its bound moves", 1, () => Post(azure, firing));
        await azure.Pass(TimeSpan.FromMinutes(5));
        await Case(table, azure, "known, again within the hour", 1, () => Post(azure, firing));
        await azure.Pass(TimeSpan.FromHours(3));
        await azure.Pass(TimeSpan.FromMinutes(10));
        Expect(azure, calls: 1);
        await Case(table, azure, "told again after 4 h", 1, () => azure.Pass(TimeSpan.FromHours(1)));
        Expect(azure, calls: 2);
        var resolved = AlertBatches.Make(1, 1, _ => 0, started, azure.Now)[0];
        await Case(table, azure, "resolved, post only", 1, () => azure.Post(resolved));
        await Case(table, azure, "- its look, notice and receipt", 1, () => azure.Pass(Tick));
        Expect(azure, calls: 3);
        await Case(table, azure, "- until the group is forgotten", 1, () => azure.Pass(TimeSpan.FromHours(12)));
    }

    private static async Task Post(Deployment azure, byte[] body)
    {
        await azure.Post(body);
        await azure.Pass(Soon);
    }

    private static async Task StormOf(Table table, string what, Func<int, int> groupOf)
    {
        await using var azure = await Deployment.Start();
        var bodies = AlertBatches.Make(1, Storm, groupOf, azure.Now, null);
        await Case(table, azure, $"{what}: per alert", Storm, async () =>
        {
            foreach (var body in bodies)
            {
                await azure.Post(body);
                await azure.Pass(TimeSpan.FromMilliseconds(50));
            }

            await azure.Pass(Tick);
        });
        if (azure.Sink.Distinct != Storm)
        {
            throw new InvalidOperationException($"{azure.Sink.Distinct} of {Storm} alerts were told");
        }

        await table.Row(["- in all", .. azure.Operations.Cells(0)]);
    }

    private static async Task Hour(Table table)
    {
        await using var azure = await Deployment.Start();
        await Case(table, azure, "one idle hour", 0, async () =>
        {
            for (var minute = 0; minute < 60; minute++)
            {
                await azure.Pass(TimeSpan.FromMinutes(1));
                await azure.CheckDue();
            }
        });
    }

    private static async Task Case(Table table, Deployment azure, string what, int of, Func<Task> act)
    {
        var before = azure.Operations;
        await act();
        await table.Row([what, .. (azure.Operations - before).Cells(of)]);
    }

    private static void Expect(Deployment azure, int calls)
    {
        if (azure.Sink.Calls != calls)
        {
            throw new InvalidOperationException($"{azure.Sink.Calls} webhook calls, expected {calls}");
        }
    }
}
