using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>A file as the mapping it must be.</summary>
internal static class Document
{
    /// <summary>
    /// The mapping, empty for an empty file; null when the text is something else, which is then reported.
    /// </summary>
    public static YamlMap? Open(ConfigurationText text, Findings findings)
    {
        var node = YamlText.Read(text, findings, out var isYaml);
        return isYaml ? new YamlValue(node ?? Nothing(), text.Name, "", node?.Line ?? 1, findings).AsMap() : null;
    }

    private static YamlScalar Nothing() => new(1, "", isPlain: true, tag: "");
}
