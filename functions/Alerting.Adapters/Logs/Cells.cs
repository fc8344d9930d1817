using System.Text.Json;

namespace Alerting.Adapters.Logs;

/// <summary>Values of answers as text.</summary>
internal static class Cells
{
    /// <summary>The text of a value, of one that is none its JSON; null for null.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => Whole(value),
        _ => value.GetRawText(),
    };

    /// <summary>The text of a member; null where there is none or it is no text.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? Whole(value) : null;

    // One line with half a surrogate pair in it must not take all others with it.
    private static string Whole(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText().Trim('"');
        }
    }
}
