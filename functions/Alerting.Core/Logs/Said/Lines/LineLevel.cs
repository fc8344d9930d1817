using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>
/// The level that a line gives itself, by a word at its beginning: <c>ERROR</c> among the first eight words,
/// <c>[error]</c>, <c>error:</c>, <c>level=error</c>, the letter of klog, the number of syslog.
/// </summary>
internal static class LineLevel
{
    private const int LookedAt = 200;
    private const int MostWords = 8;

    /// <summary>The level and where what the line says begins behind it; null and 0 where it gives itself
    /// none.</summary>
    public static (Level? Level, int After) At(string line)
    {
        var text = line.AsSpan(0, Math.Min(line.Length, LookedAt));
        if (Klog(text) is { } klog)
        {
            return (klog, 1);
        }

        if (text is ['<', >= '0' and <= '7' and var number, '>', ..])
        {
            return (number <= '2' ? Level.Critical : number == '3' ? Level.Error : number == '4' ? Level.Warning
                : number <= '6' ? Level.Info : Level.Debug, 3);
        }

        var at = 0;
        for (var words = 0; words < MostWords && Next(text, ref at, out var start); words++)
        {
            if (LevelWords.OfWhole(text[start..at]) is { } level && IsMeant(text, start, at))
            {
                return (level, at);
            }
        }

        return (null, 0);
    }

    private static Level? Klog(ReadOnlySpan<char> text) =>
        text.Length > 7 && text[0] is 'E' or 'F' or 'W' or 'I' && text.Length > 7 && text[5] == ' '
            && !text[1..5].ContainsAnyExceptInRange('0', '9') && char.IsAsciiDigit(text[6])
            ? text[0] switch { 'F' => Level.Critical, 'E' => Level.Error, 'W' => Level.Warning, _ => Level.Info }
            : null;

    private static bool Next(ReadOnlySpan<char> text, ref int at, out int start)
    {
        while (at < text.Length && !char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        start = at;
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
        {
            at++;
        }

        return at > start;
    }

    // In capitals, or where only a level stands: a text may well say "error".
    private static bool IsMeant(ReadOnlySpan<char> text, int start, int end)
    {
        var next = end < text.Length ? text[end] : '\0';
        var before = start > 0 ? text[start - 1] : '\0';
        if (next is '.' or '_' or '(' || before is '.' or '_' or '/' or '\'' || LineCount.IsNone(text, start, end))
        {
            return false;
        }

        if (!text[start..end].ContainsAnyExceptInRange('A', 'Z'))
        {
            return before is not '=' || IsKey(text, start);
        }

        return (before == '[' && next == ']') || (start == 0 && next == ':')
            || (before is '=' or '"' or ':' && IsKey(text, start));
    }

    private static bool IsKey(ReadOnlySpan<char> text, int start)
    {
        var key = text[..start].TrimEnd(" =:\"'");
        return key.EndsWith("level", StringComparison.OrdinalIgnoreCase)
            || key.EndsWith("lvl", StringComparison.OrdinalIgnoreCase)
            || key.EndsWith("severity", StringComparison.OrdinalIgnoreCase);
    }
}
