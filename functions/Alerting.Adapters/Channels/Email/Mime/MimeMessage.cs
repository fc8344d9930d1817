using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Core.Configuration.Addresses;

namespace Alerting.Adapters.Channels.Email.Mime;

/// <summary>A letter to one recipient as an internet message (RFC 5322, 2045, 2046): text first, html last.</summary>
internal static class MimeMessage
{
    private static readonly HashSet<string> OfAddresses =
        new(["To", "Cc", "Reply-To", "From", "Sender"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The message, its lines ended by CR LF: ASCII, but for addresses that are not where <paramref name="isUtf8"/>;
    /// where not, such addresses are not named in it.
    /// </summary>
    public static byte[] Write(Letter letter, Mailbox recipient, bool isUtf8)
    {
        var message = new StringBuilder();
        AppendHead(message, letter, recipient, isUtf8);
        var text = QuotedPrintable.Encode(LetterNotes.Above(letter.Notes, letter.Text));
        if (letter.Html is not { } page)
        {
            AppendPart(message, "text/plain", text);
            return Encoding.UTF8.GetBytes(message.ToString());
        }

        var html = QuotedPrintable.Encode(LetterNotes.AboveHtml(letter.Notes, page));

        // "=_" is never found in a quoted-printable text.
        var boundary = "=_" + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(letter.MessageId(recipient))).AsSpan(0, 12));
        message.Append("Content-Type: multipart/alternative;\r\n boundary=\"").Append(boundary).Append("\"\r\n\r\n");
        AppendPart(message.Append("--").Append(boundary).Append("\r\n"), "text/plain", text);
        AppendPart(message.Append("--").Append(boundary).Append("\r\n"), "text/html", html);
        message.Append("--").Append(boundary).Append("--\r\n");
        return Encoding.UTF8.GetBytes(message.ToString());
    }

    // What the configuration names comes before what we would say.
    private static void AppendHead(StringBuilder head, Letter letter, Mailbox recipient, bool isUtf8)
    {
        if (letter.Header("From") is null)
        {
            HeaderText.AppendAddresses(head, "From", [letter.From]);
        }

        if (letter.Header("To") is null)
        {
            HeaderText.AppendAddresses(head, "To", [.. letter.To.Where(box => isUtf8 || !box.NeedsUtf8)]);
        }

        HeaderText.AppendText(head, "Subject", letter.Subject);
        foreach (var (name, value) in letter.Headers)
        {
            AppendOther(head, name, value, isUtf8);
        }

        AppendOwn(head, letter, "Date", Date(letter.At));
        AppendOwn(head, letter, "Message-Id", letter.MessageId(recipient));
        if (letter.Root is { } root)
        {
            HeaderText.AppendWords(head, "In-Reply-To", root);
            HeaderText.AppendWords(head, "References", root);
        }

        // So that no absence note answers (RFC 3834).
        AppendOwn(head, letter, "Auto-Submitted", "auto-generated");
        AppendOwn(head, letter, "Alerting-Notice-Id", letter.NoticeId);
        head.Append("MIME-Version: 1.0\r\n");
    }

    private static void AppendOwn(StringBuilder head, Letter letter, string name, string value)
    {
        if (letter.Header(name) is null)
        {
            HeaderText.AppendWords(head, name == "Message-Id" ? "Message-ID" : name, value);
        }
    }

    private static void AppendOther(StringBuilder head, string name, string value, bool isUtf8)
    {
        if (OfAddresses.Contains(name) && MailboxList.Parse(value) is { Invalid: 0, Boxes.IsEmpty: false } list)
        {
            HeaderText.AppendAddresses(head, name, [.. list.Boxes.Where(box => isUtf8 || !box.NeedsUtf8)]);
        }
        else
        {
            HeaderText.AppendText(head, name, value);
        }
    }

    private static void AppendPart(StringBuilder message, string type, string body) => message
        .Append("Content-Type: ").Append(type).Append("; charset=utf-8\r\n")
        .Append("Content-Transfer-Encoding: quoted-printable\r\n\r\n")
        .Append(body);

    private static string Date(DateTimeOffset at) =>
        at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
