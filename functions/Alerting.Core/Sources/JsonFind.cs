using System.Text.Json;

namespace Alerting.Core.Sources;

/// <summary>Looks into JSON of strangers: whatever is there, nothing throws.</summary>
internal static class JsonFind
{
    /// <summary>A member; null where there is none, or it is null, or this is no object. The last of several.</summary>
    public static JsonElement? Member(this JsonElement json, string name)
    {
        JsonElement? found = null;
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                found = JsonRead.IsNamed(member, name) ? member.Value : found;
            }
        }

        return found is { ValueKind: not JsonValueKind.Null } ? found : null;
    }

    /// <summary>The same where it is an object.</summary>
    public static JsonElement? Object(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    /// <summary>The text of a member; null where there is none, or an empty one.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } found && JsonText.Of(found) is { Length: > 0 } text
            ? text
            : null;

    /// <summary>The same, also of a number or a truth.</summary>
    public static string? Scalar(this JsonElement json, string name) =>
        json.Member(name) is { } found ? ScalarOf(found) : null;

    /// <summary>A text, a number or a truth as text; null for anything else, and for an empty text.</summary>
    public static string? ScalarOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Of(value) is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined => null,
    };
}
