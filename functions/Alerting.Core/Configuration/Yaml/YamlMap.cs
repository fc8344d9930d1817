using Alerting.Core.Alerts;

namespace Alerting.Core.Configuration.Yaml;

/// <summary>A mapping whose keys are taken one by one; what nobody took is unknown.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, YamlValue> left = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly string type;
    private readonly IReadOnlySet<string>? shown;

    public YamlMap(YamlMapping mapping, YamlValue place, string type, IReadOnlySet<string>? shown)
    {
        (Place, this.type, this.shown) = (place, type, shown);
        Fill(mapping);
    }

    /// <summary>Where the mapping itself stands.</summary>
    public YamlValue Place { get; }

    private bool IsOurs => Place.File == Place.Findings.OurFile;

    /// <summary>The value of a key that is still there, without taking it.</summary>
    public YamlValue? Peek(string key) => left.GetValueOrDefault(key);

    /// <summary>The value of a key, null when the key is missing.</summary>
    public YamlValue? Take(string key)
    {
        known.Add(key);
        return left.Remove(key, out var value) ? value : null;
    }

    /// <summary>The same, null also for YAML's null.</summary>
    public YamlValue? TakeSet(string key) => Take(key) is { IsNull: false } value ? value : null;

    /// <summary>The truth of a key; <paramref name="otherwise"/> when missing.</summary>
    public bool TakeTruth(string key, bool otherwise) =>
        Take(key) is { } value ? value.AsTruth() ?? otherwise : otherwise;

    /// <summary>The elements of a key; none when missing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="type">Go's name of the list, for messages.</param>
    public IReadOnlyList<YamlValue> TakeList(string key, string type = "[]string") => Take(key)?.AsList(type) ?? [];

    /// <summary>The entries of the mapping under a key, whatever their names; none when missing.</summary>
    public IEnumerable<(string Name, YamlValue Value)> TakeMap(string key, string type = "map[string]string") =>
        Take(key)?.AsEntries(type)?.Select(entry => (entry.Key, entry.Value)) ?? [];

    /// <summary>Reports every key that was not taken. To be called when the schema of the mapping is through.</summary>
    public void RefuseRest()
    {
        foreach (var (key, value) in left)
        {
            value.Error(IsOurs ? Unknown(Shown(key)) : $"field {Shown(key)} not found in type {type}");
        }

        left.Clear();
    }

    /// <summary>
    /// The key, or a question mark: a missing space after a colon makes a key of a value, which may be a secret.
    /// </summary>
    public static string Printable(string key) =>
        key.Length is > 0 and <= 40 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? key : "?";

    /// <summary>The text of a key; null when it has none, which is reported without what it says.</summary>
    public static string? KeyOf(YamlNode key, YamlValue place) =>
        new YamlValue(key, place.File, place.Path, key.Line, place.Findings) { IsSecret = true }.AsText();

    private string Unknown(string shown) => shown == "?"
        ? "unknown key, not shown as it may be a secret"
        : $"unknown key \"{shown}\"{Nearest.Hint(shown, known)}";

    private string Shown(string key) => shown?.Contains(key) == false ? "?" : Printable(key);

    // In the order of the file, merges included: as in yaml.v2, the later of a merge and a key wins.
    private void Fill(YamlMapping mapping)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            if (key is YamlScalar { IsMerge: true })
            {
                foreach (var merged in YamlMerge.Of(value, Place with { Line = key.Line }))
                {
                    Fill(merged);
                }
            }
            else if (KeyOf(key, Place) is { } name)
            {
                Add(name, key.Line, value, isNew: seen.Add(name));
            }
        }
    }

    private void Add(string key, int line, YamlNode node, bool isNew)
    {
        var name = Shown(key);
        var path = Place.Path.Length == 0 ? name : $"{Place.Path}.{name}";
        var value = new YamlValue(node, Place.File, path, line, Place.Findings);
        left[key] = value;
        if (!isNew)
        {
            value.Error(IsOurs ? "this key is there twice" : $"field {name} already set in type {type}");
        }
    }
}
