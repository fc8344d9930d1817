namespace Alerting.Core.Configuration.Yaml;

/// <summary>
/// A node of a YAML document, with the line it starts on (from 1). Aliases share the node of their anchor; never
/// cyclic.
/// </summary>
internal abstract class YamlNode(int line)
{
    // Far above any document that is read, far below what overflows.
    private const long Largest = 1L << 40;

    public int Line => line;

    /// <summary>How many nodes reading it visits: every alias counts as all it stands for.</summary>
    public long Size { get; protected init; } = 1;

    /// <summary>How deep it is nested, aliases included; a scalar is 1 deep.</summary>
    public int Depth { get; protected init; } = 1;

    /// <summary>Its tag as Go's yaml.v2 prints it, such as <c>!!seq</c>.</summary>
    public abstract string Tag { get; }

    protected static long SizeOf(IEnumerable<YamlNode> children) =>
        children.Aggregate(1L, (sum, child) => Math.Min(sum + child.Size, Largest));

    protected static int DepthOf(IEnumerable<YamlNode> children) =>
        1 + children.Select(child => child.Depth).DefaultIfEmpty().Max();
}

internal sealed class YamlScalar(int line, string text, bool isPlain, string tag) : YamlNode(line)
{
    private readonly YamlMeaning meaning = YamlMeaning.Of(text, isPlain, tag);

    public string Text => text;

    /// <summary>What it stands for.</summary>
    public YamlMeaning Meaning => meaning;

    public bool IsNull => meaning.Value is null;

    public bool IsMerge => meaning.Tag == "!!merge";

    /// <summary>YAML 1.1 truth; null when it is none, as everything in quotes.</summary>
    public bool? Truth => meaning.Value as bool?;

    public override string Tag => meaning.Tag;
}

internal sealed class YamlSequence : YamlNode
{
    public YamlSequence(int line, List<YamlNode> items)
        : base(line) =>
        (Items, Size, Depth) = (items, SizeOf(items), DepthOf(items));

    public IReadOnlyList<YamlNode> Items { get; }

    public override string Tag => "!!seq";
}

internal sealed class YamlMapping : YamlNode
{
    public YamlMapping(int line, List<KeyValuePair<YamlNode, YamlNode>> entries)
        : base(line)
    {
        var children = entries.SelectMany(entry => new[] { entry.Key, entry.Value });
        (Entries, Size, Depth) = (entries, SizeOf(children), DepthOf(children));
    }

    /// <summary>As written: with duplicates, and with merge keys unresolved.</summary>
    public IReadOnlyList<KeyValuePair<YamlNode, YamlNode>> Entries { get; }

    public override string Tag => "!!map";
}
