using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Sources.AlertmanagerApi;

/// <summary>
/// Members of an object as Go's <c>encoding/json</c> decodes them into fields. Of what is of the wrong type it tells
/// the first, and goes on.
/// </summary>
internal static class GoMember
{
    /// <summary>Which of these fields a member is, in any case; null: none.</summary>
    public static string? FieldOf(JsonProperty member, string[] fields)
    {
        // Go folds these two as well.
        var name = JsonText.NameOf(member).Replace('\u017f', 's').Replace('\u212a', 'k');
        return fields.FirstOrDefault(field => string.Equals(field, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a value is a string; <paramref name="fault"/> says so where it is not.</summary>
    public static bool IsText(string field, JsonElement element, ref string? fault)
    {
        var isText = element.ValueKind == JsonValueKind.String;
        fault ??= isText ? null : Wrong(field, element, "string");
        return isText;
    }

    /// <summary>Sets a text where there is one; a null is none.</summary>
    public static void Text(string field, JsonElement element, ref string? text, ref string? fault)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            text = null;
        }
        else if (IsText(field, element, ref fault))
        {
            text = JsonText.Of(element);
        }
    }

    /// <summary>Sets a truth where there is one; a null is none.</summary>
    public static void Truth(string field, JsonElement element, ref bool? truth, ref string? fault)
    {
        if (element.ValueKind is JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False)
        {
            truth = element.ValueKind == JsonValueKind.Null ? null : element.ValueKind == JsonValueKind.True;
        }
        else
        {
            fault ??= Wrong(field, element, "bool");
        }
    }

    /// <summary>Sets a time where there is one; a null changes nothing.</summary>
    public static void Time(string field, JsonElement element, ref GoInstant time, ref string? fault)
    {
        if (element.ValueKind == JsonValueKind.Null || !IsText(field, element, ref fault))
        {
            return;
        }

        if (!GoTime.TryParse(JsonText.Of(element), out time, out var why))
        {
            fault ??= why;
        }
    }

    /// <summary>Adds to a set of texts; a null empties it.</summary>
    public static void Texts(string field, JsonElement element, ref List<Label>? set, ref string? fault)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            set = null;
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            fault ??= Wrong(field, element, "models.LabelSet");
            return;
        }

        set ??= [];
        foreach (var member in element.EnumerateObject())
        {
            // A null is an empty text.
            if (member.Value.ValueKind == JsonValueKind.Null || IsText(field, member.Value, ref fault))
            {
                set.Add(new(
                    JsonText.NameOf(member),
                    member.Value.ValueKind == JsonValueKind.Null ? "" : JsonText.Of(member.Value)));
            }
        }
    }

    /// <summary>What Go says of a value of the wrong type.</summary>
    public static string Wrong(string field, JsonElement element, string type) =>
        $"json: cannot unmarshal {GoText.Kind(element.ValueKind)} into Go struct field {field} of type {type}";
}
