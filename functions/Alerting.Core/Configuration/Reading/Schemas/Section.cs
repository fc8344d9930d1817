using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Schemas;

/// <summary>A mapping that was read by its <see cref="Schema"/>.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="entries">The keys it has, wrong ones included.</param>
internal sealed class Section(YamlValue place, IReadOnlyDictionary<string, Entry> entries)
{
    /// <summary>Where it stands.</summary>
    public YamlValue Place => place;

    /// <summary>
    /// Whether the key configures something. What could not be read does, so that it is reported once.
    /// </summary>
    public bool IsSet(string key) => Find(key) is { IsSet: true };

    /// <summary>Whether any of the keys does.</summary>
    public bool IsAnySet(params IEnumerable<string> keys) => keys.Any(IsSet);

    /// <summary>Whether the key is there and is YAML's null, which takes a default away.</summary>
    public bool IsNull(string key) => Find(key) is { Place.IsNull: true };

    /// <summary>Whether the key is there and could be read; nothing can be said of what could not.</summary>
    public bool IsBroken(string key) => Find(key) is { IsBroken: true };

    /// <summary>The text of the key; empty when it has none.</summary>
    public string Text(string key) => Value<string>(key) ?? "";

    /// <summary>The text of the key; null when it is missing, so that a default applies, which YAML's null takes
    /// away.</summary>
    public string? TextOrDefault(string key) => Find(key) is null ? null : Text(key);

    /// <summary>The value of the key; null (of a structure: its default) when it has none of that type.</summary>
    public T? Value<T>(string key) => Find(key)?.Value is T value ? value : default;

    /// <summary>The truth of the key; <paramref name="otherwise"/> when it is missing, false when it is null.</summary>
    public bool Truth(string key, bool otherwise) =>
        Find(key) is { } entry ? entry.Value as bool? ?? (entry.IsBroken && otherwise) : otherwise;

    /// <summary>The mapping below the key; null when there is none.</summary>
    public Section? Below(string key) => Value<Section>(key);

    /// <summary>The elements of the key that are something.</summary>
    public IEnumerable<T> Items<T>(string key) => (Value<IReadOnlyList<object?>>(key) ?? []).OfType<T>();

    /// <summary>The entries of the key.</summary>
    public IReadOnlyDictionary<string, object?> Entries(string key) =>
        Value<Dictionary<string, object?>>(key) ?? [];

    /// <summary>Where the key stands; where the mapping stands when it is missing.</summary>
    public YamlValue At(string key) => Find(key)?.Place ?? place;

    /// <summary>The keys that are there, in the order of the schema.</summary>
    public IEnumerable<string> Keys => entries.Keys;

    /// <summary>What is under the key; null when it is missing.</summary>
    public Entry? Find(string key) => entries.GetValueOrDefault(key);
}
