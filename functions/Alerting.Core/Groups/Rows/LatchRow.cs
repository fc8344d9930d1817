using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>A latch: only its existence and its version mean anything.</summary>
internal static class LatchRow
{
    public static Properties Write(DateTimeOffset now, string? traceParent) =>
        new() { { "at", now.UtcTicks }, { "traceparent", traceParent } };
}
