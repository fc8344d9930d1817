using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Signatures;

/// <summary>What a line says, without time, level, thread and the like before it.</summary>
internal static class LinePrefix
{
    private const int MostName = 60;
    private const int LongestPlace = 100;

    // A number behind a level may well be the code of an error, or an address.
    private const int LeastOfDates = 2;

    /// <summary>The rest; all of it where nothing would be left.</summary>
    public static ReadOnlySpan<char> Without(string line)
    {
        var after = LineLevel.At(line).After;
        var rest = line.AsSpan(AfterPlace(line, after)).TrimStart(" :-]|>\"\t");
        if (Logfmt(rest) is { IsEmpty: false } said)
        {
            return said;
        }

        // "ERROR:etl.load:text" is how Python writes unless told otherwise.
        var isTight = after > 0 && line.AsSpan(after) is [':', not ' ', ..];
        rest = after == 0 ? Untimed(rest, 0) : Unnamed(Untimed(rest, LeastOfDates), isTight);
        return rest.Length >= 3 ? rest : line;
    }

    // Behind "E1121 02:00:00.123456 12 a.go:33] " of klog; else behind the level.
    private static int AfterPlace(string line, int after) =>
        after == 1 && line is [_, >= '0' and <= '9', ..]
            && line.IndexOf("] ", StringComparison.Ordinal) is > 0 and < LongestPlace and var close
            ? close + 2
            : after;

    // msg="..." of logfmt.
    private static ReadOnlySpan<char> Logfmt(ReadOnlySpan<char> rest)
    {
        var at = rest.IndexOf("msg=\"");
        if (at < 0 || at > 200)
        {
            return default;
        }

        var text = rest[(at + 5)..];
        return text.IndexOf('"') is > 0 and var end ? text[..end] : text;
    }

    private static ReadOnlySpan<char> Untimed(ReadOnlySpan<char> rest, int leastDelimiters)
    {
        while (!rest.IsEmpty && rest.IndexOf(' ') is > 0 and < 40 and var space
            && IsTime(rest[..space], leastDelimiters))
        {
            rest = rest[(space + 1)..].TrimStart(" -|");
        }

        return rest;
    }

    private static bool IsTime(ReadOnlySpan<char> word, int leastDelimiters)
    {
        var (digits, delimiters) = (0, 0);
        foreach (var c in word)
        {
            if (char.IsAsciiDigit(c))
            {
                digits++;
            }
            else if (c is ':' or '-' or '/')
            {
                delimiters++;
            }
            else if (c is not ('.' or ',' or 'T' or 'Z' or '[' or ']' or '+'))
            {
                return false;
            }
        }

        return digits >= 4 && delimiters >= leastDelimiters;
    }

    // The logger behind the level, as "etl.load - " or "Executor: ": which is no name of an exception.
    private static ReadOnlySpan<char> Unnamed(ReadOnlySpan<char> rest, bool isTight)
    {
        if (rest is ['[' or '(', ..] && rest.IndexOfAny(']', ')') is > 0 and < MostName and var close)
        {
            rest = rest[(close + 1)..].TrimStart(" :-|");
        }

        var end = rest.IndexOfAny(' ', ':');
        if (end is <= 0 or > MostName || LineSigns.TypeLength(rest) > 0)
        {
            return rest;
        }

        var name = rest[..end];
        var next = rest[end..];
        var isName = next.StartsWith(" - ")
            || (isTight && end > 1 && next is [':', not (' ' or '/'), ..])
            || (next.StartsWith(": ") && !IsOfErrors(name)
                && (name.Contains('.') || char.IsAsciiLetterUpper(name[0])));
        return isName ? next.TrimStart(" :-") : rest;
    }

    // As psycopg2.errors.UndefinedTable and requests.exceptions.ReadTimeout.
    private static bool IsOfErrors(ReadOnlySpan<char> name) =>
        name.Contains(".err", StringComparison.Ordinal) || name.Contains(".exc", StringComparison.Ordinal);
}
