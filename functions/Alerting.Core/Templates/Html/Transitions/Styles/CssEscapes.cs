using System.Globalization;
using System.Text;

namespace Alerting.Core.Templates.Html.Transitions.Styles;

/// <summary>
/// Escapes of CSS: a backslash and up to six hex digits and a white character, or any other character.
/// </summary>
internal static class CssEscapes
{
    private const int MostDigits = 6;

    /// <summary>The text that they stand for. A lone backslash at the end is left out.</summary>
    public static ReadOnlySpan<char> Decoded(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var decoded = new StringBuilder(text.Length);
        while (text.IndexOf('\\') is >= 0 and var at)
        {
            decoded.Append(text[..at]);
            text = text[(at + 1)..];
            text = text[One(text, decoded)..];
        }

        return decoded.Append(text).ToString();
    }

    /// <summary>Whether a name may hold it.</summary>
    public static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or > '\x7f';

    private static int One(ReadOnlySpan<char> text, StringBuilder decoded)
    {
        var digits = 0;
        while (digits < text.Length && digits < MostDigits && char.IsAsciiHexDigit(text[digits]))
        {
            digits++;
        }

        if (digits == 0)
        {
            decoded.Append(text[..Math.Min(1, text.Length)]);
            return Math.Min(1, text.Length);
        }

        var value = int.Parse(text[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (value > 0x10ffff)
        {
            (value, digits) = (value >> 4, digits - 1);
        }

        decoded.Append((Rune.TryCreate(value, out var rune) ? rune : Rune.ReplacementChar).ToString());
        return digits + SpaceLength(text[digits..]);
    }

    // A white character behind the digits belongs to them.
    private static int SpaceLength(ReadOnlySpan<char> text) => text.StartsWith("\r\n", StringComparison.Ordinal) ? 2
        : text.Length > 0 && "\t\n\f\r ".Contains(text[0], StringComparison.Ordinal) ? 1
        : 0;
}
