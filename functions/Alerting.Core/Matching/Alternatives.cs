using System.Buffers;

namespace Alerting.Core.Matching;

/// <summary>The texts that a regular expression such as <c>prod|staging|qa</c> stands for.</summary>
internal static class Alternatives
{
    private static readonly SearchValues<char> Special = SearchValues.Create(@"\.+*?()[]{}^$");

    /// <summary>All of them, or null where it is more than words with bars between, in one group at the most.</summary>
    public static IReadOnlyList<string>? Of(string pattern)
    {
        var words = Inner(Inner(pattern, "^(?:", ")$"), "(?:", ")");
        words = words.Length == pattern.Length ? Inner(words, "(", ")") : words;
        return words.ContainsAny(Special) ? null : words.ToString().Split('|');
    }

    private static ReadOnlySpan<char> Inner(ReadOnlySpan<char> text, string open, string close) =>
        text.StartsWith(open) && text.EndsWith(close) ? text[open.Length..^close.Length] : text;
}
