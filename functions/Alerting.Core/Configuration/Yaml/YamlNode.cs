namespace Alerting.Core.Configuration.Yaml;

/// <summary>
/// A node of a YAML document, with the line it starts on (from 1). Aliases share the node of their anchor; never
/// cyclic.
/// </summary>
internal abstract class YamlNode(int line)
{
    public int Line => line;

    /// <summary>What a message calls it.</summary>
    public abstract string Kind { get; }
}

internal sealed class YamlScalar(int line, string text, bool isPlain, string tag) : YamlNode(line)
{
    public string Text => text;

    /// <summary>
    /// Written without quotes and without a tag: what YAML 1.1 gives a meaning (null, yes, &lt;&lt;) has it only then.
    /// </summary>
    public bool IsPlain => isPlain && tag.Length == 0;

    public bool IsNull => IsPlain && text is "" or "~" or "null" or "Null" or "NULL";

    public bool IsMerge => IsPlain && text == "<<";

    public override string Kind => IsNull ? "nothing" : "a text";

    /// <summary>YAML 1.1 truth, as Go's yaml.v2 reads it; null when it is none, as everything in quotes.</summary>
    public bool? Truth => !IsPlain && tag != "tag:yaml.org,2002:bool" ? null : text switch
    {
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
        _ => null,
    };
}

internal sealed class YamlSequence(int line, List<YamlNode> items) : YamlNode(line)
{
    public IReadOnlyList<YamlNode> Items => items;

    public override string Kind => "a list";
}

internal sealed class YamlMapping(int line, List<KeyValuePair<YamlNode, YamlNode>> entries) : YamlNode(line)
{
    /// <summary>As written: with duplicates, and with merge keys unresolved.</summary>
    public IReadOnlyList<KeyValuePair<YamlNode, YamlNode>> Entries => entries;

    public override string Kind => "a mapping";
}
