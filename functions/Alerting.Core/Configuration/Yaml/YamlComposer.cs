using System.Buffers;
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

    private static readonly SearchValues<char> Control = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code)
            .Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\u0085')), '\uFFFE', '\uFFFF']);

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

    /// <summary>The document; null when there is none, or when the text is no YAML (which is then reported).</summary>
    public static YamlNode? Compose(ConfigurationText file, Findings findings, out bool isYaml)
    {
        isYaml = !HasControl(file, findings);
        if (!isYaml)
        {
            return null;
        }

        var composer = new YamlComposer(file.Content.TrimStart('\uFEFF'));
        try
        {
            return composer.Document();
        }
        catch (YamlException wrong)
        {
            var line = Math.Max(wrong.Start.Line, wrong.End.Line);
            findings.Error(new(
                file.Name, Math.Max(1, (int)line), "", "not YAML: " + OneLine(wrong.Message)));
        }
        catch (InvalidOperationException)
        {
            // The library's parser fails so where the text ends inside a flow list or mapping.
            var line = composer.scanner.CurrentPosition.Line;
            findings.Error(new(
                file.Name, Math.Max(1, (int)line), "", "not YAML: not closed, or the text ends too early"));
        }

        isYaml = false;
        return null;
    }

    // The library takes what no YAML may hold, and what in Alertmanager's file is an error.
    private static bool HasControl(ConfigurationText file, Findings findings)
    {
        var at = file.Content.AsSpan().IndexOfAny(Control);
        if (at >= 0)
        {
            var line = 1 + file.Content.AsSpan(0, at).Count('\n');
            findings.Error(new(file.Name, line, "", "not YAML: control characters are not allowed"));
        }

        return at >= 0;
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");

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
