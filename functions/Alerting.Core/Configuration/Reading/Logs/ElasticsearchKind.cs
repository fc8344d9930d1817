using Alerting.Core.Configuration.Reading.Beyond;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary><c>elasticsearch</c>.</summary>
internal static class ElasticsearchKind
{
    private const string Characters = ".@-/";

    public static LogKind Kind { get; } = new(LogSourceSettings.Elasticsearch.Word, new(
        [
            .. Key.Of(Schemas.Kind.Url, "url", "kibana_url"),
            .. Key.Of(Schemas.Kind.Text, "index", "data_view", "space", "api_key_file"),
            .. Key.Of(Schemas.Kind.Secret, "api_key"),
            .. LogFieldNames.ColumnKeys,
            .. Key.Of(HttpSchema.Kind, "http_config"),
        ],
        [
            Rules.Need("url", "missing url in elasticsearch"),
            OwnRules.Callable("url"), LogRules.Plain("url"),
            OwnRules.Callable("kibana_url"), LogRules.Plain("kibana_url"),
            LogRules.Is("index", IsIndex, "names or patterns of indices, with commas between them"),
            LogRules.Is("data_view", IsWord, "the id of a data view"),
            LogRules.Is("space", IsWord, "the id of a space"),
            Rules.NotBoth("api_key"), OwnRules.Alone("api_key"),
            .. LogFieldNames.ColumnRules(Characters),
        ]), Build)
    {
        Language = FilterLanguage.Lucene,
        FieldCharacters = Characters,
        FieldsOf = _ => LogSourceSettings.Elasticsearch.UsualFields,
    };

    private static LogSourceSettings.Elasticsearch Build(Section own, SecretFiles files)
    {
        var usual = new LogSourceSettings.Elasticsearch { Name = "", Url = "" };
        var http = LogRules.Http(own, files);
        return usual with
        {
            Url = OwnRules.UrlOf(own, "url") ?? "",
            Index = own.Text("index") is { Length: > 0 } index ? index : usual.Index,
            Columns = LogFieldNames.Columns(own, usual.Columns),
            Kibana = OwnRules.UrlOf(own, "kibana_url") ?? "",
            DataView = own.Text("data_view"),
            Space = own.Text("space"),
            Http = files.Find(own, "api_key") is { } key ? http with { Authorization = new("ApiKey", key) } : http,
        };
    }

    private static bool IsIndex(string text) => text.Length <= 1_000 && text[0] is not ('_' or ',')
        && text.All(c =>
            char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || ".-_*,+:".Contains(c, StringComparison.Ordinal))
        && text is not "." and not "..";

    private static bool IsWord(string text) =>
        text.Length <= 200 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
