using System.Collections.Frozen;
using Alerting.Core.Templates.Html.Contexts;

namespace Alerting.Core.Templates.Html.Transitions.Scripts;

/// <summary>
/// Whether a slash in a script divides or begins a regular expression. That takes a parser; this looks at what is
/// before it, as Go does, and keeps in mind where that was a guess: behind a wrong one values would be escaped for
/// another place than theirs.
/// </summary>
internal static class Slashes
{
    private const string White = "\f\n\r\t\v \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
        + "\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private static readonly FrozenSet<string> BeforeRegexp = ("break case continue delete do else finally in "
        + "instanceof return throw try typeof void").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // Words that are names as well, or stand behind a word that makes them one.
    private static readonly FrozenSet<string> MaybeBeforeRegexp =
        "await default extends new of yield".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a slash behind code without strings and the like means.</summary>
    public static SlashMeaning After(ReadOnlySpan<char> code, SlashMeaning before)
    {
        code = code.TrimEnd(White);
        return code.IsEmpty ? before : code[^1] switch
        {
            // ++ and -- may stand before or behind a name, + and - are operators.
            '+' => IsOdd(code) ? SlashMeaning.Regexp : SlashMeaning.MaybeDivision,
            '-' => IsOdd(code) ? SlashMeaning.MaybeRegexp : SlashMeaning.MaybeDivision,
            '.' => code.Length > 1 && char.IsAsciiDigit(code[^2]) ? SlashMeaning.Division : SlashMeaning.Unknown,
            ',' or '>' or '=' or '*' or '%' or '&' or '|' or '^' or '?' or '!' or '~' or '(' or '[' or ':' or ';'
                or '{' => SlashMeaning.Regexp,
            '}' or '<' => SlashMeaning.MaybeRegexp,
            ')' => SlashMeaning.MaybeDivision,
            _ => Word(code, before),
        };
    }

    /// <summary>The place behind a slash that begins no comment.</summary>
    public static HtmlContext Taken(HtmlContext context, ReadOnlySpan<char> text) => context.Slash switch
    {
        SlashMeaning.Regexp => context with { State = HtmlState.JsRegexp },
        SlashMeaning.MaybeRegexp => context with { State = HtmlState.JsRegexp, IsDoubtful = true },
        SlashMeaning.Division => context with { Slash = SlashMeaning.Regexp },
        SlashMeaning.MaybeDivision => context with { Slash = SlashMeaning.Regexp, IsDoubtful = true },
        SlashMeaning.Unknown =>
            HtmlContext.Failed($"'/' could start a division or regexp: {Excerpt.Of(text)}"),
    };

    private static bool IsOdd(ReadOnlySpan<char> code) => (code.Length - code.TrimEnd(code[^1]).Length) % 2 == 1;

    private static SlashMeaning Word(ReadOnlySpan<char> code, SlashMeaning before)
    {
        var start = code.Length;
        while (start > 0 && IsNamePart(code[start - 1]))
        {
            start--;
        }

        var word = code[start..].ToString();
        var isKeyword = BeforeRegexp.Contains(word);
        if (!isKeyword && !MaybeBeforeRegexp.Contains(word))
        {
            // It may be the rest of a word that a part of the template stands in.
            return start == 0 && before == SlashMeaning.Division ? SlashMeaning.MaybeDivision : SlashMeaning.Division;
        }

        var rest = code[..start].TrimEnd(White);
        if (rest.EndsWith('.') && !rest.EndsWith(".."))
        {
            return SlashMeaning.Division;
        }

        var isMember = rest.IsEmpty && before == SlashMeaning.Unknown;
        return isKeyword && !isMember ? SlashMeaning.Regexp : SlashMeaning.MaybeRegexp;
    }

    // More letters than ASCII has may be in names; all are taken for one.
    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '$' or '_' or > '\x7f';
}
