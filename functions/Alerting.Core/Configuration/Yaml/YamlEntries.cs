namespace Alerting.Core.Configuration.Yaml;

/// <summary>A mapping with free keys, as yaml.v2 fills a Go map.</summary>
internal static class YamlEntries
{
    public static IReadOnlyDictionary<string, YamlValue> Of(YamlMapping mapping, YamlValue place)
    {
        var entries = new Dictionary<string, YamlValue>(StringComparer.Ordinal);
        Fill(entries, mapping, place);
        return entries;
    }

    private static void Fill(Dictionary<string, YamlValue> entries, YamlMapping mapping, YamlValue place)
    {
        foreach (var (key, node) in mapping.Entries)
        {
            if (key is YamlScalar { IsMerge: true })
            {
                foreach (var merged in YamlMerge.Of(node, place with { Line = key.Line }))
                {
                    Fill(entries, merged, place);
                }
            }
            else if (YamlMap.KeyOf(key, place) is { } name)
            {
                Add(entries, name, node, place with { Line = key.Line });
            }
        }
    }

    private static void Add(Dictionary<string, YamlValue> entries, string name, YamlNode node, YamlValue place)
    {
        var shown = YamlMap.Printable(name);
        var value = place with { Node = node, Path = $"{place.Path}.{shown}" };
        if (!entries.TryAdd(name, value))
        {
            value.Error($"key \"{shown}\" already set in map");
        }
    }
}

/// <summary>What stands behind a merge key.</summary>
internal static class YamlMerge
{
    /// <summary>The mappings, the last of which wins; what is none is reported.</summary>
    public static IEnumerable<YamlMapping> Of(YamlNode value, YamlValue place)
    {
        // Of several, the earlier has precedence.
        IEnumerable<YamlNode> merged = value is YamlSequence sequence ? sequence.Items.Reverse() : [value];
        foreach (var node in merged)
        {
            if (node is YamlMapping mapping)
            {
                yield return mapping;
            }
            else
            {
                place.Error("map merge requires map or sequence of maps as the value");
            }
        }
    }
}
