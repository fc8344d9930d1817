using System.Buffers;
using System.Globalization;
using System.Numerics;
using Alerting.Core.Templates.Formatting;

namespace Alerting.Core.Templates.Parsing;

/// <summary>
/// Reads numbers as Go's constants without a type: each as all the kinds that can hold it. Complex numbers, which
/// nothing in a notification is, are refused.
/// </summary>
internal static class NumberReader
{
    private static readonly SearchValues<char> InDecimals = SearchValues.Create("0123456789+-.eE");

    /// <summary>The number, or what is wrong.</summary>
    public static Node.Number? Read(Token token, out string problem)
    {
        problem = "illegal number syntax: " + Quoted.Of(token.Value);
        if (token.Kind == TokenKind.CharConstant)
        {
            return GoText.Character(token.Value, out problem) is { } rune
                ? Made(token, rune, (ulong)rune, rune, true) : null;
        }

        if (token.Kind == TokenKind.Complex || token.Value.EndsWith('i'))
        {
            return null;
        }

        if (Whole(token.Value) is { } whole)
        {
            return Integral(token, whole);
        }

        if (Float(token.Value) is not { } fractional)
        {
            return null;
        }

        if (token.Value.AsSpan().IndexOfAny(".eEpP") < 0)
        {
            problem = "integer overflow: " + Quoted.Of(token.Value);
            return null;
        }

        return Made(token, AsInteger(fractional), AsUnsigned(fractional), fractional, false);
    }

    /// <summary>A text as a floating-point number; null where it is none, or too large for one.</summary>
    public static double? Float(string text) =>
        Fractional(text) is { } number && double.IsFinite(number) ? number : null;

    /// <summary>Whether a text is a number, but one that is too large.</summary>
    public static bool IsTooLarge(string text) => Fractional(text) is { } number && double.IsInfinity(number);

    private static Node.Number? Integral(Token token, BigInteger whole)
    {
        long? integer = whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : null;
        var hasSign = token.Value[0] is '+' or '-';
        ulong? unsigned = whole >= 0 && whole <= ulong.MaxValue && (!hasSign || whole.IsZero) ? (ulong)whole : null;
        return Made(token, integer, unsigned, integer is { } i ? i : (double?)unsigned, false);
    }

    private static Node.Number Made(Token token, long? integer, ulong? unsigned, double? floating, bool isCharacter) =>
        new(token.Line, token.Value, integer, unsigned, floating, isCharacter) { Column = token.Column };

    private static long? AsInteger(double value) =>
        value is >= -9.2233720368547758E18 and < 9.2233720368547758E18 && Math.Truncate(value) == value
            ? (long)value : null;

    private static ulong? AsUnsigned(double value) =>
        value is >= 0 and < 1.8446744073709552E19 && Math.Truncate(value) == value ? (ulong)value : null;

    // A whole number within 64 bits, signed or not.
    private static BigInteger? Whole(string text)
    {
        if (!HasGoodUnderscores(text))
        {
            return null;
        }

        var negative = text[0] == '-';
        var digits = text.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        var radix = Radix(ref digits);
        if (digits.Length is 0 or > 100 || !TryRead(digits, radix, out var number))
        {
            return null;
        }

        number = negative ? -number : number;
        return number >= long.MinValue && number <= ulong.MaxValue && (text[0] != '+' || number <= long.MaxValue)
            ? number : null;
    }

    private static int Radix(ref string digits)
    {
        if (digits.Length < 2 || digits[0] != '0')
        {
            return 10;
        }

        var radix = char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        digits = digits[(radix == 0 ? 1 : 2)..];
        return radix == 0 ? 8 : radix;
    }

    private static bool TryRead(string digits, int radix, out BigInteger number)
    {
        number = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10 : radix;
            if (digit >= radix)
            {
                return false;
            }

            number = (number * radix) + digit;
        }

        return true;
    }

    private static double? Fractional(string text)
    {
        const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!HasGoodUnderscores(text))
        {
            return null;
        }

        var plain = text.Replace("_", "", StringComparison.Ordinal);
        return plain.TrimStart('+', '-').StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? Hexadecimal(plain)
            : plain.AsSpan().ContainsAnyExcept(InDecimals) ? null
            : double.TryParse(plain, Styles, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    // Such as 0x1.8p-3; the exponent is not optional.
    private static double? Hexadecimal(string text)
    {
        var digits = text.TrimStart('+', '-')[2..];
        var power = digits.AsSpan().IndexOfAny('p', 'P');
        if (power < 1 || !int.TryParse(digits.AsSpan(power + 1), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var exponent))
        {
            return null;
        }

        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : power - point - 1;
        var mantissa = digits[..power].Replace(".", "", StringComparison.Ordinal);
        if (mantissa.Length is 0 or > 100 || !TryRead(mantissa, 16, out var number))
        {
            return null;
        }

        var size = Math.ScaleB((double)number, Math.Clamp(exponent - (4 * fraction), -20000, 20000));
        return text[0] == '-' ? -size : size;
    }

    // Underscores stand between digits, or between the letter of a base and a digit.
    private static bool HasGoodUnderscores(string text)
    {
        var number = text.TrimStart('+', '-');
        var hasBase = number.Length > 1 && number[0] == '0' && "bBoOxX".Contains(number[1], StringComparison.Ordinal);
        var isHex = hasBase && number[1] is 'x' or 'X';
        for (var i = 0; i < number.Length; i++)
        {
            if (number[i] == '_' && !(IsDigit(number, i - 1, isHex, hasBase) && IsDigit(number, i + 1, isHex, false)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigit(string number, int at, bool isHex, bool baseCounts) =>
        at >= 0 && at < number.Length && ((baseCounts && at == 1)
            || (isHex ? char.IsAsciiHexDigit(number[at]) : char.IsAsciiDigit(number[at])));
}
