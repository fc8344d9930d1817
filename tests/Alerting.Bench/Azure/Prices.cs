using System.Globalization;

namespace Alerting.Bench.Azure;

/// <summary>
/// US list prices as other people copied them, seen between 2025 and September 2026; <c>infra/README.md</c> says which
/// when and where. What is free or costs nothing extra is left out: these are the prices of one more.
/// </summary>
internal static class Prices
{
    /// <summary>USD for a table operation of any kind; a transaction is one. Seen 2026-07-21.</summary>
    public const decimal Table = 0.00036m / 10_000;

    /// <summary>USD for a Service Bus operation of Standard above the 13 million that are free. Seen July 2026.</summary>
    public const decimal Bus = 0.80m / 1_000_000;

    /// <summary>USD for an execution above the 250,000 that are free. Seen 2026-09-26.</summary>
    public const decimal Execution = 0.40m / 1_000_000;

    /// <summary>How a cost is worked out, one line.</summary>
    public static string Formula =>
        $"USD per million = {Text(Table)} T + {Text(Bus)} M + {Text(Execution)} E, "
        + "beyond what is free; besides it 9.86 a month for Service Bus Standard, and GB-s";

    private static string Text(decimal price) => (price * 1_000_000).ToString("0.###", CultureInfo.InvariantCulture);
}
