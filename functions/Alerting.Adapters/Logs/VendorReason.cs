using System.Text.Json;

namespace Alerting.Adapters.Logs;

/// <summary>What a vendor says of a failure.</summary>
internal static class VendorReason
{
    private const int Deepest = 5;

    /// <summary>
    /// The innermost of its messages: <c>error.message</c>, <c>error.reason</c>, <c>message</c>, below
    /// <c>innererror</c> or <c>root_cause</c>; null where there is none.
    /// </summary>
    public static string? Of(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Of(json.RootElement, Deepest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same of an element.</summary>
    public static string? Of(JsonElement element) => Of(element, Deepest);

    private static string? Of(JsonElement element, int deepest)
    {
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0)
        {
            return Of(element[0], deepest - 1);
        }

        if (element.ValueKind != JsonValueKind.Object || deepest <= 0)
        {
            return null;
        }

        foreach (var below in (string[])["error", "innererror", "details", "root_cause"])
        {
            if (element.TryGetProperty(below, out var inner) && Of(inner, deepest - 1) is { } found)
            {
                return found;
            }
        }

        return ((string[])["message", "reason", "type"]).Select(name => Cells.Text(element, name))
            .FirstOrDefault(text => !string.IsNullOrEmpty(text));
    }
}
