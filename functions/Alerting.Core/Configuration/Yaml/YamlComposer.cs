using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Alerting.Core.Configuration.Yaml;

/// <summary>
/// Text to nodes, first document only (as Go's yaml.v2 does). Works on parser events because the library's own node
/// tree stops at the first duplicate key, where all findings of a file are wanted at once.
/// </summary>
internal sealed class YamlComposer
{
    // Far above any configuration, far below what the stack bears.
    private const int MaxDepth = 200;

    private readonly Scanner scanner;
    private readonly Parser parser;

    // Null while the anchored node is still being read.
    private readonly Dictionary<string, YamlNode?> anchors = new(StringComparer.Ordinal);

    // Nodes that are written out, as against those an alias stands for.
    private long written;

    private YamlComposer(string text)
    {
        scanner = new(new StringReader(text));
        parser = new(scanner);
    }

    /// <summary>Why the text is no YAML; null when it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="root">The document; null when there is none.</param>
    public static NotYaml? Compose(string text, out YamlNode? root)
    {
        var composer = new YamlComposer(text);
        root = null;
        try
        {
            root = composer.Document();
            return null;
        }
        catch (YamlException wrong)
        {
            return new(LineOf(Math.Max(wrong.Start.Line, wrong.End.Line)), wrong.Message.ReplaceLineEndings(" "));
        }
        catch (InvalidOperationException)
        {
            // The library's parser fails so where the text ends inside a flow list or mapping.
            return new(LineOf(composer.scanner.CurrentPosition.Line), "not closed, or the text ends too early");
        }
    }

    private static int LineOf(long line) => Math.Max(1, (int)line);

    private YamlNode? Document()
    {
        parser.MoveNext();
        while (parser.Current is StreamStart or DocumentStart)
        {
            parser.MoveNext();
        }

        if (parser.Current is null or StreamEnd)
        {
            return null;
        }

        var root = Node(0);
        return AliasLimit.Allows(root.Size - written, root.Size)
            ? root
            : throw new YamlException("document contains excessive aliasing");
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
            var anchored = Anchored(alias);
            return depth + anchored.Depth > MaxDepth
                ? throw new YamlException(alias.Start, alias.End, "nested too deeply")
                : anchored;
        }

        written++;
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
                // Of a pair in a flow list the library does not know the line.
                var entries = Entries(depth);
                return new YamlMapping(entries is [var first, ..] && IsPair(start)
                    ? Math.Max(line, first.Key.Line)
                    : line, entries);
        }
    }

    private static bool IsPair(NodeEvent start) => start.End.Index == 0;

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

    // The name is not told: a secret that starts with a star is read as one.
    private YamlNode Anchored(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw new YamlException(alias.Start, alias.End, "unknown anchor referenced");
        }

        return node
            ?? throw new YamlException(alias.Start, alias.End, "anchor value contains itself");
    }
}
