using Alerting.Core.Configuration.Reading.Beyond;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary><c>graylog</c>.</summary>
internal static class GraylogKind
{
    private const string Characters = ".@-";

    public static LogKind Kind { get; } = new(LogSourceSettings.Graylog.Word, new(
        [
            .. Key.Of(Schemas.Kind.Url, "url"),
            .. Key.Of(Schemas.Kind.Texts, "streams"),
            .. Key.Of(Schemas.Kind.Text, "token_file"),
            .. Key.Of(Schemas.Kind.Secret, "token"),
            .. LogFieldNames.ColumnKeys,
            .. Key.Of(HttpSchema.Kind, "http_config"),
        ],
        [
            Rules.Need("url", "missing url in graylog"),
            OwnRules.Callable("url"), LogRules.Plain("url"),
            Rules.Refuse("streams", own => !own.Items<string>("streams").All(IsStream), "expected ids of streams"),
            Rules.NotBoth("token"), OwnRules.Alone("token"),
            .. LogFieldNames.ColumnRules(Characters),
        ]), Build)
    {
        Language = FilterLanguage.Lucene,
        FieldCharacters = Characters,
        FieldsOf = _ => LogSourceSettings.Graylog.UsualFields,
    };

    // An access token is the user, and the word token its password.
    private static LogSourceSettings.Graylog Build(Section own, SecretFiles files)
    {
        var usual = new LogSourceSettings.Graylog { Name = "", Url = "" };
        var http = LogRules.Http(own, files);
        return usual with
        {
            Url = OwnRules.UrlOf(own, "url") ?? "",
            Streams = [.. own.Items<string>("streams")],
            Columns = LogFieldNames.Columns(own, usual.Columns),
            Http = files.Find(own, "token") is { } token
                ? http with { BasicAuth = new(token, Secret.Inline("token")) }
                : http,
        };
    }

    private static bool IsStream(string text) => text.Length is > 0 and <= 100 && text.All(char.IsAsciiLetterOrDigit);
}
