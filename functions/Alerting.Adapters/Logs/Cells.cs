using System.Text.Json;
using Alerting.Core.Sources;

namespace Alerting.Adapters.Logs;

/// <summary>Values of answers as text.</summary>
internal static class Cells
{
    /// <summary>The text of a value, of one that is none its JSON; null for null.</summary>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => JsonText.Of(value),
        _ => value.GetRawText(),
    };

    /// <summary>The text of a member; null where there is none or it is no text.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : null;
}
