using Alerting.Core.Logs.Said.Lines;

namespace Alerting.Core.Logs.Said.Signatures;

/// <summary>What a line says, without time, level, thread and the like before it.</summary>
internal static class LinePrefix
{
    private const int MostName = 60;

    /// <summary>The rest; all of it where nothing would be left.</summary>
    public static ReadOnlySpan<char> Without(string line)
    {
        var after = LineLevel.At(line).After;
        var rest = line.AsSpan(after).TrimStart(" :-]|>\"\t");
        if (Logfmt(rest) is { IsEmpty: false } said)
        {
            return said;
        }

        rest = after == 0 ? Untimed(rest) : Unnamed(rest);
        return rest.Length >= 3 ? rest : line;
    }

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

    private static ReadOnlySpan<char> Untimed(ReadOnlySpan<char> rest)
    {
        while (!rest.IsEmpty && rest.IndexOf(' ') is > 0 and < 40 and var space && IsTime(rest[..space]))
        {
            rest = rest[(space + 1)..].TrimStart(" -|");
        }

        return rest;
    }

    private static bool IsTime(ReadOnlySpan<char> word)
    {
        var digits = 0;
        foreach (var c in word)
        {
            if (char.IsAsciiDigit(c))
            {
                digits++;
            }
            else if (c is not (':' or '-' or '/' or '.' or ',' or 'T' or 'Z' or '[' or ']' or '+'))
            {
                return false;
            }
        }

        return digits >= 4;
    }

    // The logger behind the level, as "etl.load - " or "Executor: ": which is no name of an exception.
    private static ReadOnlySpan<char> Unnamed(ReadOnlySpan<char> rest)
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
        var isName = next.StartsWith(" - ") || (next.StartsWith(": ") && !IsOfErrors(name)
            && (name.Contains('.') || char.IsAsciiLetterUpper(name[0])));
        return isName ? next.TrimStart(" :-") : rest;
    }

    // As psycopg2.errors.UndefinedTable and requests.exceptions.ReadTimeout.
    private static bool IsOfErrors(ReadOnlySpan<char> name) =>
        name.Contains(".err", StringComparison.Ordinal) || name.Contains(".exc", StringComparison.Ordinal);
}
