using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Adapters.Channels.Email.Letters;
using Alerting.Core.Configuration.Addresses;
using Alerting.Core.Configuration.Integrations;

namespace Alerting.Adapters.Channels.SendGrid;

/// <summary>
/// A letter as SendGrid's "Mail Send" takes it: one personalization, which is one mail, for each recipient. Nothing is
/// tracked: links stay as they are.
/// </summary>
internal static class SendGridBody
{
    /// <summary>Bytes of a request at the most: "Limitations" of the Mail Send API.</summary>
    public const int MostBytes = 30 * 1000 * 1000;

    /// <summary>Those of the recipients it can write to: addresses of ASCII.</summary>
    public static ImmutableArray<Mailbox> Reachable(Letter letter) => [.. letter.To.Where(box => !box.NeedsUtf8)];

    /// <summary>The request.</summary>
    public static ReadOnlyMemory<byte> Write(Letter letter, Integration.SendGrid sendGrid) => RelaxedJson.Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("personalizations");
        foreach (var recipient in Reachable(letter))
        {
            WritePersonalization(json, letter, recipient);
        }

        json.WriteEndArray();
        json.WritePropertyName("from");
        WriteBox(json, letter.From);
        WriteReplyTo(json, letter);
        json.WriteString("subject", letter.Subject.Length > 0 ? letter.Subject : "(no subject)");
        WriteContent(json, letter);
        WriteCategories(json, sendGrid.Categories);
        WriteSettings(json, sendGrid.Sandbox);
        json.WriteEndObject();
    });

    private static void WritePersonalization(Utf8JsonWriter json, Letter letter, Mailbox recipient)
    {
        json.WriteStartObject();
        json.WriteStartArray("to");
        WriteBox(json, recipient);
        json.WriteEndArray();
        json.WriteStartObject("headers");
        json.WriteString("Message-ID", letter.MessageId(recipient));
        if (letter.Root is { } root)
        {
            json.WriteString("In-Reply-To", root);
            json.WriteString("References", root);
        }

        json.WriteString("Auto-Submitted", "auto-generated");
        json.WriteString("Alerting-Notice-Id", letter.NoticeId);
        json.WriteEndObject();
        json.WriteStartObject("custom_args");
        json.WriteString("notice_id", letter.NoticeId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Names may hold neither a semicolon nor a comma.
    private static void WriteBox(Utf8JsonWriter json, Mailbox box)
    {
        json.WriteStartObject();
        json.WriteString("email", box.Address);
        RelaxedJson.Unless(json, "name", box.Name.Replace(';', ' ').Replace(',', ' '));
        json.WriteEndObject();
    }

    private static void WriteReplyTo(Utf8JsonWriter json, Letter letter)
    {
        var boxes = MailboxList.Parse(letter.Header("Reply-To") ?? "").Boxes.Where(box => !box.NeedsUtf8).ToList();
        if (boxes is [var only])
        {
            json.WritePropertyName("reply_to");
            WriteBox(json, only);
        }
        else if (boxes.Count > 1)
        {
            json.WriteStartArray("reply_to_list");
            boxes.ForEach(box => WriteBox(json, box));
            json.WriteEndArray();
        }
    }

    // Text comes before html, or it is refused.
    private static void WriteContent(Utf8JsonWriter json, Letter letter)
    {
        json.WriteStartArray("content");
        WritePart(json, "text/plain", LetterNotes.Above(letter.Notes, letter.Text));
        if (letter.Html is { } html)
        {
            WritePart(json, "text/html", LetterNotes.AboveHtml(letter.Notes, html));
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, string type, string value)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void WriteCategories(Utf8JsonWriter json, ImmutableArray<string> categories)
    {
        if (categories.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("categories");
        foreach (var category in categories.Distinct(StringComparer.Ordinal))
        {
            json.WriteStringValue(category);
        }

        json.WriteEndArray();
    }

    private static void WriteSettings(Utf8JsonWriter json, bool isSandbox)
    {
        json.WriteStartObject("tracking_settings");
        json.WriteStartObject("click_tracking");
        json.WriteBoolean("enable", false);
        json.WriteBoolean("enable_text", false);
        json.WriteEndObject();
        WriteSwitch(json, "open_tracking", false);
        WriteSwitch(json, "subscription_tracking", false);
        json.WriteEndObject();
        json.WriteStartObject("mail_settings");
        WriteSwitch(json, "sandbox_mode", isSandbox);
        json.WriteEndObject();
    }

    private static void WriteSwitch(Utf8JsonWriter json, string name, bool enable)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("enable", enable);
        json.WriteEndObject();
    }
}
