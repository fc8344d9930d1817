using System.Collections.Immutable;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Sources.Mapped;

namespace Alerting.Core.Configuration.Reading.Beyond.Mapping;

/// <summary>
/// A value of a mapping: a path (it begins with <c>$</c>), a constant (one that begins so is written with <c>$$</c>),
/// or <c>{from, map, otherwise}</c>.
/// </summary>
internal static class ValueReader
{
    private const string Problem = "not a path such as $.run.id, $['run id'] or $.runs[0].id";

    /// <summary>The value of a key; null where it is missing.</summary>
    public static MappedValue? Take(YamlMap map, string key) => map.TakeSet(key) is { } value ? Read(value) : null;

    /// <summary>The same of a key that has to be there.</summary>
    public static MappedValue? Need(YamlMap map, string key)
    {
        if (map.TakeSet(key) is { } value)
        {
            return Read(value);
        }

        map.Place.Error($"missing {key} in event of source");
        return null;
    }

    /// <summary>The value; null where it is none, which is reported.</summary>
    public static MappedValue? Read(YamlValue value) => value.Node switch
    {
        YamlMapping => ReadMap(value),
        _ => value.AsText() is not { } text ? null
            : !text.StartsWith('$') ? MappedValue.Constant(text)
            : text.StartsWith("$$", StringComparison.Ordinal) ? MappedValue.Constant(text[1..])
            : ReadPath(value) is { } path ? new() { From = [path] }
            : null,
    };

    /// <summary>A path; null where it is none, which is reported.</summary>
    public static JsonPath? ReadPath(YamlValue value)
    {
        if (value.AsText() is not { } text)
        {
            return null;
        }

        var path = JsonPath.Parse(text);
        if (path is null)
        {
            value.ErrorOnValue(Problem);
        }

        return path;
    }

    private static MappedValue? ReadMap(YamlValue value)
    {
        var map = value.AsMap()!;
        var from = map.TakeSet("from");
        if (from is null)
        {
            map.Place.Error("missing from: a path, or a list of paths of which the first with a value counts");
        }

        var read = new MappedValue
        {
            From = ReadPaths(from),
            Map = ReadWords(map),
            Otherwise = map.TakeSet("otherwise")?.AsText(),
        };
        map.RefuseRest();
        return read.From.IsEmpty ? null : read;
    }

    private static ImmutableArray<JsonPath> ReadPaths(YamlValue? from) => from switch
    {
        null => [],
        { Node: YamlSequence } => [.. from.AsList().Select(ReadPath).OfType<JsonPath>()],
        _ => ReadPath(from) is { } path ? [path] : [],
    };

    private static ImmutableDictionary<string, string> ReadWords(YamlMap map)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in map.TakeMap("map"))
        {
            if (value.AsText() is { } word && !words.TryAdd(name, word))
            {
                value.Error("this value is there twice: the case of its letters does not count");
            }
        }

        return MappedValue.MapOf(words);
    }
}
