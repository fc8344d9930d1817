using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>The texts of a Slack integration for one notice, rendered when they are asked for.</summary>
internal sealed class SlackTexts(Notification notification)
{
    private const int ErrorLength = 300;

    private const string Prefix = "slack.default.";

    private static readonly string[] BuiltIn =
    [
        Prefix + "color", Prefix + "username", Prefix + "title", Prefix + "titlelink", Prefix + "iconemoji",
        Prefix + "iconurl", Prefix + "pretext", Prefix + "text", Prefix + "fallback", Prefix + "callbackid",
        Prefix + "footer",
    ];

    private TemplateData? data;

    /// <summary>
    /// Whether Alertmanager's attachment is asked for: any of it is configured, or a file defines one of its templates.
    /// </summary>
    public bool IsConfigured
    {
        get
        {
            if (!IsUsual(((Integration.Slack)notification.Integration).Look))
            {
                return true;
            }

            foreach (var name in BuiltIn)
            {
                if (notification.Templates.IsRedefined(name))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The text; throws <see cref="TemplateException"/>.</summary>
    public string Of(string template) => template.Contains("{{", StringComparison.Ordinal)
        ? notification.Templates.Text(template, data ??= NotificationData.Of(notification))
        : template;

    /// <summary>The text, that of Alertmanager's own template where none is configured.</summary>
    /// <param name="template">Null: not configured.</param>
    /// <param name="name">Of the template, such as <c>title</c>.</param>
    public string Of(string? template, string name) =>
        Of(template ?? $$$"""{{ template "{{{Prefix + name}}}" . }}""");

    /// <summary>What is wrong with a template, as people are told: one line.</summary>
    public static string Failure(TemplateException broken) =>
        BoundedText.Printable(broken.Message, ErrorLength).Replace('\n', ' ');

    // Lists are equal only to themselves.
    private static bool IsUsual(SlackLook look) =>
        look.MrkdwnIn.IsEmpty && look.Fields.IsEmpty && look.Actions.IsEmpty
        && SlackLook.Usual == look with
        {
            MrkdwnIn = SlackLook.Usual.MrkdwnIn,
            Fields = SlackLook.Usual.Fields,
            Actions = SlackLook.Usual.Actions,
        };
}
