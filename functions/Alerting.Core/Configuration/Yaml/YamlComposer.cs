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

    private readonly string text;
    private readonly Scanner scanner;
    private readonly Parser parser;

    // Null while the anchored node is still being read.
    private readonly Dictionary<string, YamlNode?> anchors = new(StringComparer.Ordinal);

    // Nodes that are written out, as against those an alias stands for.
    private long written;

    private YamlComposer(string text)
    {
        this.text = text;
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
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // The library's parser fails so where the text ends inside a flow list or mapping, and at a tag that is no
            // address.
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

        // The library's parser goes on where a flow list or mapping breaks off, and ends what it did not begin.
        var start = current as NodeEvent
            ?? throw new YamlException(current.Start, current.End, "did not find expected node content");
        written++;
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
            RefuseMissingKey();
            var key = Node(depth + 1);
            entries.Add(new(key, Node(depth + 1)));
        }

        parser.MoveNext();
        return entries;
    }

    // The library takes nothing for a key, where Go's parser does so only behind a question mark. Where it stands, the
    // library says about: before or behind the colon, or at the start of the text.
    private void RefuseMissingKey()
    {
        if (parser.Current is Scalar { Value.Length: 0, Style: ScalarStyle.Plain } key
            && Math.Min((int)key.Start.Index, text.Length) is var at
            && (text.AsSpan(Math.Max(0, at - 1)).StartsWith(':') || text.AsSpan(at).StartsWith(':')
                || (at == 0 && !text.StartsWith('?'))))
        {
            throw new YamlException(key.Start, key.End, "did not find expected key");
        }
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
