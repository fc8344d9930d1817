using Alerting.Core.Configuration.Reading.Http;
using Printed = System.Collections.Generic.KeyValuePair<string, Alerting.Core.Configuration.Writing.Marshalled>;

namespace Alerting.Core.Configuration.Writing;

/// <summary>Integrations with mail, services and hooks, as Alertmanager 0.25 prints them.</summary>
internal static class ServiceForms
{
    private static readonly (string Key, string Text)[] PagerdutyDetails =
    [
        ("firing", """{{ template "pagerduty.default.instances" .Alerts.Firing }}"""),
        ("resolved", """{{ template "pagerduty.default.instances" .Alerts.Resolved }}"""),
        ("num_firing", "{{ .Alerts.Firing | len }}"),
        ("num_resolved", "{{ .Alerts.Resolved | len }}"),
    ];

    public static ReceiverForm Webhook { get; } = new("webhook", ReceiverForm.Calling(resolved: true,
    [
        .. Field.Of("url", "url_file"),
        new Field("max_alerts") { Zero = new Marshalled.Bare("0") },
        .. Field.Of("timeout", "payload"),
    ]));

    public static ReceiverForm Email { get; } = new("email", new(
    [
        Field.Truth("send_resolved", otherwise: false),
        .. Field.Of(
            "to", "from", "hello", "smarthost", "auth_username", "auth_password", "auth_password_file",
            "auth_secret", "auth_secret_file", "auth_identity", "headers"),
        Field.Usually("html", """{{ template "email.default.html" . }}"""),
        .. Field.Of("text", "require_tls"),
        new Field("tls_config") { Below = HttpForms.Tls, IsStructure = true },
        .. Field.Of("force_implicit_tls", "threading"),
    ])
    {
        Amend = (_, email) => CanonicalHeaders(email),
    },
        Inheritance.Of("smarthost", "smtp_smarthost"),
        Inheritance.Of("from", "smtp_from"),
        Inheritance.Of("hello", "smtp_hello"),
        Inheritance.Of("auth_username", "smtp_auth_username"),
        Inheritance.Pair("auth_password", "smtp_auth_password"),
        Inheritance.Pair("auth_secret", "smtp_auth_secret"),
        Inheritance.Of("auth_identity", "smtp_auth_identity"),
        Inheritance.Of("require_tls", "smtp_require_tls"))
    {
        InheritsHttp = false,
    };

    public static ReceiverForm Pagerduty { get; } = new("pagerduty", new(
    [
        .. ReceiverForm.Calling(
            resolved: true,
            Field.Of("service_key", "service_key_file", "routing_key", "routing_key_file", "url")).Fields,
        Field.Usually("client", """{{ template "pagerduty.default.client" . }}"""),
        Field.Usually("client_url", """{{ template "pagerduty.default.clientURL" . }}"""),
        Field.Usually("description", """{{ template "pagerduty.default.description" .}}"""),
        new("details"),
        new("images") { Below = new(Field.Of("src", "alt", "href")) },
        new("links") { Below = new(Field.Of("href", "text")) },
        .. Field.Of("source", "severity", "class", "component", "group", "timeout"),
    ])
    {
        Amend = (_, pagerduty) => FillPagerduty(pagerduty),
    },
        Inheritance.Of("url", "pagerduty_url"));

    public static ReceiverForm Opsgenie { get; } = new("opsgenie", ReceiverForm.Calling(resolved: true,
    [
        .. Field.Of("api_key", "api_key_file", "api_url"),
        .. Templates("opsgenie", "message", "description", "source"),
        .. Field.Of("details", "entity"),
        new("responders") { Below = new(Field.Of("id", "name", "username", "type")) },
        .. Field.Of("actions", "tags", "note", "priority", "update_alerts"),
    ]),
        Inheritance.Of("api_url", "opsgenie_api_url"),
        Inheritance.Pair("api_key", "opsgenie_api_key"))
    {
        HasFolder = true,
    };

    public static ReceiverForm Victorops { get; } = new("victorops", ReceiverForm.Calling(resolved: true,
    [
        .. Field.Of("api_key", "api_key_file"),
        new("api_url") { Zero = Marshalled.Null },
        Field.Always("routing_key"),
        Field.Always("message_type", "CRITICAL"),
        .. Templates("victorops", "state_message", "entity_display_name", "monitoring_tool").Select(
            field => field with { Zero = new Marshalled.Text("") }),
        new("custom_fields"),
    ]),
        Inheritance.Of("api_url", "victorops_api_url"),
        Inheritance.Pair("api_key", "victorops_api_key"))
    {
        HasFolder = true,
    };

    public static ReceiverForm Pushover { get; } = new("pushover", ReceiverForm.Calling(resolved: true,
    [
        .. Field.Of("user_key", "user_key_file", "token", "token_file"),
        .. Templates("pushover", "title", "message", "url"),
        .. Field.Of("url_title", "device", "sound"),
        Field.Usually("priority", """{{ if eq .Status "firing" }}2{{ else }}0{{ end }}"""),
        Field.Usually("retry", "1m0s"),
        Field.Usually("expire", "1h0m0s"),
        new("ttl"),
        Field.Truth("html", otherwise: false),
        new("monospace"),
    ]));

    public static ReceiverForm Sns { get; } = new("sns", ReceiverForm.Calling(resolved: true,
    [
        new("api_url"),
        new("sigv4")
        {
            Below = new(Field.Of("region", "access_key", "secret_key", "profile", "role_arn")),
            Zero = Marshalled.Nothing,
        },
        .. Field.Of("topic_arn", "phone_number", "target_arn"),
        .. Templates("sns", "subject", "message"),
        .. Field.Of("attributes", "use_aws_http_client"),
    ]));

    private static IEnumerable<Field> Templates(string type, params string[] keys) =>
        keys.Select(key => Field.Usually(key, $$$"""{{ template "{{{type}}}.default.{{{key}}}" . }}"""));

    private static void CanonicalHeaders(Draft email)
    {
        if (email.TryGetValue("headers", out var headers))
        {
            email["headers"] = Marshalled.Sorted(((Marshalled.Mapping)headers).Entries
                .Select(header => KeyValuePair.Create(MimeHeader.Canonical(header.Key), header.Value)));
        }
    }

    private static void FillPagerduty(Draft pagerduty)
    {
        if (pagerduty.TryGetValue("client", out var client))
        {
            pagerduty.Fill("source", client);
        }

        var own = pagerduty.TryGetValue("details", out var details) ? ((Marshalled.Mapping)details).Entries : [];
        var usual = PagerdutyDetails.Where(detail => own.All(entry => entry.Key != detail.Key))
            .Select(detail => new Printed(detail.Key, new Marshalled.Text(detail.Text)));
        pagerduty["details"] = Marshalled.Sorted(own.Concat(usual));
    }
}
