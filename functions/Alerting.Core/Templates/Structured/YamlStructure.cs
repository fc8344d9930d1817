using System.Diagnostics;
using System.Text.RegularExpressions;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Templates.Structured;

/// <summary>A rendered text as the structure that Go's yaml.v2 makes of it, where it is one and no text.</summary>
internal static partial class YamlStructure
{
    /// <summary>The structure; null for what is a text to YAML, or no YAML at all.</summary>
    public static StructuredValue? Of(string text)
    {
        if (Tab().IsMatch(text) || YamlText.Read(text, out var root) is not null)
        {
            return null;
        }

        try
        {
            return root is null
                ? Blank().IsMatch(text) ? StructuredValue.Null.Only : null
                : Value(root) is var value and not StructuredValue.Text ? value : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static StructuredValue Value(YamlNode node) => node switch
    {
        YamlScalar scalar => Value(scalar),
        YamlSequence sequence => new StructuredValue.List([.. sequence.Items.Select(Value)]),
        YamlMapping mapping => Map(mapping),
        _ => throw new UnreachableException(),
    };

    private static StructuredValue Value(YamlScalar scalar) => scalar.Meaning switch
    {
        { Problem: not null } => throw new InvalidDataException(),
        { Value: null } => StructuredValue.Null.Only,
        { Value: bool truth } => new StructuredValue.Truth(truth),
        { Value: Int128 whole } => new StructuredValue.Whole(whole),
        { Value: double real } => new StructuredValue.Real(real),
        _ => new StructuredValue.Text(scalar.Tag == "!!binary" ? (string)scalar.Meaning.Value : scalar.Text),
    };

    private static StructuredValue.Map Map(YamlMapping mapping)
    {
        var entries = new SortedDictionary<string, StructuredValue>(Utf8Order.Instance);
        Fill(entries, mapping);
        return new(entries);
    }

    // Of a merge and a key, the later wins.
    private static void Fill(SortedDictionary<string, StructuredValue> entries, YamlMapping mapping)
    {
        foreach (var (key, node) in mapping.Entries)
        {
            if (key is YamlScalar { IsMerge: true })
            {
                foreach (var merged in Merged(node))
                {
                    Fill(entries, merged);
                }
            }
            else if (key is not YamlScalar scalar)
            {
                throw new InvalidDataException();
            }
            else if (Value(node) is var value && Value(scalar) is StructuredValue.Text name)
            {
                entries[name.Value] = value;
            }
        }
    }

    // Of several, the earlier has precedence.
    private static IEnumerable<YamlMapping> Merged(YamlNode node) => node switch
    {
        YamlMapping mapping => [mapping],
        YamlSequence sequence when sequence.Items.All(item => item is YamlMapping) =>
            sequence.Items.Cast<YamlMapping>().Reverse(),
        _ => throw new InvalidDataException(),
    };

    // Where no document is, the library takes more for nothing than Go's parser does.
    [GeneratedRegex(@"^( *(#[^\n]*)?([\r\n]|$))*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blank();

    // Nothing may begin with one.
    [GeneratedRegex(@"^[ \n]*\t", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tab();
}
