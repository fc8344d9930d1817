using System.Globalization;
using System.Text;

namespace Alerting.Core.Matching;

/// <summary>Reads a double-quoted string literal of Go.</summary>
internal static class GoLiteral
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text, or null where it is no literal (unknown escape, line feed) or no valid UTF-8.</summary>
    public static string? Unquote(string quoted)
    {
        var text = quoted.AsSpan()[1..^1];
        var bytes = new List<byte>(text.Length);
        while (text.Length > 0)
        {
            var used = text[0] switch
            {
                '\n' => 0,
                '\\' => Escape(bytes, text),
                _ => Plain(bytes, text),
            };
            if (used == 0)
            {
                return null;
            }

            text = text[used..];
        }

        return Decode(bytes);
    }

    private static string? Decode(List<byte> bytes)
    {
        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static int Plain(List<byte> bytes, ReadOnlySpan<char> text)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out var used);
        Add(bytes, rune);
        return used;
    }

    private static void Add(List<byte> bytes, Rune rune)
    {
        Span<byte> encoded = stackalloc byte[4];
        bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
    }

    // Returns how many characters it took; none where there is no such escape.
    private static int Escape(List<byte> bytes, ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        switch (text[1])
        {
            case 'x':
                return Byte(bytes, text, 2, 2, 16);
            case >= '0' and <= '7':
                return Byte(bytes, text, 1, 3, 8);
            case 'u':
                return CodePoint(bytes, text, 4);
            case 'U':
                return CodePoint(bytes, text, 8);
            default:
                var named = "abfnrtv\\\"".IndexOf(text[1], StringComparison.Ordinal);
                bytes.AddRange(named < 0 ? [] : [(byte)"\a\b\f\n\r\t\v\\\""[named]]);
                return named < 0 ? 0 : 2;
        }
    }

    private static int Byte(List<byte> bytes, ReadOnlySpan<char> text, int start, int digits, int radix)
    {
        if (Number(text, start, digits, radix) is not (>= 0 and <= 255 and var value))
        {
            return 0;
        }

        bytes.Add((byte)value);
        return start + digits;
    }

    private static int CodePoint(List<byte> bytes, ReadOnlySpan<char> text, int digits)
    {
        if (Number(text, 2, digits, 16) is not (>= 0 and <= 0x10FFFF and var value) || !Rune.IsValid((int)value))
        {
            return 0;
        }

        Add(bytes, new((int)value));
        return 2 + digits;
    }

    private static long Number(ReadOnlySpan<char> text, int start, int digits, int radix)
    {
        if (text.Length < start + digits)
        {
            return -1;
        }

        var number = 0L;
        foreach (var c in text.Slice(start, digits))
        {
            var digit = char.IsAsciiHexDigit(c)
                ? int.Parse([c], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : radix;
            if (digit >= radix)
            {
                return -1;
            }

            number = (number * radix) + digit;
        }

        return number;
    }
}
