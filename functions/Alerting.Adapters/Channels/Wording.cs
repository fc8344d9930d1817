using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;

namespace Alerting.Adapters.Channels;

/// <summary>
/// What the templates of an integration say of one notification. A template that fails costs its own text alone: the
/// notice goes out with another one, and with the error.
/// </summary>
internal sealed class Wording
{
    private const int LongestFault = 300;

    private readonly TemplateSet templates;

    private Wording(TemplateSet templates, TemplateData data) => (this.templates, Data) = (templates, data);

    /// <summary>What the templates are given.</summary>
    public TemplateData Data { get; }

    /// <summary>The first error, one printable line; null for none.</summary>
    public string? Fault { get; private set; }

    /// <summary>Over all alerts.</summary>
    public static Wording Of(Notification notification) =>
        new(notification.Templates, NotificationData.Of(notification));

    /// <summary>Over one alert alone.</summary>
    public static Wording Of(Notification notification, NotifiedAlert alert) =>
        new(notification.Templates, NotificationData.Of(notification, [alert]));

    /// <summary>What the template makes, printable.</summary>
    /// <param name="template">Go template text.</param>
    /// <param name="most">UTF-16 units at the most.</param>
    /// <param name="instead">What stands in its place when it fails; printable already.</param>
    public string Text(string template, int most, string instead = "") =>
        BoundedText.Printable(Raw(template) ?? instead, most);

    /// <summary>What the template makes, as it is; null when it fails.</summary>
    public string? Raw(string template)
    {
        try
        {
            return template.Contains("{{", StringComparison.Ordinal) ? templates.Text(template, Data) : template;
        }
        catch (TemplateException wrong)
        {
            Blame(wrong);
            return null;
        }
    }

    /// <summary>Keeps the error, unless there was one before.</summary>
    public void Blame(Exception wrong) =>
        Fault ??= BoundedText.Printable(wrong.Message, LongestFault).Replace('\n', ' ');
}
