using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Logs.AzureMonitor;
using Alerting.Adapters.Logs.CloudLogging;
using Alerting.Adapters.Logs.Elasticsearch;
using Alerting.Adapters.Logs.Graylog;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Logs;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Logs;
using Xunit;

namespace Alerting.Adapters.Tests.Logs;

/// <summary>A source of one kind before the stand-in of its vendor.</summary>
internal sealed class LogStage : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly Outbound outbound;

    private LogStage(string kind, VendorServer server)
    {
        Server = server;
        outbound = new(new(), Clock);
        (Source, Settings) = kind switch
        {
            "azure_monitor" => ((ILogSource)new AzureMonitorLogs(outbound, Clock, Identity), (LogSourceSettings)Azure(server.Url)),
            "elasticsearch" => (new ElasticsearchLogs(outbound, Clock), Elastic(server.Url)),
            "graylog" => (new GraylogLogs(outbound, Clock), Graylog(server.Url)),
            "cloud_logging" => (new CloudLoggingLogs(outbound, Clock, server.Url), Google(server.Url)),
            _ => throw new ArgumentException(kind, nameof(kind)),
        };
    }

    public static TheoryData<string> Kinds => ["azure_monitor", "elasticsearch", "graylog", "cloud_logging"];

    public FixedClock Clock { get; } = new(Noon);

    public FixedToken Identity { get; } = new(LogAnalyticsServer.Token);

    public VendorServer Server { get; }

    public ILogSource Source { get; }

    public LogSourceSettings Settings { get; init; }

    public static async Task<LogStage> Of(string kind, params StoredLog[] logs) => new(kind, kind switch
    {
        "azure_monitor" => await LogAnalyticsServer.Start(logs),
        "elasticsearch" => await ElasticsearchServer.Start(logs),
        "graylog" => await GraylogServer.Start(logs),
        _ => await CloudLoggingServer.Start(logs),
    });

    /// <summary>As the source is before its vendor answers queries: with a token, where it has to get one.</summary>
    public async Task Warm()
    {
        if (Source is CloudLoggingLogs)
        {
            await Find();
        }
    }

    public LogQuery Query(Func<LogSourceSettings, LogSourceSettings>? change = null, string pod = "train-1") => new(
        (change ?? (it => it))(Settings),
        [.. Settings.Fields.Where(rule => rule.Label is "namespace" or "pod")
            .Select(rule => new LogField(rule.Field, rule.Label == "pod" ? pod : "ml", rule.IsPrefix))],
        Noon.AddHours(-1), Noon);

    public Task<LogAnswer> Find(Func<LogSourceSettings, LogSourceSettings>? change = null) =>
        Source.Find(Query(change), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        outbound.Dispose();
        await Server.DisposeAsync();
    }

    public static LogSourceSettings.AzureMonitor Azure(string url) => new()
    {
        Name = "azure",
        WorkspaceId = LogAnalyticsServer.Workspace,
        Endpoint = url,
        Fields = LogSourceSettings.AzureMonitor.UsualFields,
    };

    public static LogSourceSettings.Elasticsearch Elastic(string url) => new()
    {
        Name = "elastic",
        Url = url,
        Fields = LogSourceSettings.Elasticsearch.UsualFields,
        Http = HttpConfig.Usual with { Authorization = new("ApiKey", Secret.Inline(ElasticsearchServer.Key)) },
    };

    public static LogSourceSettings.Graylog Graylog(string url) => new()
    {
        Name = "graylog",
        Url = url,
        Fields = LogSourceSettings.Graylog.UsualFields,
        Http = HttpConfig.Usual.WithBasic(GraylogServer.Token, "token"),
    };

    public static LogSourceSettings.CloudLogging Google(string url) => new()
    {
        Name = "google",
        Project = "acme",
        Endpoint = url,
        Fields = LogSourceSettings.CloudLogging.UsualFields,
    };
}
