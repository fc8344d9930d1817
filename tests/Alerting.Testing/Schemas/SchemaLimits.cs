using System.Text.Json;

namespace Alerting.Testing.Schemas;

/// <summary>
/// The keywords that bound numbers, texts, lists and objects; each is about values of its own type only.
/// </summary>
internal static class SchemaLimits
{
    /// <summary>Whether the value is within the limit; true where the keyword is none.</summary>
    public static bool Holds(string keyword, JsonElement rule, JsonElement schema, JsonElement value) => keyword switch
    {
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf" =>
            value.ValueKind != JsonValueKind.Number || OfNumber(keyword, rule, schema, value.GetDouble()),
        "minLength" or "maxLength" or "pattern" =>
            value.ValueKind != JsonValueKind.String || OfText(keyword, rule, value.GetString()!),
        "minItems" or "maxItems" or "uniqueItems" =>
            value.ValueKind != JsonValueKind.Array || OfList(keyword, rule, value),
        "minProperties" or "maxProperties" or "dependentRequired" =>
            value.ValueKind != JsonValueKind.Object || OfObject(keyword, rule, value),
        _ => true,
    };

    private static bool OfNumber(string keyword, JsonElement rule, JsonElement schema, double value) => keyword switch
    {
        "minimum" => IsStrict(schema, "exclusiveMinimum") ? value > rule.GetDouble() : value >= rule.GetDouble(),
        "maximum" => IsStrict(schema, "exclusiveMaximum") ? value < rule.GetDouble() : value <= rule.GetDouble(),
        "multipleOf" => double.IsInteger(value / rule.GetDouble()),

        // Draft 4 and OpenAPI 3.0 have a truth value there, which is about the keyword beside it.
        _ when rule.ValueKind != JsonValueKind.Number => true,
        "exclusiveMinimum" => value > rule.GetDouble(),
        _ => value < rule.GetDouble(),
    };

    private static bool IsStrict(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var strict) && strict.ValueKind == JsonValueKind.True;

    // Characters, as the drafts count them: not UTF-16 units.
    private static bool OfText(string keyword, JsonElement rule, string value) => keyword switch
    {
        "minLength" => value.EnumerateRunes().Count() >= rule.GetInt32(),
        "maxLength" => value.EnumerateRunes().Count() <= rule.GetInt32(),
        _ => SchemaWords.IsMatch(rule.GetString()!, value),
    };

    private static bool OfList(string keyword, JsonElement rule, JsonElement value) => keyword switch
    {
        "minItems" => value.GetArrayLength() >= rule.GetInt32(),
        "maxItems" => value.GetArrayLength() <= rule.GetInt32(),
        _ => rule.ValueKind == JsonValueKind.False || IsUnique([.. value.EnumerateArray()]),
    };

    private static bool IsUnique(JsonElement[] items) => !items.Index().Any(one =>
        items.Skip(one.Index + 1).Any(other => JsonElement.DeepEquals(one.Item, other)));

    private static bool OfObject(string keyword, JsonElement rule, JsonElement value) => keyword switch
    {
        "minProperties" => value.EnumerateObject().Count() >= rule.GetInt32(),
        "maxProperties" => value.EnumerateObject().Count() <= rule.GetInt32(),
        _ => rule.EnumerateObject().Where(needs => value.TryGetProperty(needs.Name, out _)).All(needs =>
            needs.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _))),
    };
}
