namespace Alerting.Core.Configuration.Yaml;

/// <summary>A mapping whose keys are taken one by one; what nobody took is unknown.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, YamlValue> left = new(StringComparer.Ordinal);

    public YamlMap(YamlMapping mapping, YamlValue place)
    {
        Place = place;
        Fill(mapping);
    }

    /// <summary>Where the mapping itself stands.</summary>
    public YamlValue Place { get; }

    /// <summary>The value of a key that is still there, without taking it.</summary>
    public YamlValue? Peek(string key) => left.GetValueOrDefault(key);

    /// <summary>The value of a key, null when the key is missing.</summary>
    public YamlValue? Take(string key) => left.Remove(key, out var value) ? value : null;

    /// <summary>The same, null also for YAML's null.</summary>
    public YamlValue? TakeSet(string key) => Take(key) is { IsNull: false } value ? value : null;

    /// <summary>The same, for a secret.</summary>
    public YamlValue? TakeSecret(string key) => TakeSet(key) is { } value ? value with { IsSecret = true } : null;

    /// <summary>The text of a key; empty when missing or not a text.</summary>
    public string TakeText(string key) => Take(key)?.AsText() ?? "";

    /// <summary>The truth of a key; <paramref name="otherwise"/> when missing.</summary>
    public bool TakeTruth(string key, bool otherwise) =>
        Take(key) is { } value ? value.AsTruth() ?? otherwise : otherwise;

    /// <summary>The elements of a key; none when missing.</summary>
    public IReadOnlyList<YamlValue> TakeList(string key) => Take(key)?.AsList() ?? [];

    /// <summary>The entries of the mapping under a key, whatever their names; none when missing.</summary>
    public IEnumerable<(string Name, YamlValue Value)> TakeMap(string key) =>
        Take(key)?.AsMap() is { } map ? map.left.Select(entry => (entry.Key, entry.Value)) : [];

    /// <summary>
    /// Takes keys that are known but not built: errors where that would change who is told what, else warnings.
    /// </summary>
    public void TakeUnbuilt(IEnumerable<UnbuiltKey> keys)
    {
        foreach (var key in keys)
        {
            if (Take(key.Name) is { } value)
            {
                key.Report(value);
            }
        }
    }

    /// <summary>Reports every key that was not taken. To be called when the schema of the mapping is through.</summary>
    public void RefuseRest()
    {
        foreach (var value in left.Values)
        {
            value.Error("unknown key");
        }

        left.Clear();
    }

    // In the order of the file, merges included: as in yaml.v2, the later of a merge and a key wins.
    private void Fill(YamlMapping mapping)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            if (key is YamlScalar { IsMerge: true })
            {
                Merge(value, key.Line);
            }
            else if (key is not YamlScalar scalar)
            {
                (Place with { Line = key.Line }).Error($"expected a text as key, found {key.Kind}");
            }
            else
            {
                Add(scalar, value, isNew: seen.Add(scalar.Text));
            }
        }
    }

    private void Add(YamlScalar key, YamlNode node, bool isNew)
    {
        var name = Printable(key.Text);
        var path = Place.Path.Length == 0 ? name : $"{Place.Path}.{name}";
        var value = new YamlValue(node, Place.File, path, key.Line, Place.Findings);
        left[key.Text] = value;
        if (!isNew)
        {
            value.Error("duplicate key");
        }
    }

    private void Merge(YamlNode value, int line)
    {
        // Of several, the earlier has precedence.
        IEnumerable<YamlNode> merged = value is YamlSequence sequence ? sequence.Items.Reverse() : [value];
        foreach (var node in merged)
        {
            if (node is YamlMapping mapping)
            {
                Fill(mapping);
            }
            else
            {
                (Place with { Line = line }).Error("map merge requires map or sequence of maps as the value");
            }
        }
    }

    // A missing space after a colon makes a key of a value, which may be a secret.
    private static string Printable(string key) =>
        key.Length is > 0 and <= 40 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? key : "?";
}
