using System.Globalization;
using System.Text;

namespace Alerting.Core.Templates.Formatting;

/// <summary>Writes floating-point numbers as Go's <c>strconv.FormatFloat</c> does.</summary>
internal static class FloatText
{
    /// <summary>
    /// In one of the formats <c>b e E f g G x X</c>; a precision of -1 is as many digits as are needed. With a sign
    /// where it is negative.
    /// </summary>
    public static string Of(double number, char format, int precision)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
        }

        var text = new StringBuilder(double.IsNegative(number) ? "-" : "");
        var size = Math.Abs(number);
        return (format switch
        {
            'b' => Binary(text, size),
            'x' or 'X' => Hexadecimal(text, size, format, precision),
            'f' => Fixed(text, size, precision),
            'e' or 'E' => Scientific(text, size, format, precision),
            _ => General(text, size, format, precision),
        }).ToString();
    }

    private static StringBuilder Fixed(StringBuilder text, double size, int precision)
    {
        var digits = precision < 0 ? FloatDigits.Shortest(size) : FloatDigits.Decimals(size, precision);
        return AppendFixed(text, digits, precision < 0 ? Math.Max(digits.Digits.Length - digits.Point, 0) : precision);
    }

    private static StringBuilder Scientific(StringBuilder text, double size, char letter, int precision)
    {
        var digits = precision < 0 ? FloatDigits.Shortest(size) : FloatDigits.Significant(size, precision + 1);
        return AppendScientific(text, digits, precision < 0 ? digits.Digits.Length - 1 : precision, letter);
    }

    private static StringBuilder General(StringBuilder text, double size, char format, int precision)
    {
        var wanted = precision == 0 ? 1 : precision;
        var digits = wanted < 0 ? FloatDigits.Shortest(size) : FloatDigits.Significant(size, wanted);
        var count = digits.Digits.Length;
        var enough = wanted < 0 ? 6 : wanted > count && count >= digits.Point ? count : wanted;
        var exponent = digits.Point - 1;
        return exponent < -4 || exponent >= enough
            ? AppendScientific(text, digits, (wanted < 0 || wanted > count ? count : wanted) - 1, (char)(format - 2))
            : AppendFixed(text, digits, Math.Max(count - digits.Point, 0));
    }

    private static StringBuilder AppendFixed(StringBuilder text, FloatDigits digits, int decimals)
    {
        var (known, point) = (digits.Digits, digits.Point);
        var whole = Math.Clamp(point, 0, known.Length);
        text.Append(point > 0 ? known[..whole] : "0").Append('0', Math.Max(0, point - known.Length));
        if (decimals == 0)
        {
            return text;
        }

        text.Append('.');
        var leading = Math.Min(decimals, Math.Max(0, -point));
        text.Append('0', leading);
        var rest = known.AsSpan(whole);
        rest = rest[..Math.Min(rest.Length, decimals - leading)];
        return text.Append(rest).Append('0', decimals - leading - rest.Length);
    }

    private static StringBuilder AppendScientific(StringBuilder text, FloatDigits digits, int decimals, char letter)
    {
        var known = digits.Digits;
        text.Append(known.Length > 0 ? known[0] : '0');
        if (decimals > 0)
        {
            var rest = known.AsSpan(Math.Min(1, known.Length));
            rest = rest[..Math.Min(rest.Length, decimals)];
            text.Append('.').Append(rest).Append('0', decimals - rest.Length);
        }

        var exponent = known.Length == 0 ? 0 : digits.Point - 1;
        return AppendExponent(text.Append(letter), exponent);
    }

    private static StringBuilder AppendExponent(StringBuilder text, int exponent) => text
        .Append(exponent < 0 ? '-' : '+')
        .Append(Math.Abs(exponent).ToString("D2", CultureInfo.InvariantCulture));

    private static StringBuilder Binary(StringBuilder text, double size)
    {
        var (mantissa, exponent) = Parts(size);
        return text.Append(mantissa).Append('p').Append(exponent < 0 ? "" : "+").Append(exponent);
    }

    private static StringBuilder Hexadecimal(StringBuilder text, double size, char format, int precision)
    {
        var (mantissa, exponent) = Parts(size);
        exponent = mantissa == 0 ? 0 : exponent + 52;
        for (; mantissa != 0 && mantissa >> 52 == 0; exponent--)
        {
            mantissa <<= 1;
        }

        if (precision is >= 0 and < 13)
        {
            (mantissa, exponent) = Rounded(mantissa, exponent, (13 - precision) * 4);
        }

        var fraction = (mantissa & 0xFFFFFFFFFFFFF).ToString("x13", CultureInfo.InvariantCulture);
        fraction = precision < 0 ? fraction.TrimEnd('0') : fraction.PadRight(precision, '0')[..precision];
        text.Append("0x").Append(mantissa >> 52).Append(fraction.Length > 0 ? "." : "").Append(fraction).Append('p');
        AppendExponent(text, exponent);
        return format == 'X' ? new StringBuilder(text.ToString().ToUpperInvariant()) : text;
    }

    private static (long Mantissa, int Exponent) Rounded(long mantissa, int exponent, int bits)
    {
        var unit = 1L << bits;
        var rest = mantissa & (unit - 1);
        var kept = mantissa - rest;
        var isUp = rest > unit / 2 || (rest == unit / 2 && (kept & unit) != 0);
        kept += isUp ? unit : 0;
        return kept >> 53 == 0 ? (kept, exponent) : (kept >> 1, exponent + 1);
    }

    private static (long Mantissa, int Exponent) Parts(double size)
    {
        var bits = BitConverter.DoubleToInt64Bits(size);
        var biased = (int)(bits >> 52);
        return ((bits & 0xFFFFFFFFFFFFF) | (biased == 0 ? 0 : 1L << 52), Math.Max(biased, 1) - 1075);
    }
}
