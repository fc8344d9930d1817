using System.Globalization;
using System.Text;

namespace Alerting.Core.Alerts;

/// <summary>Quotes a text as Go's <c>%q</c> does, so that a group key is the same byte for byte.</summary>
public static class GoQuote
{
    /// <summary>Appends the quoted text.</summary>
    public static StringBuilder Append(StringBuilder target, string text)
    {
        target.Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            AppendRune(target, rune);
        }

        return target.Append('"');
    }

    private static void AppendRune(StringBuilder target, Rune rune)
    {
        var escape = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            7 => "\\a",
            8 => "\\b",
            12 => "\\f",
            10 => "\\n",
            13 => "\\r",
            9 => "\\t",
            11 => "\\v",
            _ => null,
        };
        if (escape is not null)
        {
            target.Append(escape);
        }
        else if (IsPrintable(rune))
        {
            target.Append(rune.ToString());
        }
        else
        {
            AppendNumber(target, rune.Value);
        }
    }

    private static void AppendNumber(StringBuilder target, int value)
    {
        var (prefix, format) = value switch
        {
            < 0x80 => ("\\x", "x2"),
            < 0x10000 => ("\\u", "x4"),
            _ => ("\\U", "x8"),
        };
        target.Append(prefix).Append(value.ToString(format, CultureInfo.InvariantCulture));
    }

    // Go's strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.
    private static bool IsPrintable(Rune rune) =>
        rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
