using System.Globalization;
using System.Text.Json;

namespace Alerting.Testing.Schemas;

/// <summary>Walks a value beside a schema and notes what does not fit.</summary>
internal sealed class SchemaWalk(JsonElement document)
{
    // Of references that lead in a circle without anything of the value being left behind.
    private const int Deepest = 200;

    private readonly List<string> problems = [];
    private int depth;

    public IReadOnlyList<string> Problems(JsonElement schema, JsonElement value)
    {
        Check(schema, value, "");
        return problems;
    }

    private void Check(JsonElement schema, JsonElement value, string place)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            Note(schema.ValueKind == JsonValueKind.True, place, "may not be there");
            return;
        }

        if (++depth > Deepest)
        {
            throw new NotSupportedException($"the schema leads in a circle at {place}");
        }

        if (!IsNullable(schema, value))
        {
            foreach (var keyword in schema.EnumerateObject())
            {
                Check(keyword.Name, keyword.Value, schema, value, place);
            }
        }

        depth--;
    }

    // OpenAPI 3.0, where null is no type.
    private static bool IsNullable(JsonElement schema, JsonElement value) => value.ValueKind == JsonValueKind.Null
        && schema.TryGetProperty("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True;

    private void Check(string keyword, JsonElement rule, JsonElement schema, JsonElement value, string place)
    {
        if (SchemaWords.Says(keyword, rule, schema, value) is { } broken)
        {
            Note(broken.Length == 0, place, broken);
            return;
        }

        switch (keyword)
        {
            case "$ref":
                Check(Referred(rule.GetString()!), value, place);
                break;
            case "allOf" or "anyOf" or "oneOf" or "not" or "if":
                CheckCombined(keyword, rule, schema, value, place);
                break;
            case "properties" or "patternProperties" or "additionalProperties" or "propertyNames":
                CheckMembers(keyword, rule, schema, value, place);
                break;
            default:
                CheckItems(keyword, rule, schema, value, place);
                break;
        }
    }

    private JsonElement Referred(string reference) => reference.StartsWith('#')
        ? JsonSchema.At(document, reference)
        : throw new NotSupportedException($"the schema refers to {reference}, which is another document");

    private void CheckCombined(string keyword, JsonElement rule, JsonElement schema, JsonElement value, string place)
    {
        switch (keyword)
        {
            case "allOf":
                rule.EnumerateArray().ToList().ForEach(part => Check(part, value, place));
                break;
            case "not":
                Note(Alone(rule, value, place).Count > 0, place, "is what it must not be");
                break;
            case "if":
                var branch = Alone(rule, value, place).Count == 0 ? "then" : "else";
                if (schema.TryGetProperty(branch, out var then))
                {
                    Check(then, value, place);
                }

                break;
            default:
                CheckChoice(keyword, rule, value, place);
                break;
        }
    }

    private void CheckChoice(string keyword, JsonElement rule, JsonElement value, string place)
    {
        var tried = rule.EnumerateArray().Select(part => Alone(part, value, place)).ToList();
        var fitting = tried.Count(said => said.Count == 0);
        if (fitting == 0)
        {
            // The nearest one says what is meant.
            Note(false, place, $"is none of {tried.Count} ({keyword})");
            problems.AddRange(tried.MinBy(said => said.Count) ?? []);
        }

        Note(fitting <= 1 || keyword == "anyOf", place, $"is {fitting} of {tried.Count}, not one");
    }

    private List<string> Alone(JsonElement schema, JsonElement value, string place)
    {
        var walk = new SchemaWalk(document) { depth = depth };
        walk.Check(schema, value, place);
        return walk.problems;
    }

    private void CheckMembers(string keyword, JsonElement rule, JsonElement schema, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            var below = $"{place}/{member.Name}";
            switch (keyword)
            {
                case "properties" when rule.TryGetProperty(member.Name, out var known):
                    Check(known, member.Value, below);
                    break;
                case "patternProperties":
                    SchemaWords.Matching(rule, member.Name).ToList().ForEach(part => Check(part, member.Value, below));
                    break;
                case "additionalProperties" when !SchemaWords.IsNamed(schema, member.Name):
                    Check(rule, member.Value, below);
                    break;
                case "propertyNames":
                    Check(rule, Quoted(member.Name), below);
                    break;
                default:
                    break;
            }
        }
    }

    private static JsonElement Quoted(string name) => JsonElement.Parse($"\"{JsonEncodedText.Encode(name)}\"");

    private void CheckItems(string keyword, JsonElement rule, JsonElement schema, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        if (keyword == "contains")
        {
            var holds = value.EnumerateArray().Any(item => Alone(rule, item, place).Count == 0);
            Note(holds, place, "holds none of the kind");
            return;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (SchemaWords.OfItem(keyword, rule, schema, index) is { } part)
            {
                Check(part, item, string.Create(CultureInfo.InvariantCulture, $"{place}/{index}"));
            }
        }
    }

    private void Note(bool holds, string place, string problem)
    {
        if (!holds)
        {
            problems.Add($"{place}: {problem}");
        }
    }
}
