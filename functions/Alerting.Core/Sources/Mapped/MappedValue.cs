using System.Collections.Immutable;
using System.Text.Json;

namespace Alerting.Core.Sources.Mapped;

/// <summary>Where a value comes from: the first path at which there is one, by way of a map, or a constant.</summary>
public sealed record MappedValue
{
    private static readonly ImmutableDictionary<string, string> NoMap =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where it is looked for, in this order; none for a constant.</summary>
    public ImmutableArray<JsonPath> From { get; init; } = [];

    /// <summary>What stands for which value, whatever the case of its letters; empty: the value itself does.</summary>
    public ImmutableDictionary<string, string> Map { get; init; } = NoMap;

    /// <summary>What it is where nothing is found, or nothing that the map has; null: nothing.</summary>
    public string? Otherwise { get; init; }

    /// <summary>A constant.</summary>
    public static MappedValue Constant(string text) => new() { Otherwise = text };

    /// <summary>A map of values that knows no case.</summary>
    public static ImmutableDictionary<string, string> MapOf(IEnumerable<KeyValuePair<string, string>> entries) =>
        NoMap.SetItems(entries);

    /// <summary>The value as text; null where there is none. What is no scalar is the JSON it is.</summary>
    internal string? Text(JsonElement root)
    {
        var found = Found(root) is { } value ? JsonFind.ScalarOf(value) ?? Raw(value) : null;
        return found is null ? Otherwise
            : Map.IsEmpty ? found
            : Map.GetValueOrDefault(found) ?? Otherwise;
    }

    /// <summary>The value as a time, a number of seconds since 1970 among them; null where it is none.</summary>
    internal DateTimeOffset? Time(JsonElement root) => Map.IsEmpty && Found(root) is { } found ? SourceTime.Loose(found)
        : Text(root) is { } text ? SourceTime.Loose(text)
        : null;

    /// <summary>Where it was found, else where it is looked for first; for a constant what it is for.</summary>
    /// <param name="root">The element.</param>
    /// <param name="path">Where that stands.</param>
    /// <param name="name">What the value is for.</param>
    internal string PlaceOf(JsonElement root, string path, string name) =>
        (Found(root, out var at) is null ? From.FirstOrDefault() : at) is { } place ? path + place.Text[1..] : name;

    private JsonElement? Found(JsonElement root) => Found(root, out _);

    private JsonElement? Found(JsonElement root, out JsonPath? path)
    {
        foreach (var one in From)
        {
            if (one.Find(root) is { } found)
            {
                path = one;
                return found;
            }
        }

        path = null;
        return null;
    }

    private static string? Raw(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? JsonText.Raw(value) : null;
}
