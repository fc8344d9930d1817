using Alerting.Core.Configuration.Reading.Schemas;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Global;

/// <summary>The keys at the top that are judged and that nothing acts on yet.</summary>
internal static class TopKeys
{
    private static readonly IReadOnlyList<Key> Keys =
    [
        new("templates", Kind.Texts, "the built-in text is sent"),
        new("tracing", TracingSchema.Kind, "nothing uses it"),
        new("event_recorder", EventRecorderSchema.Kind, "nothing uses it"),
    ];

    /// <summary>Takes and judges them.</summary>
    public static void Take(YamlMap map)
    {
        foreach (var key in Keys)
        {
            if (map.Take(key.Name) is { } value)
            {
                Schema.Take(key, value);
            }
        }
    }
}
