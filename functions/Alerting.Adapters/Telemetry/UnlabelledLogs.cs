using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Alerting.Adapters.Telemetry;

/// <summary>
/// Takes the group's key, which is made of labels, out of log records: what leaves the machine names a group by its id,
/// which is in the notice's.
/// </summary>
internal sealed class UnlabelledLogs : BaseProcessor<LogRecord>
{
    private const string GroupKey = "Group";

    /// <inheritdoc/>
    public override void OnEnd(LogRecord data)
    {
        if (data.Attributes is { } all && all.Any(attribute => attribute.Key == GroupKey))
        {
            data.Attributes = [.. all.Where(attribute => attribute.Key != GroupKey)];
        }
    }
}
