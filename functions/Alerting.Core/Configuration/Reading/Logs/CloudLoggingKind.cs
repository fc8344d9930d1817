using Alerting.Core.Configuration.Reading.Beyond;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary><c>cloud_logging</c>.</summary>
internal static class CloudLoggingKind
{
    public static LogKind Kind { get; } = new(LogSourceSettings.CloudLogging.Word, new(
        [
            .. Key.Of(Schemas.Kind.Text, "project", "key_file"),
            .. Key.Of(Schemas.Kind.Url, "endpoint"),
            .. Key.Of(HttpSchema.Kind, "http_config"),
        ],
        Rules.Need("project", "missing project in cloud_logging"),
        LogRules.Is("project", IsProject, "the id of a project"),
        OwnRules.Callable("endpoint"), LogRules.Safe("endpoint"), LogRules.Plain("endpoint"),
        LogRules.Anonymous), Build)
    {
        Language = FilterLanguage.Google,
        FieldCharacters = ".\"-/",
        FieldsOf = _ => LogSourceSettings.CloudLogging.UsualFields,
    };

    private static LogSourceSettings.CloudLogging Build(Section own, SecretFiles files)
    {
        var usual = new LogSourceSettings.CloudLogging { Name = "", Project = own.Text("project") };
        return usual with
        {
            Endpoint = OwnRules.UrlOf(own, "endpoint") ?? usual.Endpoint,
            Key = files.Find(own, "key"),
            Http = LogRules.Http(own, files),
        };
    }

    private static bool IsProject(string text) => text.Length <= 100
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or ':');
}
