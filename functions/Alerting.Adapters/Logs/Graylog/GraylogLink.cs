using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Adapters.Logs.Graylog;

/// <summary>Graylog's search with the same query.</summary>
internal static class GraylogLink
{
    /// <summary>The link.</summary>
    public static string Of(LogQuery query)
    {
        var source = (LogSourceSettings.Graylog)query.Source;
        var streams = source.Streams.IsEmpty
            ? ""
            : "&streams=" + Uri.EscapeDataString(string.Join(',', source.Streams));
        return $"{source.Url}/search?q={Uri.EscapeDataString(LuceneText.Of(query))}&rangetype=absolute"
            + $"&from={Uri.EscapeDataString(JsonBody.Instant(query.From))}"
            + $"&to={Uri.EscapeDataString(JsonBody.Instant(query.To))}{streams}";
    }
}
