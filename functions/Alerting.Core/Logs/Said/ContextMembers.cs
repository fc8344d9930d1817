using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Core.Sources;

namespace Alerting.Core.Logs.Said;

/// <summary>The members of an object of JSON; what is not there, or of another kind, is empty.</summary>
internal readonly struct ContextMembers(JsonElement element)
{
    public string Text(string name) => TextOrNull(name) ?? "";

    public string? TextOrNull(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } text ? JsonText.Of(text) : null;

    public int? Whole(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) ? whole : null;

    public DateTimeOffset? Time(string name) => Rfc3339.TryParse(Text(name), out var at) ? at : null;

    public ContextMembers? Object(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Object } found ? new(found) : null;

    public ImmutableArray<string> Texts(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(it => it.ValueKind == JsonValueKind.String).Select(JsonText.Of)]
            : [];

    public ImmutableArray<T> List<T>(string name, Func<ContextMembers, T> read) =>
        Find(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(it => read(new(it)))]
            : [];

    private JsonElement? Find(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
