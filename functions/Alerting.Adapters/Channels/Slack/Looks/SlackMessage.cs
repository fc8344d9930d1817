using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack.Looks;

/// <summary>
/// The messages that owe nothing to templates: our own look, the same as text alone, and the reply in a thread. The
/// text beside the blocks is what notifications and screen readers say.
/// </summary>
internal static class SlackMessage
{
    // What Slack recommends at the most is 4,000, which is all that a change may have.
    private const int TextLength = 3900;
    private const int Lines = 5;
    private const int WhyLength = 1500;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    /// <summary>Headline, and blocks beside a bar in the colour of the severity.</summary>
    /// <param name="notification">The notice.</param>
    /// <param name="head">Where to.</param>
    /// <param name="failure">The error of a template in whose place this is sent; null for none.</param>
    public static ReadOnlyMemory<byte> Whole(Notification notification, SlackHead head, string? failure)
    {
        var digest = SlackDigest.Of(notification);
        return Written(head, json =>
        {
            json.WriteString("text"u8, new StringBuilder().Headline(notification, digest).ToString());
            json.WriteStartArray("attachments"u8);
            json.WriteStartObject();
            json.WriteString("color"u8, digest.Color);
            new SlackBlocks(json, notification, digest).Write(failure);
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    /// <summary>Text alone, for a Slack that does not take the other.</summary>
    public static ReadOnlyMemory<byte> Text(Notification notification, SlackHead head, string? failure)
    {
        var digest = SlackDigest.Of(notification);
        var text = new StringBuilder().Headline(notification, digest);
        var notes = new StringBuilder().Notes(notification, failure);
        text.Append(notes.Length > 0 ? "\n" : "").Append(notes)
            .Append("\nreason: ").Append(notification.Reason.ToText());
        var lines = new StringBuilder();
        if (new SlackAlertLines(notification, digest, Lines).Next(lines) && text.Length + lines.Length < TextLength)
        {
            text.Append('\n').Append(lines);
        }

        if (new StringBuilder().Why(notification.Context, WhyLength) is { Length: > 0 } why
            && text.Length + why.Length < TextLength)
        {
            text.Append('\n').Append(why);
        }

        return Written(head, json => json.WriteString("text"u8, text.ToString()));
    }

    /// <summary>What changed, in the thread of the message.</summary>
    /// <param name="notification">The notice.</param>
    /// <param name="place">The message.</param>
    /// <param name="isHeard">Whether the channel is shown it, too.</param>
    public static ReadOnlyMemory<byte> Reply(Notification notification, SlackPlace place, bool isHeard)
    {
        var digest = SlackDigest.Of(notification);
        var text = new StringBuilder().Notes(notification, null);
        text.Append(text.Length > 0 ? "\n" : "").Append(notification.Reason.ToText()).Append(": ")
            .Headline(notification, digest, isHeard ? Newest(notification, digest) : digest.First);
        return Written(new(place.Channel, ""), json =>
        {
            json.WriteString("thread_ts"u8, place.Timestamp);
            json.WriteBoolean("reply_broadcast"u8, isHeard);
            json.WriteString("text"u8, text.ToString());
        });
    }

    // Which ones are new is not known here; the one that began last is one of them.
    private static NotifiedAlert Newest(Notification notification, SlackDigest digest)
    {
        var newest = digest.First;
        foreach (var alert in notification.Alerts)
        {
            if (alert.Status == AlertStatus.Firing && alert.StartsAt > newest.StartsAt)
            {
                newest = alert;
            }
        }

        return newest;
    }

    private static byte[] Written(SlackHead head, Action<Utf8JsonWriter> write)
    {
        var bytes = buffer ??= new(16 * 1024);
        bytes.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            WriteHead(json, head);
            write(json);
            json.WriteEndObject();
        }

        // A copy: a body may still be under way when its call has been given up.
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteHead(Utf8JsonWriter json, SlackHead head)
    {
        if (head.Channel.Length > 0)
        {
            json.WriteString("channel"u8, head.Channel);
        }

        if (head.Changes is { } place)
        {
            json.WriteString("ts"u8, place.Timestamp);
            return;
        }

        if (head.Username.Length > 0)
        {
            json.WriteString("username"u8, head.Username);
        }

        json.WriteBoolean("unfurl_links"u8, false);
        json.WriteBoolean("unfurl_media"u8, false);
    }
}
