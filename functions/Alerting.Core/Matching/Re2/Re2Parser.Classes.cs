using System.Globalization;

namespace Alerting.Core.Matching.Re2;

internal sealed partial class Re2Parser
{
    // No ":]" from here on.
    private bool namesEnd;

    private bool ReadClass()
    {
        var start = at++;
        var negated = Takes('^');
        List<(int, int)> ranges = [];
        for (var first = true; AtEnd || pattern[at] != ']' || first; first = false)
        {
            if (!ReadItem(start, ranges))
            {
                return false;
            }
        }

        var set = RuneSet.Of(ranges);
        set = negated ? set.Negated() : set;
        return set.Bounds is [var only, var same] && only == same
            ? Push(new Node.Literal([only], false), 1)
            : Push(new Node.Class(set), 1);
    }

    private bool ReadItem(int start, List<(int, int)> ranges)
    {
        var rest = pattern.AsSpan(at);
        RuneSet? set = null;
        if (rest.StartsWith("[:") && NameLength(rest[2..]) is >= 0 and var length)
        {
            set = AsciiClasses.Named(rest.Slice(2, length).ToString(), flags.Fold);
            if (set is null)
            {
                return Fails(Problems.ClassRange, rest[..(length + 4)]);
            }

            at += length + 4;
        }
        else if (rest is ['\\', 'p' or 'P', ..])
        {
            set = ReadUnicode();
            if (set is null)
            {
                return false;
            }
        }
        else if (rest is ['\\', var letter, ..] && AsciiClasses.Perl(letter, flags.Fold) is { } perl)
        {
            set = perl;
            at += 2;
        }

        ranges.AddRange(set?.Ranges() ?? []);
        return set is not null || ReadRange(start, ranges);
    }

    // Looked for once: a pattern may open as many names as it is long.
    private int NameLength(ReadOnlySpan<char> rest)
    {
        var length = namesEnd ? -1 : rest.IndexOf(":]");
        namesEnd = length < 0;
        return length;
    }

    private bool ReadRange(int start, List<(int, int)> ranges)
    {
        var from = at;
        if (ReadClassRune(start) is not { } first)
        {
            return false;
        }

        var last = first;
        if (pattern.AsSpan(at) is ['-', not ']', ..])
        {
            at++;
            if (ReadClassRune(start) is not { } upper)
            {
                return false;
            }

            last = upper;
        }

        ranges.AddRange(flags.Fold ? CaseFold.Close(first, last) : [(first, last)]);
        return first <= last || Fails(Problems.ClassRange, pattern.AsSpan(from..at));
    }

    private int? ReadClassRune(int start)
    {
        if (AtEnd)
        {
            Fails(Problems.MissingBracket, pattern.AsSpan(start));
            return null;
        }

        return pattern[at] == '\\' ? ReadEscape() : Next();
    }

    // \pL, \p{Greek}, \P{^Greek}
    private RuneSet? ReadUnicode()
    {
        var start = at;
        var negated = pattern[at + 1] == 'P';
        at += 2;
        var braced = Takes('{');
        var end = braced ? pattern.IndexOf('}', start) : at;
        if (braced ? end < 0 : Next() < 0)
        {
            Fails(Problems.ClassRange, pattern.AsSpan(start));
            return null;
        }

        var name = braced ? pattern[(start + 3)..end] : pattern[(start + 2)..at];
        at = braced ? end + 1 : at;
        negated ^= name.StartsWith('^');
        var set = UnicodeNames.Find(name.StartsWith('^') ? name[1..] : name, flags.Fold);
        if (set is null)
        {
            Fails(Problems.ClassRange, pattern.AsSpan(start..at));
        }

        return negated ? set?.Negated() : set;
    }

    private int? ReadEscape()
    {
        var start = at++;
        var letter = Next();
        var rune = letter switch
        {
            -1 => -1,
            'x' => ReadHexadecimal(),
            >= '1' and <= '7' => IsOctal() ? ReadOctal(letter) : -1,
            '0' => ReadOctal(letter),
            'a' => 7,
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ => letter < 0x80 && !char.IsAsciiLetterOrDigit((char)letter) ? letter : -1,
        };
        if (rune >= 0)
        {
            return rune;
        }

        _ = letter < 0 ? Fails(Problems.TrailingBackslash, "") : Fails(Problems.Escape, pattern.AsSpan(start..at));
        return null;
    }

    private bool IsOctal() => !AtEnd && pattern[at] is >= '0' and <= '7';

    private int ReadOctal(int first)
    {
        var value = first - '0';
        for (var digits = 1; digits < 3 && IsOctal(); digits++)
        {
            value = (value * 8) + pattern[at++] - '0';
        }

        return value;
    }

    private int ReadHexadecimal()
    {
        if (Takes('{'))
        {
            return ReadBraced();
        }

        var (high, low) = AtEnd ? (-1, -1) : (Digit(Next()), Digit(Next()));
        return high < 0 || low < 0 ? -1 : (high * 16) + low;
    }

    private int ReadBraced()
    {
        for (var (value, digits) = (0, 0); ; digits++)
        {
            var next = Next();
            if (next == '}')
            {
                return digits > 0 ? value : -1;
            }

            value = (value * 16) + Digit(next);
            if (Digit(next) < 0 || value > RuneSet.Last)
            {
                return -1;
            }
        }
    }

    private static int Digit(int rune) => rune is >= 0 and < 0x80 && char.IsAsciiHexDigit((char)rune)
        ? int.Parse([(char)rune], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : -1;
}
