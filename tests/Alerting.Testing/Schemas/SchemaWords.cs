using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Testing.Schemas;

/// <summary>The keywords that look at a value alone, and which part of a schema is about a member or an item.</summary>
internal static class SchemaWords
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // All others that are not known here only tell, as the drafts have it.
    private static readonly HashSet<string> Parts =
    [
        "$ref", "allOf", "anyOf", "oneOf", "not", "if", "properties", "patternProperties", "additionalProperties",
        "propertyNames", "items", "prefixItems", "additionalItems", "contains",
    ];

    private static readonly HashSet<string> Unknown =
    [
        "$dynamicRef", "$recursiveRef", "unevaluatedProperties", "unevaluatedItems", "dependencies", "dependentSchemas",
        "minContains", "maxContains",
    ];

    /// <summary>What the keyword has against the value: empty for nothing, null where it is about parts of it.</summary>
    public static string? Says(string keyword, JsonElement rule, JsonElement schema, JsonElement value)
    {
        if (Parts.Contains(keyword))
        {
            return null;
        }

        if (Unknown.Contains(keyword))
        {
            throw new NotSupportedException($"the schema says {keyword}, which is not known here");
        }

        var holds = keyword switch
        {
            "type" => IsOfType(rule, value),
            "enum" => rule.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
            "const" => JsonElement.DeepEquals(rule, value),
            "required" => rule.ValueKind != JsonValueKind.Array || value.ValueKind != JsonValueKind.Object
                || rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
            _ => SchemaLimits.Holds(keyword, rule, schema, value),
        };
        return holds ? "" : $"breaks {keyword} {Cut(rule.GetRawText())}: {Cut(value.GetRawText())}";
    }

    /// <summary>The schemas of those patterns that the name matches.</summary>
    public static IEnumerable<JsonElement> Matching(JsonElement patterns, string name) =>
        patterns.EnumerateObject().Where(pattern => IsMatch(pattern.Name, name)).Select(pattern => pattern.Value);

    /// <summary>Whether the schema speaks of a member of that name by name or by pattern.</summary>
    public static bool IsNamed(JsonElement schema, string name) =>
        (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _))
        || (schema.TryGetProperty("patternProperties", out var patterns) && Matching(patterns, name).Any());

    /// <summary>The part of the keyword that is about the item; null for none.</summary>
    public static JsonElement? OfItem(string keyword, JsonElement rule, JsonElement schema, int index)
    {
        if (rule.ValueKind == JsonValueKind.Array)
        {
            return index < rule.GetArrayLength() ? rule[index] : null;
        }

        // Before the draft 2020-12 the list itself stood under "items".
        var first = keyword == "items" ? "prefixItems" : "items";
        var listed = schema.TryGetProperty(first, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.GetArrayLength()
            : keyword == "items" ? 0 : int.MaxValue;
        return index >= listed ? rule : null;
    }

    // A dollar of .NET's also stands before a newline at the end.
    public static bool IsMatch(string pattern, string text) => Regex.IsMatch(
        text,
        pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) ? pattern[..^1] + @"\z" : pattern,
        RegexOptions.CultureInvariant,
        Patience);

    private static bool IsOfType(JsonElement type, JsonElement value) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Any(one => IsOfType(one, value))
        : type.GetString() switch
        {
            "null" => value.ValueKind == JsonValueKind.Null,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
            var other => throw new NotSupportedException($"the schema names the type {other}"),
        };

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
