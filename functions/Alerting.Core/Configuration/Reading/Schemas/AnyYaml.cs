using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Schemas;

/// <summary>YAML of any shape: only what no YAML may be is reported.</summary>
internal static class AnyYaml
{
    /// <summary>The node itself.</summary>
    public static object? Read(YamlValue value)
    {
        switch (value.Node)
        {
            case YamlSequence:
                foreach (var item in value.AsList())
                {
                    Read(item);
                }

                break;
            case YamlMapping:
                foreach (var entry in value.AsEntries("map[string]interface {}")!.Values)
                {
                    Read(entry);
                }

                break;
            case YamlScalar { Meaning.Problem: not null }:
                return value.AsText();
            default:
                break;
        }

        return value.Node;
    }
}
