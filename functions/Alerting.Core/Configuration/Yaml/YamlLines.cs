using System.Globalization;

namespace Alerting.Core.Configuration.Yaml;

/// <summary>Finds the lines of a file again that was read before; the file is composed at the first question.</summary>
/// <param name="file">Null: there is none.</param>
internal sealed class YamlLines(ConfigurationText? file)
{
    private readonly Lazy<YamlNode?> root = new(() =>
        file is not null && YamlText.Read(file.Content, out var node) is null ? node : null);

    /// <summary>
    /// The line of what stands at a path such as <c>receivers[1].slack_configs[0].title</c>, or of the last on the way
    /// that is there; 0 when nothing is.
    /// </summary>
    public int Of(string path)
    {
        var (node, line) = (root.Value, 0);
        for (var rest = path.AsSpan(); node is not null && Step(node, ref rest) is { } next;)
        {
            (node, line) = (next.Value, next.Line);
        }

        return line;
    }

    /// <summary>Where in a list the mapping of a name is; -1 when it is not there.</summary>
    public int IndexOf(string list, string name)
    {
        var rest = list.AsSpan();
        return root.Value is { } top && Step(top, ref rest)?.Value is YamlSequence found
            ? found.Items.ToList().FindIndex(item => NameOf(item) == name)
            : -1;
    }

    private static string? NameOf(YamlNode item)
    {
        var rest = "name".AsSpan();
        return Step(item, ref rest)?.Value is YamlScalar scalar ? scalar.Text : null;
    }

    private static (YamlNode Value, int Line)? Step(YamlNode node, ref ReadOnlySpan<char> path)
    {
        path = path.StartsWith('.') ? path[1..] : path;
        return node switch
        {
            YamlSequence sequence => Item(sequence, ref path),
            YamlMapping mapping when path.Length > 0 => Entry(mapping, ref path),
            _ => null,
        };
    }

    private static (YamlNode Value, int Line)? Item(YamlSequence sequence, ref ReadOnlySpan<char> path)
    {
        var end = path.IndexOf(']');
        if (end < 1
            || !int.TryParse(path[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= sequence.Items.Count)
        {
            return null;
        }

        path = path[(end + 1)..];
        return (sequence.Items[index], sequence.Items[index].Line);
    }

    // A key may hold a dot itself: the longest is meant. Those of headers are named in their canonical case, so that
    // one that differs in case counts where there is no other.
    private static (YamlNode Value, int Line)? Entry(YamlMapping mapping, ref ReadOnlySpan<char> path)
    {
        KeyValuePair<YamlNode, YamlNode>? best = null;
        var length = 0;
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key is YamlScalar { Text: var key } && StartsWith(path, key)
                && (key.Length > length || path.StartsWith(key, StringComparison.Ordinal)))
            {
                (best, length) = (entry, key.Length);
            }
        }

        path = path[length..];
        return best is { } found ? (found.Value, found.Key.Line) : null;
    }

    private static bool StartsWith(ReadOnlySpan<char> path, string key) =>
        path.StartsWith(key, StringComparison.OrdinalIgnoreCase)
        && (path.Length == key.Length || path[key.Length] is '.' or '[');
}
