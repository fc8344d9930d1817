using Alerting.Adapters.Channels.Http;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Logs.CloudLogging;

/// <summary>
/// Lists entries of Google Cloud Logging. https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list
/// </summary>
internal sealed class CloudLoggingLogs(
    Outbound outbound, TimeProvider time, string metadata = CloudLoggingTokens.UsualMetadata) : ILogSource
{
    // A page may be empty and not the last: the search then ran out of time, not out of data.
    private const int MostPages = 3;

    private readonly CloudLoggingTokens tokens = new(outbound, time, metadata);

    /// <inheritdoc/>
    public string Kind => LogSourceSettings.CloudLogging.Word;

    /// <inheritdoc/>
    public Task<LogAnswer> Find(LogQuery query, CancellationToken deadline) =>
        Asking.Within(query, time, (records, within) => Ask(query, records, within), deadline);

    /// <inheritdoc/>
    public string? LinkOf(LogQuery query) => CloudLoggingLink.Of(query);

    private async Task<LogAnswer?> Ask(LogQuery query, int records, CancellationToken deadline)
    {
        var source = (LogSourceSettings.CloudLogging)query.Source;
        var (token, fault) = await tokens.Get(source, deadline);
        if (token is null)
        {
            return fault;
        }

        var (found, next) = (new List<LogRecord>(), "");
        for (var page = 0; page < MostPages && found.Count < records && (page == 0 || next.Length > 0); page++)
        {
            var (answer, instead) = await Page(query, token, records - found.Count, next, deadline);
            if (answer is null)
            {
                return page == 0 ? instead : Found(query, found, (instead as LogAnswer.Failed)?.Why);
            }

            next = CloudLoggingAnswer.Read(answer, found);
        }

        var isWhole = next.Length == 0 || found.Count >= records;
        return Found(query, found, isWhole ? null : "the search did not come to its end");
    }

    private async Task<(string? Text, LogAnswer? Instead)> Page(
        LogQuery query, string token, int records, string page, CancellationToken deadline)
    {
        var source = (LogSourceSettings.CloudLogging)query.Source;
        var body = JsonBody.Of(json =>
        {
            json.WriteStartArray("resourceNames");
            json.WriteStringValue("projects/" + source.Project);
            json.WriteEndArray();
            json.WriteString("filter", GoogleText.Of(query));
            json.WriteString("orderBy", "timestamp desc");
            json.WriteNumber("pageSize", records);
            if (page.Length > 0)
            {
                json.WriteString("pageToken", page);
            }
        });
        var call = new VendorQuery($"{source.Endpoint}/v2/entries:list", body, source.Http.WithBearer(token));
        return await call.Ask(outbound, source, deadline);
    }

    // The newest came first.
    private static LogAnswer.Found Found(LogQuery query, List<LogRecord> found, string? partial)
    {
        found.Reverse();
        return Bounds.Of(query, found, partial);
    }
}
