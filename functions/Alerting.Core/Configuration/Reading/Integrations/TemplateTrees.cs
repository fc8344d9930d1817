using System.Collections.Immutable;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Templates.Structured;

namespace Alerting.Core.Configuration.Reading.Integrations;

/// <summary>YAML of any shape as templates, as yaml.v2 gives it to Alertmanager.</summary>
/// <param name="place">Where it stands, for warnings.</param>
internal sealed class TemplateTrees(YamlValue place)
{
    /// <summary>
    /// The node; null is YAML's null. A mapping has only those keys that are texts, as in Alertmanager: <c>1: x</c> is
    /// dropped, and so is <c>on: x</c>, which YAML 1.1 reads as a truth; that is a warning.
    /// </summary>
    public static TemplateTree Of(YamlNode? node, YamlValue place) => new TemplateTrees(place).Tree(node);

    private TemplateTree Tree(YamlNode? node) => node switch
    {
        YamlSequence sequence => new TemplateTree.List([.. sequence.Items.Select(Tree)]),
        YamlMapping mapping => new TemplateTree.Map(Entries(mapping)),
        YamlScalar scalar => Leaf(scalar.Meaning.Value),
        _ => new TemplateTree.Scalar(null),
    };

    private static TemplateTree Leaf(object? value) => value switch
    {
        string text => new TemplateTree.Rendered(text),
        Int128 whole when whole > long.MaxValue => new TemplateTree.Scalar((ulong)whole),
        Int128 whole => new TemplateTree.Scalar((long)whole),
        _ => new TemplateTree.Scalar(value),
    };

    // Keys that come twice were refused before, those of merges included.
    private ImmutableArray<KeyValuePair<string, TemplateTree>> Entries(YamlMapping mapping)
    {
        var entries = new Dictionary<string, TemplateTree>(StringComparer.Ordinal);
        Fill(entries, mapping);
        return [.. entries];
    }

    private void Fill(Dictionary<string, TemplateTree> entries, YamlMapping mapping)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            if (key is YamlScalar { IsMerge: true })
            {
                Merge(entries, value);
            }
            else if (key is YamlScalar { Meaning.Value: string name })
            {
                entries[name] = Tree(value);
            }
            else if (key is YamlScalar scalar)
            {
                (place with { Line = key.Line }).Warn(
                    $"the key {YamlMap.Printable(scalar.Text)} is left out, as in Alertmanager: it is no text; put it "
                    + "in quotes");
            }
        }
    }

    private void Merge(Dictionary<string, TemplateTree> entries, YamlNode value)
    {
        IEnumerable<YamlNode> merged = value is YamlSequence sequence ? sequence.Items : [value];
        foreach (var mapping in merged.OfType<YamlMapping>())
        {
            Fill(entries, mapping);
        }
    }
}
