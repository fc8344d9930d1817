using Alerting.Adapters.Channels.Http;
using Alerting.Core.Logs;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Logs.Elasticsearch;

/// <summary>
/// Searches Elasticsearch or OpenSearch. https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search
/// </summary>
internal sealed class ElasticsearchLogs(Outbound outbound, TimeProvider time) : ILogSource
{
    /// <inheritdoc/>
    public string Kind => LogSourceSettings.Elasticsearch.Word;

    /// <inheritdoc/>
    public Task<LogAnswer> Find(LogQuery query, CancellationToken deadline) =>
        Asking.Within(query, time, (records, within) => Ask(query, records, within), deadline);

    /// <inheritdoc/>
    public string? LinkOf(LogQuery query) => ElasticsearchLink.Of(query);

    private async Task<LogAnswer?> Ask(LogQuery query, int records, CancellationToken deadline)
    {
        var source = (LogSourceSettings.Elasticsearch)query.Source;

        // An index may come and go; a trial is there to find one whose name is wrong.
        var lenient = query.IsTrial ? "false" : "true";
        var call = new VendorQuery(
            $"{source.Url}/{Uri.EscapeDataString(source.Index)}/_search"
                + $"?ignore_unavailable={lenient}&allow_no_indices=true",
            ElasticsearchBody.Of(query, records), source.Http);
        var (text, instead) = await call.Ask(outbound, source, deadline);
        return text is null ? instead : ElasticsearchAnswer.Read(query, text);
    }
}
