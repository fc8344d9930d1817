using System.Diagnostics;
using System.Globalization;
using Alerting.Core.Templates.Structured;

namespace Alerting.Core.Configuration.Integrations;

/// <summary>
/// The templates among the settings of an integration, those that apply where nothing is configured, too.
/// </summary>
internal static class InlineTemplates
{
    /// <summary>All of them, in the order of the record; those that are not configured and have no default left
    /// out.</summary>
    public static IEnumerable<InlineTemplate> Of(Integration integration) => integration switch
    {
        Integration.Webhook webhook => [.. OfSecret("url", webhook.Url), .. OfTree("payload", webhook.Payload)],
        Integration.Slack slack => OfSlack(slack),
        Integration.Email email => OfEmail(email),
        Integration.Pagerduty pagerduty => OfPagerduty(pagerduty),
        Integration.SendGrid grid => OfSendGrid(grid),
        Integration.Prefect prefect => [new("flow_run_id", prefect.FlowRunId)],
        Integration.Wandb wandb => [new("entity", wandb.Entity), new("project", wandb.Project), new("run", wandb.Run)],
        Integration.Inbox or Integration.Unbuilt => [],
        _ => throw new UnreachableException(integration.Kind),
    };

    private static IEnumerable<InlineTemplate> OfSlack(Integration.Slack slack)
    {
        var look = slack.Look;
        return
        [
            new("channel", slack.Channel),
            InlineTemplate.Or("username", slack.Username, "slack.default.username"),
            InlineTemplate.Or("color", look.Color, "slack.default.color"),
            InlineTemplate.Or("title", look.Title, "slack.default.title"),
            InlineTemplate.Or("title_link", look.TitleLink, "slack.default.titlelink"),
            InlineTemplate.Or("pretext", look.Pretext, "slack.default.pretext"),
            InlineTemplate.Or("text", look.Text, "slack.default.text"),
            .. Configured("message_text", look.MessageText),
            InlineTemplate.Or("footer", look.Footer, "slack.default.footer"),
            InlineTemplate.Or("fallback", look.Fallback, "slack.default.fallback"),
            InlineTemplate.Or("callback_id", look.CallbackId, "slack.default.callbackid"),
            InlineTemplate.Or("icon_emoji", look.IconEmoji, "slack.default.iconemoji"),
            InlineTemplate.Or("icon_url", look.IconUrl, "slack.default.iconurl"),
            .. Configured("image_url", look.ImageUrl),
            .. Configured("thumb_url", look.ThumbUrl),
            .. Each("fields", look.Fields, field => [("title", field.Title), ("value", field.Value)]),
            .. Each("actions", look.Actions, OfAction),
        ];
    }

    private static IEnumerable<(string, string)> OfAction(SlackAction action) =>
    [
        ("type", action.Type), ("text", action.Text), ("url", action.Url), ("style", action.Style),
        ("name", action.Name), ("value", action.Value), .. action.Confirm is { } confirm
            ? new[]
            {
                ("confirm.text", confirm.Text), ("confirm.title", confirm.Title), ("confirm.ok_text", confirm.OkText),
                ("confirm.dismiss_text", confirm.DismissText),
            }
            : [],
    ];

    private static IEnumerable<InlineTemplate> OfEmail(Integration.Email email)
    {
        var isNamed = email.Headers.Any(header => header.Key == "Subject");
        return
        [
            new("to", email.To),
            new("from", email.From),
            .. email.Headers.Select(header => new InlineTemplate($"headers.{header.Key}", header.Value)),
            .. isNamed ? [] : new[] { InlineTemplate.Or("headers.Subject", null, "email.default.subject") },
            InlineTemplate.Or("html", email.Html, "email.default.html") with { IsHtml = true },
            InlineTemplate.Or("text", email.Text, "email.default.text"),
        ];
    }

    private static IEnumerable<InlineTemplate> OfSendGrid(Integration.SendGrid grid) =>
    [
        new("to", grid.To),
        new("from", grid.From),
        new("reply_to", grid.ReplyTo),
        InlineTemplate.Or("subject", grid.Subject, "email.default.subject"),
        InlineTemplate.Or("html", grid.Html, "email.default.html") with { IsHtml = true },
        InlineTemplate.Or("text", grid.Text, "email.default.text"),
    ];

    private static IEnumerable<InlineTemplate> OfPagerduty(Integration.Pagerduty pagerduty) =>
    [
        .. OfSecret("routing_key", pagerduty.RoutingKey),
        .. OfSecret("service_key", pagerduty.ServiceKey),
        InlineTemplate.Or("client", pagerduty.Client, "pagerduty.default.client"),
        InlineTemplate.Or("client_url", pagerduty.ClientUrl, "pagerduty.default.clientURL"),
        InlineTemplate.Or("description", pagerduty.Description, "pagerduty.default.description"),
        .. pagerduty.Details.SelectMany(detail => OfTree($"details.{detail.Key}", detail.Value)),
        .. Each("images", pagerduty.Images, image => [("src", image.Src), ("alt", image.Alt), ("href", image.Href)]),
        .. Each("links", pagerduty.Links, link => [("href", link.Href), ("text", link.Text)]),
        .. Configured("source", pagerduty.Source),
        .. Configured("severity", pagerduty.Severity),
        new("class", pagerduty.Class),
        new("component", pagerduty.Component),
        new("group", pagerduty.Group),
    ];

    private static IEnumerable<InlineTemplate> Configured(string key, string? text) =>
        text is null ? [] : [new(key, text)];

    // What is in a file is looked at when it is used.
    private static IEnumerable<InlineTemplate> OfSecret(string key, Secret? secret) =>
        secret is null or { File: not null } ? [] : [new(key, secret.Reveal(_ => "")) { IsSecret = true }];

    private static IEnumerable<InlineTemplate> Each<T>(
        string key, IEnumerable<T> elements, Func<T, IEnumerable<(string Key, string Text)>> texts) =>
        elements.SelectMany((element, index) => texts(element).Select(text => new InlineTemplate(
            string.Create(CultureInfo.InvariantCulture, $"{key}[{index}].{text.Key}"), text.Text)));

    private static IEnumerable<InlineTemplate> OfTree(string key, TemplateTree? tree) => tree switch
    {
        null or TemplateTree.Scalar => [],
        TemplateTree.Rendered rendered => [new(key, rendered.Template)],
        TemplateTree.List list => list.Items.SelectMany((item, index) =>
            OfTree(string.Create(CultureInfo.InvariantCulture, $"{key}[{index}]"), item)),
        TemplateTree.Map map => map.Entries.SelectMany(entry =>
            OfTree($"{key}.{entry.Key}", entry.Value).Prepend(new($"{key}.{entry.Key}", entry.Key))),
        _ => throw new UnreachableException(),
    };
}
