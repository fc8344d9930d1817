using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>A due row: all it says is in its key; it carries what caused it.</summary>
internal static class DueRow
{
    public static Properties Write(string? traceParent) => new() { { "traceparent", traceParent } };

    public static string? Cause(Row row) => row.Properties.Text("traceparent");
}
