using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Schemas;

/// <summary>A key of a mapping.</summary>
/// <param name="Name">The key.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Instead">What happens in its place, where nothing acts on it yet; else null.</param>
internal sealed record Key(string Name, Kind Kind, string? Instead = null)
{
    public static IEnumerable<Key> Of(Kind kind, params string[] names) => names.Select(name => new Key(name, kind));
}

/// <summary>What must hold in a mapping beyond its kinds; reports where it does not.</summary>
internal delegate void Rule(Section section);

/// <summary>A mapping whose keys are known.</summary>
/// <param name="keys">The keys.</param>
/// <param name="rules">What must hold between them; all are asked.</param>
internal sealed class Schema(IReadOnlyList<Key> keys, params IReadOnlyList<Rule> rules)
{
    /// <summary>Its keys.</summary>
    public IReadOnlyList<Key> Keys { get; } = keys;

    /// <summary>Go's name of it, which is told for unknown keys.</summary>
    public string Type { get; init; } = "config.plain";

    /// <summary>Whether any of its keys holds a secret.</summary>
    public bool HoldsSecrets { get; } = keys.Any(key => key.Kind.IsSecret);

    /// <summary>Whether a key that it does not know is never named: it may be a secret at the wrong place.</summary>
    public bool HidesOthers { get; init; }

    private IReadOnlySet<string>? Shown =>
        HidesOthers ? Keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal) : null;

    /// <summary>The mapping as read; null when it is none.</summary>
    public Section? Read(YamlValue value)
    {
        if ((value with { IsSecret = HoldsSecrets }).AsMap(Type, Shown) is not { } map)
        {
            return null;
        }

        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var key in Keys)
        {
            if (map.Take(key.Name) is { } found)
            {
                entries.Add(key.Name, Take(key, found));
            }
        }

        map.RefuseRest();
        return Judge(new(value, entries));
    }

    private Section Judge(Section section)
    {
        foreach (var rule in rules)
        {
            rule(section);
        }

        return section;
    }

    /// <summary>The value of one key.</summary>
    public static Entry Take(Key key, YamlValue found)
    {
        var place = found with { IsSecret = key.Kind.IsSecret };
        var entry = new Entry(place, key.Kind, found.IsNull ? null : key.Kind.Read(place));
        if (key.Instead is { } instead && entry is { IsSet: true, IsBroken: false })
        {
            found.Warn("not built yet: " + instead);
        }

        return entry;
    }
}

/// <summary>The value of a key.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">As read; null when it is null or wrong.</param>
internal sealed record Entry(YamlValue Place, Kind Kind, object? Value)
{
    /// <summary>Whether it could not be read, which has been reported.</summary>
    public bool IsBroken => Value is null && !Place.IsNull;

    /// <summary>Whether it configures something, as Alertmanager sees it. What is broken does.</summary>
    public bool IsSet => IsBroken || Value switch
    {
        null => false,
        _ when Kind.IsPointer => true,
        string text => text.Length > 0,
        bool truth => truth,
        Int128 number => number != 0,
        double number => number != 0,
        TimeSpan duration => duration != TimeSpan.Zero,
        System.Collections.ICollection many => many.Count > 0,
        _ => true,
    };
}
