using System.Collections.Immutable;
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

    /// <summary>Takes and judges them; returns the templates.</summary>
    public static ImmutableArray<string> Take(YamlMap map)
    {
        var templates = map.Peek("templates")?.Node is YamlSequence list ? list.Items.OfType<YamlScalar>() : [];
        foreach (var key in Keys)
        {
            if (map.Take(key.Name) is { } value)
            {
                Schema.Take(key, value);
            }
        }

        return [.. templates.Select(template => template.Text)];
    }
}
