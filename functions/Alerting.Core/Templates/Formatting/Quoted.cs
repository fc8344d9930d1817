using System.Globalization;
using System.Text;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Formatting;

/// <summary>Texts and characters quoted as Go's strconv does.</summary>
internal static class Quoted
{
    /// <summary>Between double quotes: <c>%q</c>.</summary>
    public static string Of(string text) => Between(text, '"', false);

    /// <summary>The same with everything beyond ASCII escaped: <c>%+q</c>.</summary>
    public static string Ascii(string text) => Between(text, '"', true);

    /// <summary>A character between single quotes.</summary>
    public static string Character(int rune, bool asciiOnly = false)
    {
        var text = new StringBuilder("'");
        Append(text, Rune.IsValid(rune) ? rune : 0xFFFD, '\'', asciiOnly);
        return text.Append('\'').ToString();
    }

    /// <summary>Whether it can stand between backquotes.</summary>
    public static bool CanBackquote(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (RawBytes.IsRaw(text, i) || text[i] is '\uFEFF' or '`' or '\u007F' || text[i] is < ' ' and not '\t')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A character as <c>%#U</c> prints it: <c>U+0040 '@'</c>.</summary>
    public static string CodePoint(int rune)
    {
        var number = "U+" + rune.ToString("X4", CultureInfo.InvariantCulture);
        return Rune.IsValid(rune) && IsPrintable(new(rune)) ? $"{number} '{new Rune(rune)}'" : number;
    }

    /// <summary>Go's <c>unicode.IsPrint</c>: letters, marks, numbers, punctuation, symbols and a plain space.</summary>
    public static bool IsPrintable(Rune rune) =>
        rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static string Between(string text, char quote, bool asciiOnly)
    {
        var target = new StringBuilder(text.Length + 2).Append(quote);
        for (var i = 0; i < text.Length;)
        {
            if (RawBytes.IsRaw(text, i))
            {
                target.Append("\\x").Append(((byte)text[i++]).ToString("x2", CultureInfo.InvariantCulture));
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used);
            Append(target, rune.Value, quote, asciiOnly);
            i += used;
        }

        return target.Append(quote).ToString();
    }

    private static void Append(StringBuilder target, int rune, char quote, bool asciiOnly)
    {
        if (rune == quote || rune == '\\')
        {
            target.Append('\\').Append((char)rune);
        }
        else if ((rune < 0x80 || !asciiOnly) && IsPrintable(new(rune)))
        {
            target.Append(new Rune(rune).ToString());
        }
        else
        {
            AppendEscape(target, rune);
        }
    }

    private static void AppendEscape(StringBuilder target, int rune) => target.Append(rune switch
    {
        7 => "\\a",
        8 => "\\b",
        12 => "\\f",
        10 => "\\n",
        13 => "\\r",
        9 => "\\t",
        11 => "\\v",
        < ' ' or 0x7F => "\\x" + rune.ToString("x2", CultureInfo.InvariantCulture),
        < 0x10000 => "\\u" + rune.ToString("x4", CultureInfo.InvariantCulture),
        _ => "\\U" + rune.ToString("x8", CultureInfo.InvariantCulture),
    });
}
