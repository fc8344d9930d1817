using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Testing.Azure;

namespace Alerting.Testing.Functions;

/// <summary>
/// What the handler is sent for one message. Without <c>dataType: binary</c> the body is text encoded twice, and the
/// members of a JSON object in it replace metadata of the same name.
/// </summary>
internal static partial class MessagePayload
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromDays(14);

    public static byte[] Write(
        string function, FunctionTrigger.Queue trigger, LockedMessage locked, DateTimeOffset now)
    {
        var metadata = Metadata(locked);
        metadata["sys"] = WireText.Origin(function, now);
        if (trigger.IsBinary)
        {
            var base64 = Convert.ToBase64String(locked.Message.Body.Span);
            return WireText.Payload(trigger.Binding, WireText.Quote(base64), metadata);
        }

        // Bytes that are no UTF-8 are lost here, as they are there.
        var text = Encoding.UTF8.GetString(locked.Message.Body.Span);
        Leak(text, metadata);
        return WireText.Payload(trigger.Binding, WireText.Text(text), metadata);
    }

    private static OrderedDictionary<string, string> Metadata(LockedMessage locked)
    {
        var message = locked.Message;
        var expires = message.EnqueuedAt + TimeToLive;
        var all = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["MessageReceiver"] = "{}",
            ["MessageSession"] = "{}",
            ["MessageActions"] = "{}",
            ["SessionActions"] = "{}",
            ["ReceiveActions"] = "{}",
            ["Client"] = """
                {"FullyQualifiedNamespace":"ns.servicebus.windows.net","IsClosed":false,"TransportType":0,"Identifier":"ns.servicebus.windows.net-1"}
                """,
            ["DeliveryCount"] = WireText.Number(locked.DeliveryCount),
            ["LockToken"] = WireText.Text(locked.LockToken.ToString()),
            ["ExpiresAtUtc"] = WireText.Zoneless(expires),
            ["ExpiresAt"] = WireText.Zoned(expires),
            ["EnqueuedTimeUtc"] = WireText.Zoneless(message.EnqueuedAt),
            ["EnqueuedTime"] = WireText.Zoned(message.EnqueuedAt),
            ["MessageId"] = WireText.Text(message.MessageId),
        };
        Add(all, "ContentType", message.ContentType);
        all["SequenceNumber"] = WireText.Number(message.SequenceNumber);
        Add(all, "Subject", message.Label);
        Add(all, "Label", message.Label);
        Add(all, "CorrelationId", message.CorrelationId);
        all["ApplicationProperties"] = WireText.Properties(message.Properties);
        all["UserProperties"] = all["ApplicationProperties"];
        return all;
    }

    private static void Add(OrderedDictionary<string, string> all, string name, string? text)
    {
        if (text is not null)
        {
            all[name] = WireText.Text(text);
        }
    }

    private static void Leak(string text, OrderedDictionary<string, string> metadata)
    {
        foreach (var member in Members(text))
        {
            var isKept = member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Array)
                && !member.Name.EndsWith("trigger", StringComparison.OrdinalIgnoreCase);
            if (isKept)
            {
                metadata[member.Name] = member.Value.ValueKind == JsonValueKind.Object
                    ? member.Value.GetRawText()
                    : WireText.Text(Scalar(member.Value));
            }
        }
    }

    private static JsonProperty[] Members(string text)
    {
        try
        {
            var json = JsonDocument.Parse(text).RootElement;
            return json.ValueKind == JsonValueKind.Object ? [.. json.EnumerateObject()] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // As .NET writes them in the invariant culture, dates too.
    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Number => value.GetRawText(),
        _ when value.GetString() is { } text && LooksLikeDate().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
            at.UtcDateTime.ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture),
        _ => value.GetString()!,
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")]
    private static partial Regex LooksLikeDate();
}
