using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Alerting.Adapters.Channels.Contexts;
using Alerting.Adapters.Channels.Email.Mime;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Addresses;
using Alerting.Core.Ports;
using Alerting.Core.Templates;

namespace Alerting.Adapters.Channels.Email.Letters;

/// <summary>
/// Makes a notice into a letter. A template of it that cannot be rendered costs the letter its looks, not its reader:
/// it is then our plain text with a line that says what is wrong.
/// </summary>
internal sealed class LetterWriter
{
    private const int MostRecipients = 1000;
    private const int SubjectLength = 900;
    private const int HeaderLength = 2000;

    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Transfer-Encoding", "Mime-Version", "Bcc",
    };

    private readonly Notification notification;
    private readonly LetterTemplates templates;
    private readonly Wording wording;

    private LetterWriter(Notification notification, LetterTemplates templates) =>
        (this.notification, this.templates, wording) = (notification, templates, Wording.Of(notification));

    /// <summary>The letter; without a sender or anybody to write to, the receipt that says so.</summary>
    public static bool TryWrite(
        Notification notification, LetterTemplates templates,
        [NotNullWhen(true)] out Letter? letter, [NotNullWhen(false)] out Receipt.Refused? refused)
    {
        letter = null;
        var writer = new LetterWriter(notification, templates);
        var from = MailboxList.Parse(writer.wording.Raw(templates.From) ?? "");
        var to = MailboxList.Parse(writer.wording.Raw(templates.To) ?? "");
        refused = writer.wording.Fault is { } fault
            ? new Receipt.Refused($"sender or recipients cannot be told: {fault}")
            : Fault(from, to);
        letter = refused is null ? writer.Write(from.Boxes[0], to) : null;
        return letter is not null;
    }

    private static Receipt.Refused? Fault(MailboxList from, MailboxList to) =>
        from.Boxes is not [_] || from.Invalid > 0 ? new("the sender is not one address")
        : to.Boxes.IsEmpty ? new("no recipient is an address")
        : to.Boxes.Length > MostRecipients ? new("more than 1000 recipients; name an address that stands for them")
        : null;

    private Letter Write(Mailbox from, MailboxList to)
    {
        var subject = wording.Raw(templates.Subject) ?? "";
        var text = Below(wording.Raw(templates.Text) ?? "");
        var html = templates.IsUsualHtml(notification.Templates)
            ? ContextHtml.Below(Html(), notification.Context)
            : Html();
        var headers = Headers();
        if (wording.Fault is { } fault)
        {
            (subject, html) = (DefaultSubject(), "");
            text = $"A template of this mail failed, so this is not the mail that was asked for: {fault}\n\n"
                + Below(PlainText.Render(notification with { Context = null }));
        }

        var isThreaded = !templates.Headers.Any(header => header.Key is "References" or "In-Reply-To");
        return new()
        {
            NoticeId = notification.NoticeId,
            At = notification.DecidedAt,
            From = from,
            To = to.Boxes,
            Invalid = to.Invalid,
            Fault = wording.Fault,
            Subject = Subject(subject),
            Text = Shown(text.Trim().Length > 0 ? text : PlainText.Render(notification)),
            Html = html.Trim().Length > 0 ? Shown(html) : null,
            Notes = LetterNotes.Of(notification),
            Headers = headers,
            Root = isThreaded ? LetterThread.Root(notification, templates.Threading, from.Domain) : null,
        };
    }

    // Below our own text alone: what users wrote stays as it is.
    private string Below(string text) =>
        templates.IsUsualText(notification.Templates) && ContextText.Whole(notification.Context) is { Length: > 0 } why
            ? $"{text.TrimEnd()}\n\n{why}"
            : text;

    private string Subject(string subject)
    {
        var line = HeaderText.OneLine(subject);
        return BoundedText.Cut(notification.IsDrill ? LetterNotes.Drill + line : line, SubjectLength);
    }

    private ImmutableArray<KeyValuePair<string, string>> Headers() =>
    [
        .. templates.Headers.Where(header => HeaderText.IsName(header.Key) && !Ours.Contains(header.Key))
            .Select(header => KeyValuePair.Create(
                header.Key, BoundedText.Cut(HeaderText.OneLine(wording.Raw(header.Value) ?? ""), HeaderLength)))
            .Where(header => header.Value.Length > 0),
    ];

    private string Html()
    {
        try
        {
            return templates.Html.Length > 0 ? notification.Templates.Html(templates.Html, wording.Data) : "";
        }
        catch (TemplateException wrong)
        {
            wording.Blame(wrong);
            return "";
        }
    }

    // The template of everybody's subject may be the one that failed.
    private string DefaultSubject() =>
        wording.Raw(LetterTemplates.DefaultSubject) ?? PlainText.Title(notification);

    // No terminal of a reader is driven by an annotation, and no text is shown the wrong way round.
    private static string Shown(string text) => BoundedText.Escape(text, int.MaxValue, Shown);

    private static string? Shown(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => null,
        '\r' => "",
        0x202D or 0x202E => "\uFFFD",
        _ => Rune.IsControl(rune) ? "\uFFFD" : null,
    };
}
