using System.Collections.Immutable;
using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Global;

/// <summary>The keys at the top that hold no part of the routing.</summary>
internal static class TopKeys
{
    /// <summary>The key under which files of templates are named.</summary>
    public const string Templates = "templates";

    private static readonly IReadOnlyList<Key> Keys =
    [
        new(Templates, Kind.Texts),
        new("tracing", TracingSchema.Kind, "nothing uses it"),
        new("event_recorder", EventRecorderSchema.Kind, "nothing uses it"),
    ];

    /// <summary>Takes and judges them; returns the templates.</summary>
    public static ImmutableArray<string> Take(YamlMap map)
    {
        var templates = Globs(map);
        foreach (var key in Keys)
        {
            if (map.Take(key.Name) is { } value)
            {
                Schema.Take(key, value);
            }
        }

        return templates;
    }

    /// <summary>The globs of files of templates, as written.</summary>
    public static ImmutableArray<string> Globs(YamlMap map) => [.. Places(map).Select(glob => glob.Pattern)];

    /// <summary>The same with where each stands.</summary>
    public static IEnumerable<TemplateGlob> Places(YamlMap map) => map.Peek(Templates) is { Node: YamlSequence } list
        ? list.AsList().Where(glob => glob.Node is YamlScalar).Select(Place)
        : [];

    private static TemplateGlob Place(YamlValue glob)
    {
        var text = glob.IsNull ? "" : ((YamlScalar)glob.Node).Text;
        return new(text, glob.File, glob.Line, glob.Path, text);
    }
}
