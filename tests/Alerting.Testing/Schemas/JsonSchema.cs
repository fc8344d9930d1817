using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Alerting.Testing.Schemas;

/// <summary>
/// A JSON Schema (drafts 4 to 2020-12) or a schema inside an OpenAPI 2, 3.0 or 3.1 document, and what of a value does
/// not keep to it. <c>format</c> is not looked at, as in the drafts themselves. A keyword that would constrain and is not
/// known here throws <see cref="NotSupportedException"/>: a check that passes has checked all that the schema says.
/// Safe for any number of callers.
/// </summary>
public sealed class JsonSchema
{
    private static readonly ConcurrentDictionary<string, Lazy<JsonDocument>> Documents = new(StringComparer.Ordinal);

    private readonly JsonElement document;
    private readonly JsonElement schema;

    private JsonSchema(JsonElement document, JsonElement schema) => (this.document, this.schema) = (document, schema);

    /// <summary>The schema at a place of a file.</summary>
    /// <param name="path">The file; read once for the process.</param>
    /// <param name="pointer">
    /// RFC 6901, with or without <c>#</c>, such as <c>/components/schemas/Event</c>; empty: the whole file. A reference
    /// on the way is followed.
    /// </param>
    public static JsonSchema Load(string path, string pointer = "")
    {
        var document = Documents.GetOrAdd(path, name => new(() => JsonDocument.Parse(File.ReadAllBytes(name))))
            .Value.RootElement;
        return new(document, At(document, pointer));
    }

    /// <summary>A schema written out; its references are to itself.</summary>
    public static JsonSchema Parse(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        var document = parsed.RootElement.Clone();
        return new(document, document);
    }

    /// <summary>What does not keep to it, such as <c>/severity: is none of the values allowed</c>; empty for
    /// nothing.</summary>
    public IReadOnlyList<string> Problems(JsonElement value) => new SchemaWalk(document).Problems(schema, value);

    /// <summary>The same of JSON text.</summary>
    public IReadOnlyList<string> Problems(ReadOnlyMemory<byte> json)
    {
        using var value = JsonDocument.Parse(json);
        return Problems(value.RootElement);
    }

    internal static JsonElement At(JsonElement document, string pointer)
    {
        var place = document;
        foreach (var escaped in pointer.TrimStart('#').Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(escaped).Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            place = Below(place, name) ?? Below(Followed(document, place), name)
                ?? throw new ArgumentException($"there is no {pointer} in the schema", nameof(pointer));
        }

        return place;
    }

    private static JsonElement Followed(JsonElement document, JsonElement place) =>
        place.ValueKind == JsonValueKind.Object && place.TryGetProperty("$ref", out var reference)
            && reference.ValueKind == JsonValueKind.String
            ? At(document, reference.GetString()!)
            : place;

    private static JsonElement? Below(JsonElement place, string name) => place.ValueKind switch
    {
        JsonValueKind.Object when place.TryGetProperty(name, out var member) => member,
        JsonValueKind.Array when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < place.GetArrayLength() => place[index],
        _ => null,
    };
}
