using System.Globalization;

namespace Alerting.Bench.Azure;

/// <summary>What was asked of Azure: every count is of operations that are paid for.</summary>
/// <param name="Commits">Table transactions and single writes, refused ones included.</param>
/// <param name="Settings">Comparisons of the configuration, a read of one row each: every 5 s an instance is in
/// use.</param>
/// <param name="Points">Other reads of one row.</param>
/// <param name="Pages">Pages of ranges.</param>
/// <param name="Sends">Messages sent, dropped duplicates included.</param>
/// <param name="Receives">Messages received; each is completed, too.</param>
/// <param name="Executions">Calls of functions: requests, messages, timers.</param>
internal readonly record struct Operations(
    long Commits, long Settings, long Points, long Pages, long Sends, long Receives, long Executions)
{
    /// <summary>Columns of <see cref="Cells"/>.</summary>
    public static string[] Heads { get; } =
    [
        "commits", "configuration", "point reads", "range pages", "T", "sends", "receives", "completes", "M", "E", "USD per million",
    ];

    /// <summary>Table operations.</summary>
    public long Table => Commits + Settings + Points + Pages;

    /// <summary>
    /// Service Bus operations. Whether a completion is billed is not settled; it is counted, which errs on the dear
    /// side.
    /// </summary>
    public long Bus => Sends + (2 * Receives);

    public static Operations operator -(Operations after, Operations before) => new(
        after.Commits - before.Commits, after.Settings - before.Settings, after.Points - before.Points,
        after.Pages - before.Pages, after.Sends - before.Sends, after.Receives - before.Receives, after.Executions - before.Executions);

    /// <summary>The counts, each for one of so many alerts, and what a million of them costs; 0: for no alert.</summary>
    public string[] Cells(int alerts)
    {
        decimal of = Math.Max(1, alerts);
        var cost = ((Table * Prices.Table) + (Bus * Prices.Bus) + (Executions * Prices.Execution)) / of * 1_000_000;
        long[] counts = [Commits, Settings, Points, Pages, Table, Sends, Receives, Receives, Bus, Executions];
        return [.. counts.Select(count => Text(count / of, "#,0.##")), alerts > 0 ? Text(cost, "#,0.00") : ""];
    }

    private static string Text(decimal number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
