using System.Globalization;
using System.Text;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary>Upper, lower and title case, and white space, as Go's strings and golang.org/x/text have them.</summary>
internal static class Casing
{
    // Letters that title case makes more than one of, or another than upper case.
    private static readonly Dictionary<int, string> Titles = new()
    {
        ['ß'] = "Ss",
        ['ŉ'] = "ʼN",
        ['ǰ'] = "J̌",
        ['Ǆ'] = "ǅ",
        ['ǆ'] = "ǅ",
        ['Ǉ'] = "ǈ",
        ['ǉ'] = "ǈ",
        ['Ǌ'] = "ǋ",
        ['ǌ'] = "ǋ",
        ['Ǳ'] = "ǲ",
        ['ǳ'] = "ǲ",
        ['ﬀ'] = "Ff",
        ['ﬁ'] = "Fi",
        ['ﬂ'] = "Fl",
        ['ﬃ'] = "Ffi",
        ['ﬄ'] = "Ffl",
        ['ﬅ'] = "St",
        ['ﬆ'] = "St",
    };

    private enum Break
    {
        Letter,

        // Joins letters, but two of them do not.
        Middle,

        Always,
    }

    /// <summary>Each letter in upper case.</summary>
    public static string Upper(string text) =>
        Ascii.IsValid(text) ? text.ToUpperInvariant() : Mapped(text, UpperOf);

    /// <summary>Each letter in lower case.</summary>
    public static string Lower(string text) =>
        Ascii.IsValid(text) ? text.ToLowerInvariant() : Mapped(text, LowerOf);

    /// <summary>Without white space at the ends.</summary>
    public static string TrimSpace(string text)
    {
        var (from, to) = (0, text.Length);
        while (from < to && IsSpace(text[from]))
        {
            from++;
        }

        while (to > from && IsSpace(text[to - 1]))
        {
            to--;
        }

        return text[from..to];
    }

    /// <summary>The first letter of each word in title case, the rest in lower case.</summary>
    public static string Title(string text)
    {
        var titled = new StringBuilder(text.Length);
        var (isInWord, wasMiddle) = (false, false);
        for (var i = 0; i < text.Length;)
        {
            var used = Take(text, i, out var rune);
            var kind = BreakOf(rune);
            isInWord &= !(wasMiddle && kind == Break.Middle);
            if (IsCased(rune))
            {
                titled.Append(isInWord ? LowerInWord(text, i, rune) : TitleOf(rune));
                isInWord = true;
            }
            else
            {
                titled.Append(text, i, used);
                isInWord &= kind != Break.Always;
            }

            wasMiddle = kind == Break.Middle;
            i += used;
        }

        return titled.ToString();
    }

    private static string Mapped(string text, Func<Rune, Rune> map)
    {
        var mapped = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        for (var i = 0; i < text.Length;)
        {
            var used = Take(text, i, out var rune);
            if (RawBytes.IsRaw(text, i))
            {
                // Go's strings.Map makes a character of what is none.
                mapped.Append('\uFFFD');
            }
            else
            {
                mapped.Append(units[..map(rune).EncodeToUtf16(units)]);
            }

            i += used;
        }

        return mapped.ToString();
    }

    private static int Take(string text, int at, out Rune rune)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out rune, out var used);
        return used;
    }

    // .NET leaves the letters of Turkish and the long s alone, which Go does not.
    private static Rune UpperOf(Rune rune) => rune.Value switch
    {
        'ı' => new('I'),
        'ſ' => new('S'),
        _ => Rune.ToUpperInvariant(rune),
    };

    private static Rune LowerOf(Rune rune) => rune.Value == 'İ' ? new('i') : Rune.ToLowerInvariant(rune);

    private static string TitleOf(Rune rune) => Titles.TryGetValue(rune.Value, out var title) ? title
        : Rune.GetUnicodeCategory(rune) == UnicodeCategory.TitlecaseLetter ? rune.ToString()
        : UpperOf(rune).ToString();

    private static string LowerInWord(string text, int at, Rune rune) => rune.Value switch
    {
        'İ' => "i̇",
        'Σ' => IsLastOfWord(text, at + 1) ? "ς" : "σ",
        _ => LowerOf(rune).ToString(),
    };

    private static bool IsLastOfWord(string text, int behind)
    {
        while (behind < text.Length)
        {
            var used = Take(text, behind, out var rune);
            if (IsCased(rune))
            {
                return false;
            }

            if (!IsIgnorable(rune))
            {
                return true;
            }

            behind += used;
        }

        return true;
    }

    private static bool IsIgnorable(Rune rune) => BreakOf(rune) == Break.Middle
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;

    private static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
        || rune.Value is 'ª' or 'º' || UpperOf(rune) != rune || LowerOf(rune) != rune;

    private static Break BreakOf(Rune rune) => rune.Value switch
    {
        '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027 or 0xFE13
            or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A => Break.Middle,

        // Scripts without spaces between words, or without cases: each of their letters is a word.
        >= 0xE00 and < 0x1000 or >= 0x3041 and < 0x3100 or >= 0x31F0 and < 0xA000 or >= 0xF900 and < 0xFB00 =>
            Break.Always,
        _ => Rune.IsLetterOrDigit(rune) || JoinsLetters(Rune.GetUnicodeCategory(rune)) ? Break.Letter : Break.Always,
    };

    private static bool JoinsLetters(UnicodeCategory category) => category is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.LetterNumber;

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r') or '\u0085' or '\u00A0' or '\u1680'
        or (>= '\u2000' and <= '\u200A') or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000';
}
