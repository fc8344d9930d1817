using Alerting.Adapters.Channels.Http;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Logs.Graylog;

/// <summary>Searches Graylog by its scripting API: <c>POST /api/search/messages</c>, from version 5.</summary>
internal sealed class GraylogLogs(Outbound outbound, TimeProvider time) : ILogSource
{
    // Without it Graylog refuses whatever is not GET.
    private static readonly KeyValuePair<string, string>[] Headers = [new("X-Requested-By", "alerting")];

    /// <inheritdoc/>
    public string Kind => LogSourceSettings.Graylog.Word;

    /// <inheritdoc/>
    public Task<LogAnswer> Find(LogQuery query, CancellationToken deadline) =>
        Asking.Within(query, time, (records, within) => Ask(query, records, within), deadline);

    /// <inheritdoc/>
    public string? LinkOf(LogQuery query) => GraylogLink.Of(query);

    private async Task<LogAnswer?> Ask(LogQuery query, int records, CancellationToken deadline)
    {
        var source = (LogSourceSettings.Graylog)query.Source;
        var call = new VendorQuery($"{source.Url}/api/search/messages", Body(query, source, records), source.Http)
        {
            Headers = Headers,
        };
        var (text, instead) = await call.Ask(outbound, source, deadline);
        return text is null ? instead : GraylogAnswer.Read(query, text);
    }

    private static ReadOnlyMemory<byte> Body(LogQuery query, LogSourceSettings.Graylog source, int records) =>
        JsonBody.Of(json =>
        {
            json.WriteString("query", LuceneText.Of(query));
            json.WriteStartArray("streams");
            source.Streams.ToList().ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteStartObject("timerange");
            json.WriteString("type", "absolute");
            json.WriteString("from", JsonBody.Instant(query.From));
            json.WriteString("to", JsonBody.Instant(query.To));
            json.WriteEndObject();
            json.WriteStartArray("fields");
            GraylogAnswer.FieldsOf(source.Columns).ToList().ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteString("sort", source.Columns.Time);
            json.WriteString("sort_order", "Descending");
            json.WriteNumber("from", 0);
            json.WriteNumber("size", records);
        });
}
