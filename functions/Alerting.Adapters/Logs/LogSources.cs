using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Logs.AzureMonitor;
using Alerting.Adapters.Logs.CloudLogging;
using Alerting.Adapters.Logs.Elasticsearch;
using Alerting.Adapters.Logs.Files;
using Alerting.Adapters.Logs.Graylog;
using Alerting.Adapters.Logs.Loki;
using Alerting.Core.Ports;
using Azure.Core;

namespace Alerting.Adapters.Logs;

/// <summary>Every kind of log source.</summary>
public static class LogSources
{
    /// <summary>One of each kind.</summary>
    /// <param name="outbound">Calls vendors.</param>
    /// <param name="time">Measures how long a query takes, and how long tokens last.</param>
    /// <param name="azure">Who asks Azure where a source names nobody.</param>
    public static IReadOnlyList<ILogSource> All(Outbound outbound, TimeProvider time, TokenCredential azure) =>
    [
        new AzureMonitorLogs(outbound, time, azure),
        new CloudLoggingLogs(outbound, time),
        new ElasticsearchLogs(outbound, time),
        new FileLogs(time),
        new GraylogLogs(outbound, time),
        new LokiLinks(),
    ];
}
