using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Slack;

/// <summary>
/// A notification as an incoming webhook takes it: text for clients without blocks, and blocks. Keeps to Block Kit's
/// limits for alerts of any size: header 150 characters, section 3,000, context text 2,000, 50 blocks.
/// </summary>
internal static class SlackMessage
{
    private const int Shown = 10;
    private const int HeaderLength = 150;
    private const int TextLength = 3000;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message with blocks, or as text alone.</summary>
    public static ReadOnlyMemory<byte> Write(Notification notification, bool withBlocks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteOverrides(json, (Integration.Slack)notification.Integration);
            json.WriteString("text", Mrkdwn.Escape(PlainText.Render(notification).TrimEnd('\n'), TextLength));
            if (withBlocks)
            {
                WriteBlocks(json, notification);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteOverrides(Utf8JsonWriter json, Integration.Slack integration)
    {
        if (integration.Channel.Length > 0)
        {
            json.WriteString("channel", integration.Channel);
        }

        if (integration.Username.Length > 0)
        {
            json.WriteString("username", integration.Username);
        }
    }

    private static void WriteBlocks(Utf8JsonWriter json, Notification notification)
    {
        json.WriteStartArray("blocks");
        WriteBlock(json, "header", "plain_text", BoundedText.Cut(PlainText.Title(notification), HeaderLength));
        if (notification.PossibleRepeat)
        {
            WriteBlock(json, "section", "mrkdwn", PlainText.RepeatNote);
        }

        foreach (var alert in notification.Alerts.Take(Shown))
        {
            WriteBlock(json, "section", "mrkdwn", SlackAlert.Text(alert));
        }

        if (notification.Alerts.Length > Shown)
        {
            var more = string.Create(CultureInfo.InvariantCulture, $"and {notification.Alerts.Length - Shown} more");
            WriteBlock(json, "section", "mrkdwn", more);
        }

        WriteContext(json, notification);
        json.WriteEndArray();
    }

    private static void WriteBlock(Utf8JsonWriter json, string block, string kind, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", block);
        json.WriteStartObject("text");
        json.WriteString("type", kind);
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, Notification notification)
    {
        var text = $"{notification.Reason.ToText()} | group {Mrkdwn.Escape(notification.GroupKey, 1500)}"
            + $" | notice {Mrkdwn.Escape(notification.NoticeId, 200)}";
        json.WriteStartObject();
        json.WriteString("type", "context");
        json.WriteStartArray("elements");
        json.WriteStartObject();
        json.WriteString("type", "mrkdwn");
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
