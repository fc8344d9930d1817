using System.Globalization;
using System.Text;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Parsing;

/// <summary>Reads literals of texts and characters, as Go's strconv does.</summary>
internal static class GoText
{
    /// <summary>What stands between double quotes or backquotes; null where that is no literal.</summary>
    public static string? Unquote(string literal)
    {
        var inner = literal.AsSpan()[1..^1];
        if (literal[0] == '`')
        {
            return inner.ToString().Replace("\r", "", StringComparison.Ordinal);
        }

        if (!inner.Contains('\\'))
        {
            return inner.ToString();
        }

        var bytes = new List<byte>(inner.Length);
        while (inner.Length > 0)
        {
            if (Take(ref inner, '"') is not { } unit)
            {
                return null;
            }

            Add(bytes, unit);
        }

        return RawBytes.Text([.. bytes]);
    }

    /// <summary>A character between single quotes, or why it is none.</summary>
    public static int? Character(string literal, out string problem)
    {
        var rest = literal.AsSpan()[1..];
        problem = "invalid syntax";
        if (Take(ref rest, '\'') is not { } unit)
        {
            return null;
        }

        problem = "malformed character constant: " + literal;
        return rest is "'" ? unit.Value : null;
    }

    // A rune, or a byte where it was written as one.
    private static (int Value, bool IsByte)? Take(ref ReadOnlySpan<char> text, char quote)
    {
        if (text.Length == 0 || text[0] == quote)
        {
            return null;
        }

        if (text[0] == '\\')
        {
            return text.Length < 2 ? null : Escape(ref text, quote);
        }

        Rune.DecodeFromUtf16(text, out var rune, out var used);
        text = text[used..];
        return (rune.Value, false);
    }

    private static (int Value, bool IsByte)? Escape(ref ReadOnlySpan<char> text, char quote)
    {
        var letter = text[1];
        switch (letter)
        {
            case 'x':
                return Number(ref text, 2, 2, 16) is { } hex ? (hex, true) : null;
            case >= '0' and <= '7':
                return Number(ref text, 1, 3, 8) is { } octal and <= 255 ? (octal, true) : null;
            case 'u' or 'U':
                return Number(ref text, 2, letter == 'u' ? 4 : 8, 16) is { } rune && Rune.IsValid(rune)
                    ? (rune, false) : null;
            default:
                var named = "abfnrtv\\".IndexOf(letter, StringComparison.Ordinal);
                text = text[2..];
                return named >= 0 ? ("\a\b\f\n\r\t\v\\"[named], false) : letter == quote ? (quote, false) : null;
        }
    }

    private static int? Number(ref ReadOnlySpan<char> text, int start, int digits, int radix)
    {
        if (text.Length < start + digits)
        {
            return null;
        }

        var number = 0L;
        foreach (var c in text.Slice(start, digits))
        {
            var digit = char.IsAsciiHexDigit(c)
                ? int.Parse([c], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : radix;
            if (digit >= radix)
            {
                return null;
            }

            number = (number * radix) + digit;
        }

        text = text[(start + digits)..];
        return number <= int.MaxValue ? (int)number : null;
    }

    private static void Add(List<byte> bytes, (int Value, bool IsByte) unit)
    {
        if (unit.IsByte)
        {
            bytes.Add((byte)unit.Value);
            return;
        }

        Span<byte> encoded = stackalloc byte[4];
        bytes.AddRange(encoded[..new Rune(unit.Value).EncodeToUtf8(encoded)]);
    }
}
