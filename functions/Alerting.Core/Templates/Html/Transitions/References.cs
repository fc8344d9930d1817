using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Alerting.Core.Templates.Html.Transitions;

/// <summary>
/// Character references of HTML in a template's own values, as far as they can matter to what follows: numbers, and the
/// names of ASCII and of white space. Other names stay as they stand.
/// </summary>
internal static class References
{
    private const string Digits = "0123456789";
    private const string HexDigits = Digits + "abcdefABCDEF";

    private static readonly FrozenDictionary<string, string> Named = Read(
        "Tab=\t NewLine=\n excl=! quot=\" QUOT=\" num=# dollar=$ percnt=% amp=& AMP=& apos=' lpar=( rpar=) ast=* "
        + "midast=* plus=+ comma=, period=. sol=/ colon=: semi=; lt=< LT=< nvlt=<\u20d2 equals== bne==\u20e5 gt=> GT=> "
        + "nvgt=>\u20d2 quest=? commat=@ lsqb=[ lbrack=[ bsol=\\ rsqb=] rbrack=] Hat=^ lowbar=_ UnderBar=_ grave=` "
        + "DiacriticalGrave=` lcub={ lbrace={ verbar=| vert=| VerticalLine=| rcub=} rbrace=} fjlig=fj nbsp=\u00a0 "
        + "NonBreakingSpace=\u00a0 ensp=\u2002 emsp=\u2003 emsp13=\u2004 emsp14=\u2005 numsp=\u2007 puncsp=\u2008 "
        + "thinsp=\u2009 ThinSpace=\u2009 hairsp=\u200a VeryThinSpace=\u200a MediumSpace=\u205f");

    // These were written without a semicolon once and still may be.
    private static readonly FrozenSet<string> Old =
        "quot QUOT nbsp amp AMP lt LT gt GT".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // What Windows-1252 has at 0x80 to 0x9F matters only in that it is no ASCII.
    private const int FirstBeyondAscii = 0x80;

    /// <summary>The text with them resolved.</summary>
    public static ReadOnlySpan<char> Decoded(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&'))
        {
            return text;
        }

        var decoded = new StringBuilder(text.Length);
        while (text.IndexOf('&') is >= 0 and var at)
        {
            decoded.Append(text[..at]);
            text = text[(at + 1)..];
            text = text[(text.StartsWith('#') ? Number(text, decoded) : Name(text, decoded))..];
        }

        return decoded.Append(text).ToString();
    }

    /// <summary>Whether the text ends in one that more letters would end or change.</summary>
    public static bool IsCut(ReadOnlySpan<char> text)
    {
        var end = text[(text.LastIndexOf('&') + 1)..];
        if (end.Length == text.Length)
        {
            return false;
        }

        if (end.StartsWith('#'))
        {
            var isHex = end.Length > 1 && end[1] is 'x' or 'X';
            return end[(isHex ? 2 : 1)..].IndexOfAnyExcept(isHex ? HexDigits : Digits) < 0;
        }

        var name = end.ToString();
        return Named.Keys.Any(known => known.StartsWith(name, StringComparison.Ordinal));
    }

    private static int Number(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        var isHex = text.Length > 1 && text[1] is 'x' or 'X';
        var digits = text[(isHex ? 2 : 1)..];
        var length = digits.IndexOfAnyExcept(isHex ? HexDigits : Digits);
        length = length < 0 ? digits.Length : length;
        if (length == 0)
        {
            decoded.Append('&');
            return 0;
        }

        decoded.Append(Rune(digits[..length], isHex).ToString());
        var end = text.Length - digits.Length + length;
        return end < text.Length && text[end] == ';' ? end + 1 : end;
    }

    private static Rune Rune(ReadOnlySpan<char> digits, bool isHex)
    {
        digits = digits.TrimStart('0');
        const int longest = 8;
        var isRead = int.TryParse(
            digits.Length == 0 || digits.Length > longest ? "-" : digits,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value);
        return isRead && value is < FirstBeyondAscii or > 0x9f && System.Text.Rune.TryCreate(value, out var rune)
            ? rune
            : System.Text.Rune.ReplacementChar;
    }

    private static int Name(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiLetterOrDigit(text[length]))
        {
            length++;
        }

        var isClosed = length < text.Length && text[length] == ';';
        var isAssigned = length < text.Length && text[length] == '=';
        var names = Named.GetAlternateLookup<ReadOnlySpan<char>>();
        if (names.TryGetValue(text[..length], out var value)
            && (isClosed || (!isAssigned && Old.Contains(text[..length].ToString()))))
        {
            decoded.Append(value);
            return isClosed ? length + 1 : length;
        }

        decoded.Append('&');
        return 0;
    }

    private static FrozenDictionary<string, string> Read(string rows) => rows.Split(' ')
        .Select(row => row.Split('=', 2))
        .ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
}
