using Alerting.Core.Configuration.Reading.Beyond;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary><c>loki</c>: links only.</summary>
internal static class LokiKind
{
    public static LogKind Kind { get; } = new(LogSourceSettings.Loki.Word, new(
        [
            .. Key.Of(Schemas.Kind.Url, "grafana_url"),
            .. Key.Of(Schemas.Kind.Text, "datasource"),
            .. Key.Of(Schemas.Kind.Int, "organization"),
        ],
        Rules.Need("grafana_url", "missing grafana_url in loki"),
        Rules.Need("datasource", "missing datasource in loki: the uid of Grafana's data source"),
        OwnRules.Callable("grafana_url"), LogRules.Plain("grafana_url"),
        LogRules.Is("datasource", IsUid, "the uid of a data source"),
        Rules.Refuse("organization", own => Organization(own) is null, "organization must be at least 1")), Build)
    {
        Language = FilterLanguage.LogQl,
        FieldsOf = _ => LogSourceSettings.Loki.UsualFields,
    };

    private static LogSourceSettings.Loki Build(Section own, SecretFiles files) => new()
    {
        Name = "",
        Grafana = OwnRules.UrlOf(own, "grafana_url") ?? "",
        DataSource = own.Text("datasource"),
        Organization = Organization(own) ?? 1,
    };

    // Null: it is none. What could not be read has been reported.
    private static int? Organization(Section own)
    {
        var number = own.IsBroken("organization") ? 1 : own.Value<Int128?>("organization") ?? 1;
        return number >= 1 && number <= int.MaxValue ? (int)number : null;
    }

    private static bool IsUid(string text) =>
        text.Length <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
