using System.Globalization;
using System.Text;
using System.Text.Json;
using Alerting.Testing.Vendors;

namespace Alerting.Testing.Azure;

/// <summary>
/// Reads <c>POST /{queue}/messages</c> as the service's REST pages describe it. Stricter than they are where a mistake
/// would otherwise pass in silence: a custom property must be a quoted string, a number or a boolean.
/// </summary>
internal static class SendRequest
{
    private const int LongestId = 128;

    // Headers of the protocol itself and of Azure's HTTP pipeline; every other one is a custom property.
    private static readonly HashSet<string> Protocol = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Authorization", "BrokerProperties", "Connection", "Content-Encoding",
        "Content-Length", "Content-Type", "Date", "Expect", "Host", "Transfer-Encoding", "User-Agent",
    };

    /// <summary>The message, not yet numbered.</summary>
    /// <exception cref="FormatException">What the service answers 400 to.</exception>
    public static BrokeredMessage Read(VendorRequest request)
    {
        try
        {
            return Read(request, request.Header("BrokerProperties") ?? "{}");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new FormatException("BrokerProperties is not an object of the documented types.", wrong);
        }
    }

    private static BrokeredMessage Read(VendorRequest request, string json)
    {
        if (!request.Headers.Values.All(value => Ascii.IsValid(value)))
        {
            throw new FormatException("A header is not ASCII.");
        }

        using var document = JsonDocument.Parse(json);
        var properties = document.RootElement;
        var id = Text(properties, "MessageId") ?? Guid.NewGuid().ToString("N");
        if (id.Length is 0 or > LongestId)
        {
            throw new FormatException("MessageId has 1 to 128 characters.");
        }

        return new(
            id, request.Body, request.Header("Content-Type"), Text(properties, "CorrelationId"),
            Text(properties, "Label"), 0, default, Time(properties), Custom(request.Headers));
    }

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement properties) =>
        Text(properties, "ScheduledEnqueueTimeUtc") is { } text
            ? DateTimeOffset.ParseExact(
                text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;

    private static Dictionary<string, object> Custom(IReadOnlyDictionary<string, string> headers) => headers
        .Where(header => !Protocol.Contains(header.Key)
            && !header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key, Value, StringComparer.OrdinalIgnoreCase);

    private static object Value(KeyValuePair<string, string> header)
    {
        var text = header.Value;
        if (text is ['"', .. var inside, '"'])
        {
            return inside;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : bool.TryParse(text, out var flag) ? flag
            : throw new FormatException($"The property {header.Key} is neither quoted nor a number nor a boolean.");
    }
}
