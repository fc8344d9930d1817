using System.Buffers;
using System.Text;

namespace Alerting.Core.Templates.Html.Escapers;

/// <summary>What to write in place of some characters. Immutable.</summary>
internal sealed class Replacements
{
    private readonly Dictionary<char, string> rows;
    private readonly SearchValues<char> replaced;

    /// <summary>Only these; a later row replaces an earlier one of its character.</summary>
    public Replacements(params IEnumerable<(char From, string To)> rows)
    {
        this.rows = [];
        foreach (var (from, to) in rows)
        {
            this.rows[from] = to;
        }

        replaced = SearchValues.Create([.. this.rows.Keys]);
    }

    /// <summary>The same with more.</summary>
    public Replacements With(params IEnumerable<(char From, string To)> more) =>
        new(rows.Select(row => (row.Key, row.Value)).Concat(more));

    /// <summary>The same without one.</summary>
    public Replacements Without(char one) =>
        new(rows.Where(row => row.Key != one).Select(row => (row.Key, row.Value)));

    /// <summary>A text with them made.</summary>
    public string In(string text)
    {
        var rest = text.AsSpan();
        if (!rest.ContainsAny(replaced))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        while (rest.IndexOfAny(replaced) is >= 0 and var at)
        {
            result.Append(rest[..at]).Append(rows[rest[at]]);
            rest = rest[(at + 1)..];
        }

        return result.Append(rest).ToString();
    }
}
