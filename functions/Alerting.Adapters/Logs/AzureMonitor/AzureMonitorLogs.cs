using Alerting.Adapters.Channels.Http;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;
using Alerting.Core.Ports;
using Azure.Core;

namespace Alerting.Adapters.Logs.AzureMonitor;

/// <summary>
/// Asks a workspace of Azure Monitor Logs in KQL. Through <see cref="Outbound"/>, which bounds what is read; the token
/// is that of Azure.Identity. https://learn.microsoft.com/azure/azure-monitor/logs/api/request-format
/// </summary>
internal sealed class AzureMonitorLogs(Outbound outbound, TimeProvider time, TokenCredential azure) : ILogSource
{
    private const int LongestWait = 600;

    private readonly AzureMonitorTokens tokens = new(azure);

    /// <inheritdoc/>
    public string Kind => LogSourceSettings.AzureMonitor.Word;

    /// <inheritdoc/>
    public Task<LogAnswer> Find(LogQuery query, CancellationToken deadline) =>
        Asking.Within(query, time, (records, within) => Ask(query, records, within), deadline);

    /// <inheritdoc/>
    public string? LinkOf(LogQuery query) => AzureMonitorLink.Of(query);

    private async Task<LogAnswer?> Ask(LogQuery query, int records, CancellationToken deadline)
    {
        var source = (LogSourceSettings.AzureMonitor)query.Source;
        var token = await tokens.Get(source, deadline);
        var call = new VendorQuery(
            $"{source.Endpoint}/v1/workspaces/{source.WorkspaceId}/query", Body(query, records),
            source.Http.WithBearer(token))
        {
            Headers = [new("Prefer", $"wait={(int)Math.Clamp(source.Timeout.TotalSeconds, 1, LongestWait)}")],
        };
        var (text, instead) = await call.Ask(outbound, source, deadline);
        return text is null ? Worded(instead) : AzureMonitorAnswer.Read(query, text);
    }

    private static LogAnswer? Worded(LogAnswer? instead) =>
        instead is LogAnswer.Failed failed && failed.Why.Contains(" answered 403", StringComparison.Ordinal)
            ? failed with
            {
                Why = failed.Why + "; its identity needs the role Log Analytics Reader on the workspace, and a new "
                    + "role takes up to an hour to count",
            }
            : instead;

    private static ReadOnlyMemory<byte> Body(LogQuery query, int records) => JsonBody.Of(json =>
    {
        json.WriteString("query", KqlText.Of(query, records, Bounds.OfOne(query.Source)));
        json.WriteString("timespan", $"{JsonBody.Instant(query.From)}/{JsonBody.Instant(query.To)}");
    });
}
