using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Adapters.Logs.Elasticsearch;

/// <summary>Kibana's Discover with the same query.</summary>
internal static class ElasticsearchLink
{
    /// <summary>The link; null where Kibana's address is not known.</summary>
    public static string? Of(LogQuery query)
    {
        var source = (LogSourceSettings.Elasticsearch)query.Source;
        if (source.Kibana.Length == 0)
        {
            return null;
        }

        var space = source.Space.Length == 0 ? "" : $"/s/{source.Space}";
        var global = $"(time:(from:'{JsonBody.Instant(query.From)}',to:'{JsonBody.Instant(query.To)}'))";
        var view = source.DataView.Length == 0
            ? ""
            : $"dataSource:(dataViewId:'{Rison(source.DataView)}',type:dataView),";
        var app = $"(columns:!('{Rison(source.Columns.Message)}'),{view}"
            + $"query:(language:lucene,query:'{Rison(LuceneText.Of(query))}'),"
            + $"sort:!(!('{Rison(source.Columns.Time)}',desc)))";
        return $"{source.Kibana}{space}/app/discover#/?_g={Uri.EscapeDataString(global)}"
            + $"&_a={Uri.EscapeDataString(app)}";
    }

    // Rison: an exclamation mark before itself and before the quote.
    private static string Rison(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("'", "!'", StringComparison.Ordinal);
}
