using System.Collections.Immutable;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Templates;

namespace Alerting.Adapters.Channels.Email.Letters;

/// <summary>What an integration says of its letters, whatever carries them.</summary>
/// <param name="From">A template.</param>
/// <param name="To">A template.</param>
internal sealed record LetterTemplates(string From, string To)
{
    private const string Default = "{{ template \"email.default.subject\" . }}";
    private const string DefaultText = "{{ template \"email.default.text\" . }}";
    private const string DefaultHtml = "{{ template \"email.default.html\" . }}";

    /// <summary>A template.</summary>
    public string Subject { get; private init; } = Default;

    /// <summary>A template; empty: no such part.</summary>
    public string Html { get; private init; } = DefaultHtml;

    /// <summary>A template.</summary>
    public string Text { get; private init; } = DefaultText;

    /// <summary>Canonical names and templates, without the subject.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; private init; } = [];

    /// <summary>Alertmanager's threads; null: ours.</summary>
    public EmailThreading? Threading { get; private init; }

    /// <summary>The subject where nothing else is known: the same template for everybody.</summary>
    public static string DefaultSubject => Default;

    /// <summary>Whether the page is our own.</summary>
    public bool IsUsualHtml(TemplateSet set) => Html == DefaultHtml && !set.IsRedefined("email.default.html");

    /// <summary>Whether the text is our own.</summary>
    public bool IsUsualText(TemplateSet set) => Text == DefaultText && !set.IsRedefined("email.default.text");

    /// <summary>Of mail through SMTP.</summary>
    public static LetterTemplates Of(Integration.Email email) => new(email.From, email.To)
    {
        Subject = email.Headers.Where(IsSubject).Select(header => header.Value).FirstOrDefault(Default),
        Html = email.Html ?? DefaultHtml,
        Text = string.IsNullOrEmpty(email.Text) ? DefaultText : email.Text,
        Headers = [.. email.Headers.Where(header => !IsSubject(header))],
        Threading = email.Threading,
    };

    /// <summary>Of mail through SendGrid.</summary>
    public static LetterTemplates Of(Integration.SendGrid sendGrid) => new(sendGrid.From, sendGrid.To)
    {
        Subject = sendGrid.Subject ?? Default,
        Html = sendGrid.Html ?? DefaultHtml,
        Text = string.IsNullOrEmpty(sendGrid.Text) ? DefaultText : sendGrid.Text,
        Headers = sendGrid.ReplyTo.Length > 0 ? [new("Reply-To", sendGrid.ReplyTo)] : [],
    };

    private static bool IsSubject(KeyValuePair<string, string> header) =>
        string.Equals(header.Key, "Subject", StringComparison.OrdinalIgnoreCase);
}
