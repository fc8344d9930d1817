using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Alerting.Core.Configuration.Yaml;

/// <summary>
/// Text to nodes, first document only (as Go's yaml.v2 does). Works on parser events because the library's own
/// node tree stops at the first duplicate key, where all findings of a file are wanted at once.
/// </summary>
internal sealed class YamlComposer
{
    // Far above any configuration, far below what the stack bears.
    private const int MaxDepth = 200;

    private readonly Parser parser;

    // Null while the anchored node is still being read.
    private readonly Dictionary<string, YamlNode?> anchors = new(StringComparer.Ordinal);

    private YamlComposer(string text) => parser = new(new StringReader(text));

    /// <summary>The document; null when there is none, or when the text is no YAML (which is then reported).</summary>
    public static YamlNode? Compose(ConfigurationText file, Findings findings, out bool isYaml)
    {
        isYaml = true;
        try
        {
            return new YamlComposer(file.Content.TrimStart('\uFEFF')).Document();
        }
        catch (YamlException wrong)
        {
            findings.Error(new(file.Name, Math.Max(1, (int)wrong.Start.Line), "", "not YAML: " + OneLine(wrong.Message)));
            isYaml = false;
            return null;
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");

    private YamlNode? Document()
    {
        parser.MoveNext();
        while (parser.Current is StreamStart or DocumentStart)
        {
            parser.MoveNext();
        }

        return parser.Current is null or StreamEnd ? null : Node(0);
    }

    private YamlNode Node(int depth)
    {
        var current = parser.Current ?? throw new YamlException("the text ends too early");
        if (depth > MaxDepth)
        {
            throw new YamlException(current.Start, current.End, "nested too deeply");
        }

        if (current is AnchorAlias alias)
        {
            parser.MoveNext();
            return Anchored(alias);
        }

        var start = (NodeEvent)current;
        var name = start.Anchor.IsEmpty ? null : start.Anchor.Value;
        Remember(name, null);
        parser.MoveNext();
        return Remember(name, Content(start, depth));
    }

    private YamlNode Content(NodeEvent start, int depth)
    {
        var line = (int)start.Start.Line;
        switch (start)
        {
            case Scalar scalar:
                var tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
                return new YamlScalar(line, scalar.Value, scalar.Style == ScalarStyle.Plain, tag);
            case SequenceStart:
                return new YamlSequence(line, Items(depth));
            default:
                return new YamlMapping(line, Entries(depth));
        }
    }

    private List<YamlNode> Items(int depth)
    {
        var items = new List<YamlNode>();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
        }

        parser.MoveNext();
        return items;
    }

    private List<KeyValuePair<YamlNode, YamlNode>> Entries(int depth)
    {
        var entries = new List<KeyValuePair<YamlNode, YamlNode>>();
        while (parser.Current is not MappingEnd)
        {
            var key = Node(depth + 1);
            entries.Add(new(key, Node(depth + 1)));
        }

        parser.MoveNext();
        return entries;
    }

    private YamlNode Remember(string? anchor, YamlNode? node)
    {
        if (anchor is not null)
        {
            anchors[anchor] = node;
        }

        return node!;
    }

    private YamlNode Anchored(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw new YamlException(alias.Start, alias.End, $"unknown anchor '{alias.Value.Value}' referenced");
        }

        return node
            ?? throw new YamlException(alias.Start, alias.End, $"anchor '{alias.Value.Value}' value contains itself");
    }
}
