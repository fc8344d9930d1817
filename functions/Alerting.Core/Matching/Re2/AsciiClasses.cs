using System.Collections.Frozen;

namespace Alerting.Core.Matching.Re2;

/// <summary>The classes of Perl (<c>\d</c>) and POSIX (<c>[:alpha:]</c>); in RE2 all are ASCII.</summary>
internal static class AsciiClasses
{
    private static readonly RuneSet Digit = RuneSet.Of(('0', '9'));

    private static readonly FrozenDictionary<string, RuneSet> Posix = new Dictionary<string, RuneSet>
    {
        ["alnum"] = RuneSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        ["alpha"] = RuneSet.Of(('A', 'Z'), ('a', 'z')),
        ["ascii"] = RuneSet.Of((0, 0x7F)),
        ["blank"] = RuneSet.Of(('\t', '\t'), (' ', ' ')),
        ["cntrl"] = RuneSet.Of((0, 0x1F), (0x7F, 0x7F)),
        ["digit"] = Digit,
        ["graph"] = RuneSet.Of(('!', '~')),
        ["lower"] = RuneSet.Of(('a', 'z')),
        ["print"] = RuneSet.Of((' ', '~')),
        ["punct"] = RuneSet.Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        ["space"] = RuneSet.Of(('\t', '\r'), (' ', ' ')),
        ["upper"] = RuneSet.Of(('A', 'Z')),
        ["word"] = RuneSet.Word,
        ["xdigit"] = RuneSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
    }.ToFrozenDictionary();

    /// <summary>Of the letter behind the backslash; upper case is the complement. Null for any other letter.</summary>
    public static RuneSet? Perl(char letter, bool fold)
    {
        var set = char.ToLowerInvariant(letter) switch
        {
            'd' => Digit,
            's' => RuneSet.Of(('\t', '\n'), ('\f', '\r'), (' ', ' ')),
            'w' => RuneSet.Word,
            _ => null,
        };
        return set is null ? null : Signed(set, char.IsAsciiLetterUpper(letter), fold);
    }

    /// <summary>Of what stands between the colons, <c>alpha</c> or <c>^alpha</c>; null where there is none.</summary>
    public static RuneSet? Named(string name, bool fold)
    {
        var negated = name.StartsWith('^');
        return Posix.GetValueOrDefault(negated ? name[1..] : name) is { } set ? Signed(set, negated, fold) : null;
    }

    private static RuneSet Signed(RuneSet set, bool negated, bool fold)
    {
        set = fold ? set.Folded() : set;
        return negated ? set.Negated() : set;
    }
}
