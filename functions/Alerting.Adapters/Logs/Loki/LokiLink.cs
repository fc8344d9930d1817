using System.Globalization;
using System.Text;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Adapters.Logs.Loki;

/// <summary>Grafana's Explore with a query of the same.</summary>
internal static class LokiLink
{
    /// <summary>The link.</summary>
    public static string Of(LogQuery query)
    {
        var source = (LogSourceSettings.Loki)query.Source;
        var panes = JsonBody.Of(json =>
        {
            json.WriteStartObject("a");
            json.WriteString("datasource", source.DataSource);
            json.WriteStartArray("queries");
            json.WriteStartObject();
            json.WriteString("refId", "A");
            json.WriteString("expr", LogQlText.Of(query));
            json.WriteString("queryType", "range");
            json.WriteStartObject("datasource");
            json.WriteString("type", "loki");
            json.WriteString("uid", source.DataSource);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("range");
            json.WriteString("from", Milliseconds(query.From));
            json.WriteString("to", Milliseconds(query.To));
            json.WriteEndObject();
            json.WriteEndObject();
        });
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{source.Grafana}/explore?schemaVersion=1&orgId={source.Organization}&panes=")
            + Uri.EscapeDataString(Encoding.UTF8.GetString(panes.Span));
    }

    private static string Milliseconds(DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
