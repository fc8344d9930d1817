namespace Alerting.Core.Logs.Said.Lines;

/// <summary>Words that a line may count rather than tell of: <c>oom_kill 0</c>, <c>exit status 0</c>, <c>0 ERROR, 3
/// WARN</c>.</summary>
internal static class LineCount
{
    /// <summary>Whether the text tells of what the words say, at least once not as a count of none.</summary>
    /// <param name="text">A line.</param>
    /// <param name="words">One word, or several: of those only how something exits is followed by a number that
    /// says whether it happened.</param>
    public static bool Tells(ReadOnlySpan<char> text, string words)
    {
        var isCounted = !words.Contains(' ', StringComparison.Ordinal)
            || words.StartsWith("exit", StringComparison.OrdinalIgnoreCase);
        while (text.IndexOf(words) is >= 0 and var at)
        {
            text = text[(at + words.Length)..];
            if (!isCounted || !IsZero(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the word is said to be none by what stands right before it, and nothing follows it.</summary>
    /// <param name="text">A line.</param>
    /// <param name="start">Where the word begins.</param>
    /// <param name="end">Where it ends.</param>
    public static bool IsNone(ReadOnlySpan<char> text, int start, int end)
    {
        var before = text[..start].TrimEnd(' ');
        var word = before[(before.LastIndexOfAny(" (") + 1)..];

        // "rank 0 ERROR disk full" counts nothing.
        return before.Length < start
            && (word.Equals("no", StringComparison.OrdinalIgnoreCase)
                || (word is "0" && (end == text.Length || text[end] is not (' ' or ':'))));
    }

    private static bool IsZero(ReadOnlySpan<char> rest)
    {
        var number = rest.TrimStart(" =:\"'");
        return number is ['0'] or ['0', '.'] || (number is ['0', var next, ..] && !char.IsAsciiLetterOrDigit(next)
            && next != '.');
    }
}
