using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>A due row: all it says is in its key; it carries what caused it, or the epoch that asks for it.</summary>
internal static class DueRow
{
    private const string InForce = "epoch";

    public static Properties Write(string? traceParent) => new() { { "traceparent", traceParent } };

    /// <summary>One that a configuration asks for: only who knows that one may take it away.</summary>
    public static Properties Write(long epoch) => new() { { InForce, epoch } };

    public static string? Cause(Row row) => row.Properties.Text("traceparent");

    /// <summary>The epoch that has to be known; 0: none.</summary>
    public static long Epoch(Row row) => row.Properties.Long(InForce);
}
