using System.Globalization;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Writing;

/// <summary>YAML of any shape, aliases and merges resolved.</summary>
internal static class AnyWriter
{
    public static Marshalled Write(YamlValue value) => value.Node switch
    {
        YamlSequence => new Marshalled.Sequence([.. value.AsList().Select(Write)]),
        YamlMapping => Marshalled.Sorted(value.AsEntries("map[string]interface {}")!
            .Select(entry => KeyValuePair.Create(entry.Key, Write(entry.Value)))),
        _ => Scalar((YamlScalar)value.Node),
    };

    private static Marshalled Scalar(YamlScalar scalar) => scalar.Meaning.Value switch
    {
        null => Marshalled.Null,
        bool truth => Marshalled.Of(truth),
        Int128 whole => new Marshalled.Bare(whole.ToString(CultureInfo.InvariantCulture)),
        double => new Marshalled.Bare(scalar.Text),
        var text => new Marshalled.Text(GoUrlText.WithoutUser((string)text)),
    };
}
