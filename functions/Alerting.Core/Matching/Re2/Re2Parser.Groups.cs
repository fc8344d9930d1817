using System.Globalization;

namespace Alerting.Core.Matching.Re2;

internal sealed partial class Re2Parser
{
    private bool ReadOpen()
    {
        if (!pattern.AsSpan(at).StartsWith("(?"))
        {
            return Open(flags, ++captures, at + 1);
        }

        var rest = pattern.AsSpan(at);
        return (rest.Length > 4 && rest.StartsWith("(?P<")) || (rest.Length > 3 && rest.StartsWith("(?<"))
            ? ReadNamed(rest)
            : ReadFlags();
    }

    private bool Open(Flags inside, int? number, int next, string? name = null)
    {
        groups.Push(new(flags, number, name));
        (flags, at) = (inside, next);
        return true;
    }

    private bool ReadNamed(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('>');
        if (end < 0)
        {
            return Fails(Problems.NamedCapture, rest);
        }

        var name = rest[(rest.IndexOf('<') + 1)..end];
        return name.Length > 0 && !name.ContainsAnyExcept(NameLetters)
            ? Open(flags, ++captures, at + end + 1, name.ToString())
            : Fails(Problems.NamedCapture, rest[..(end + 1)]);
    }

    private static readonly System.Buffers.SearchValues<char> NameLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private bool ReadFlags()
    {
        var start = at;
        var (changed, set, seen) = (flags, true, true);
        for (at += 2; ;)
        {
            var letter = Next();
            if (letter is ':' or ')' && seen)
            {
                return Ends(letter, changed);
            }

            if (letter == '-' && set)
            {
                (set, seen) = (false, false);
            }
            else if (changed.With(letter, set) is { } with)
            {
                (changed, seen) = (with, true);
            }
            else
            {
                return Fails(Problems.Perl, pattern.AsSpan(start..at));
            }
        }
    }

    private bool Ends(int letter, Flags changed)
    {
        if (letter == ':')
        {
            return Open(changed, null, at);
        }

        flags = changed;
        return true;
    }

    private bool ReadRepeat(ref int repeated)
    {
        var start = at;
        var counted = pattern[at] == '{';
        if (!ReadCounts(out var min, out var max))
        {
            at = start;
            return Push(Letter(Next()), 0);
        }

        if (min > MaxCopies || max > MaxCopies || min > max)
        {
            return Fails(Problems.RepeatCount, pattern.AsSpan(start..at));
        }

        var isLazy = Takes('?') != flags.Ungreedy;
        repeated = start;
        return Repeat(start, new Node.Repeat(new Node.Empty(), min, max, counted) { IsLazy = isLazy });
    }

    private bool Repeat(int start, Node.Repeat repeat)
    {
        if (repeatedFrom >= 0)
        {
            return Fails(Problems.NestedRepeat, pattern.AsSpan(repeatedFrom..at));
        }

        var sequence = groups.Peek().Sequence;
        if (sequence.Count == 0)
        {
            return Fails(Problems.MissingArgument, pattern.AsSpan(start..at));
        }

        var node = repeat.Of(sequence[^1]);
        sequence[^1] = node;
        return Check(node) && ((node.Min < 2 && !(node.Max >= 2)) || node.Copies <= MaxCopies
            || Fails(Problems.RepeatCount, pattern.AsSpan(start..at)));
    }

    // False for a brace that is a plain character.
    private bool ReadCounts(out int min, out int? max)
    {
        (min, max) = pattern[at] switch
        {
            '*' => (0, null),
            '+' => (1, null),
            '?' => (0, (int?)1),
            _ => (-1, null),
        };
        at++;
        return min >= 0 || (ReadNumber(out min) && ReadUpper(min, out max) && Takes('}'));
    }

    private bool ReadUpper(int min, out int? max)
    {
        max = min;
        if (!Takes(','))
        {
            return true;
        }

        max = null;
        if (!AtEnd && pattern[at] == '}')
        {
            return true;
        }

        var read = ReadNumber(out var upper);
        max = upper;
        return read;
    }

    private bool ReadNumber(out int number)
    {
        var start = at;
        while (!AtEnd && char.IsAsciiDigit(pattern[at]))
        {
            at++;
        }

        var digits = pattern.AsSpan(start..at);
        number = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : int.MaxValue;
        return digits.Length > 0 && (digits.Length == 1 || digits[0] != '0');
    }

    private bool Takes(char c)
    {
        var there = !AtEnd && pattern[at] == c;
        at += there ? 1 : 0;
        return there;
    }
}
