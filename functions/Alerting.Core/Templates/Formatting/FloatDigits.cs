using System.Globalization;
using System.Numerics;

namespace Alerting.Core.Templates.Formatting;

/// <summary>The decimal digits of a number: 0.DIGITS times ten to the power of a point.</summary>
/// <param name="Digits">Without zeros at the ends; empty for zero.</param>
/// <param name="Point">Where the decimal point stands, from before the first digit.</param>
internal readonly record struct FloatDigits(string Digits, int Point)
{
    /// <summary>The fewest digits that say which number it is.</summary>
    public static FloatDigits Shortest(double size)
    {
        var text = size.ToString("R", CultureInfo.InvariantCulture);
        var split = text.IndexOf('E', StringComparison.Ordinal);
        var mantissa = split < 0 ? text : text[..split];
        var power = split < 0 ? 0 : int.Parse(text.AsSpan(split + 1), CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var zeros = digits.AsSpan().IndexOfAnyExcept('0');
        return zeros < 0
            ? new("", 0)
            : new(digits.Trim('0'), (point < 0 ? digits.Length : point) - zeros + power);
    }

    /// <summary>So many digits, rounded from the exact value, halves to even.</summary>
    public static FloatDigits Significant(double size, int digits) => Exact(size).Rounded(digits);

    /// <summary>So many digits behind the decimal point, rounded likewise.</summary>
    public static FloatDigits Decimals(double size, int decimals)
    {
        var exact = Exact(size);
        return exact.Rounded(exact.Point + decimals);
    }

    private static FloatDigits Exact(double size)
    {
        if (size == 0)
        {
            return new("", 0);
        }

        var bits = BitConverter.DoubleToInt64Bits(size);
        var biased = (int)((bits >> 52) & 0x7FF);
        var mantissa = new BigInteger((bits & 0xFFFFFFFFFFFFF) | (biased == 0 ? 0 : 1L << 52));
        var power = Math.Max(biased, 1) - 1075;
        var number = power >= 0 ? mantissa << power : mantissa * BigInteger.Pow(5, -power);
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return new(digits.TrimEnd('0'), digits.Length + Math.Min(power, 0));
    }

    private FloatDigits Rounded(int digits)
    {
        if (digits >= Digits.Length)
        {
            return this;
        }

        if (digits < 0)
        {
            return new("", 0);
        }

        var kept = Digits[..digits];
        var rest = Digits.AsSpan(digits);
        var isHalf = rest is "5";
        var isOdd = digits > 0 && (kept[^1] - '0') % 2 == 1;
        var isUp = isHalf ? isOdd : rest[0] >= '5';
        return isUp ? Up(kept) : Trimmed(kept, Point);
    }

    private FloatDigits Up(string kept)
    {
        var last = kept.AsSpan().LastIndexOfAnyExcept('9');
        return last < 0
            ? new("1", Point + 1)
            : Trimmed(kept[..last] + (char)(kept[last] + 1), Point);
    }

    private static FloatDigits Trimmed(string digits, int point)
    {
        var trimmed = digits.TrimEnd('0');
        return trimmed.Length == 0 ? new("", 0) : new(trimmed, point);
    }
}
