using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Receivers;

/// <summary><c>jira_configs</c> and <c>incidentio_configs</c>.</summary>
internal static class IssueTypes
{
    private static readonly string[] Tokens = ["alert_source_token", "alert_source_token_file"];

    private static readonly Schema JiraField =
        new([.. Key.Of(Kind.Text, "template"), .. Key.Of(Kind.TruthPointer, "enable_update")]);

    // A text, or a mapping of it and whether it is written again.
    private static readonly Kind JiraText =
        new(value => value.Node is YamlScalar ? value.AsText() : JiraField.Read(value));

    public static ReceiverType Jira { get; } = new("jira", "JiraConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Url, "api_url"),
            .. Key.Of(
                Kind.Text, "api_type", "project", "priority", "issue_type", "reopen_transition", "resolve_transition",
                "wont_fix_resolution"),
            .. Key.Of(JiraText, "summary", "description"),
            .. Key.Of(Kind.Texts, "labels"),
            .. Key.Of(Kind.Duration, "reopen_duration"),
            .. Key.Of(Kind.AnyMap, "fields"),
        ],
        Rules.Need("project", "missing project in jira_config"),
        Rules.Need("issue_type", "missing issue_type in jira_config"),
        KnownApi),
        Inherited.Needed("api_url", "jira_api_url", "no global Jira Cloud URL set"));

    public static ReceiverType Incidentio { get; } = new("incidentio", "IncidentioConfig", ReceiverType.Calling(
        [
            .. Key.Of(Kind.Url, "url"),
            .. Key.Of(Kind.Text, "url_file", "alert_source_token_file"),
            .. Key.Of(Kind.Secret, "alert_source_token"),
            .. Key.Of(Kind.Uint, "max_alerts"),
            .. Key.Of(Kind.GoDuration, "timeout"),
        ],
        Rules.OneOf("url"),
        Rules.NotBoth("url"),
        Rules.NotBoth("alert_source_token"),
        Rules.Refuse("", it => HttpSchema.Authorizes(it.Below("http_config")) && it.IsAnySet(Tokens),
            "cannot specify alert_source_token or alert_source_token_file when using http_config.authorization"),

        // Without an own http_config Alertmanager does not ask.
        Rules.Refuse("",
            it => it.Below("http_config") is { } http && !HttpSchema.Authorizes(http) && !it.IsAnySet(Tokens),
            "at least one of alert_source_token, alert_source_token_file or http_config.authorization must be "
            + "configured")));

    private static void KnownApi(Section jira)
    {
        // Missing it is auto; null takes that away.
        if (jira.IsSet("api_type") || jira.IsNull("api_type") || jira.Value<string>("api_type") is "")
        {
            Rules.Among(
                "api_type", ["auto", "cloud", "datacenter"],
                _ => "unknown api_type on jira_config, must be auto, cloud or datacenter")(jira);
        }
    }
}
