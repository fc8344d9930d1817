using Alerting.Core.Configuration.Reading.Beyond;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary><c>azure_monitor</c>.</summary>
internal static class AzureMonitorKind
{
    public static LogKind Kind { get; } = new(LogSourceSettings.AzureMonitor.Word, new(
        [
            .. Key.Of(Schemas.Kind.Text, "workspace_id", "table", "tenant", "client_id", "client_secret_file"),
            .. Key.Of(Schemas.Kind.Secret, "client_secret"),
            .. Key.Of(Schemas.Kind.Text, "resource_id"),
            .. Key.Of(Schemas.Kind.Url, "endpoint", "audience"),
            .. LogFieldNames.ColumnKeys,
            .. Key.Of(HttpSchema.Kind, "http_config"),
        ],
        [
            Rules.Need("workspace_id", "missing workspace_id in azure_monitor"),
            LogRules.Is("workspace_id", text => Guid.TryParseExact(text, "D", out _), "the GUID of a workspace"),
            LogFieldNames.Rule("table", ""),
            LogRules.Is("tenant", IsTenant, "the GUID or the domain of a tenant"),
            LogRules.Is("client_id", text => Guid.TryParseExact(text, "D", out _), "the GUID of an application"),
            LogRules.Is("resource_id", IsResource, "/subscriptions/.../workspaces/NAME"),
            Rules.NotBoth("client_secret"),
            Rules.Refuse("", own => own.IsAnySet("client_secret", "client_secret_file")
                    && !(own.IsSet("tenant") && own.IsSet("client_id")),
                "client_secret needs tenant and client_id"),
            OwnRules.Callable("endpoint"), LogRules.Safe("endpoint"), LogRules.Plain("endpoint"),
            .. LogFieldNames.ColumnRules("."),
            LogRules.Anonymous,
        ]), Build)
    {
        Language = FilterLanguage.Kql,
        FieldCharacters = ".",
        FieldsOf = source => ((LogSourceSettings.AzureMonitor)source).Table == LogSourceSettings.AzureMonitor.UsualTable
            ? LogSourceSettings.AzureMonitor.UsualFields
            : [],
    };

    private static LogSourceSettings.AzureMonitor Build(Section own, SecretFiles files)
    {
        var usual = new LogSourceSettings.AzureMonitor { Name = "", WorkspaceId = "" };
        var columns = own.Text("table") is "" or LogSourceSettings.AzureMonitor.UsualTable
            ? usual.Columns
            : new("TimeGenerated", "Message", "", "");
        return usual with
        {
            WorkspaceId = own.Text("workspace_id").ToLowerInvariant(),
            Table = own.Text("table") is { Length: > 0 } table ? table : usual.Table,
            Columns = LogFieldNames.Columns(own, columns),
            Endpoint = OwnRules.UrlOf(own, "endpoint") ?? usual.Endpoint,
            Audience = OwnRules.UrlOf(own, "audience") ?? usual.Audience,
            Tenant = own.Text("tenant"),
            ClientId = own.Text("client_id"),
            ClientSecret = files.Find(own, "client_secret"),
            ResourceId = own.Text("resource_id").TrimEnd('/'),
            Http = LogRules.Http(own, files),
        };
    }

    private static bool IsTenant(string text) =>
        text.Length <= 253 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    private static bool IsResource(string text) =>
        text.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) && text.Length <= 1_000
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.' or '_' or '(' or ')');
}
