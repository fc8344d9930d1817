using System.Globalization;

namespace Alerting.Core.Templates.Structured;

/// <summary>Numbers as Go's encoding/json writes a float64.</summary>
internal static class GoFloat
{
    /// <summary>
    /// The shortest that reads back as the same: plain from 1e-6 on and below 1e21, else with an exponent. Throws <see
    /// cref="TemplateException"/> for what JSON has no word for.
    /// </summary>
    public static string Json(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new TemplateException("json: unsupported value: " + Word(value));
        }

        var size = Math.Abs(value);
        var (sign, digits, point) = Parts(value);
        return size != 0 && size is < 1e-6 or >= 1e21
            ? sign + Exponential(digits, point - 1)
            : sign + Plain(digits, point);
    }

    private static string Word(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";

    // The number is 0.{digits} times ten to the power of the point.
    private static (string Sign, string Digits, int Point) Parts(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var halves = text[sign.Length..].Split('E');
        var exponent = halves.Length == 2 ? int.Parse(halves[1], CultureInfo.InvariantCulture) : 0;
        var whole = halves[0].Split('.');
        var digits = string.Concat(whole);
        var zeros = digits.Length - digits.TrimStart('0').Length;
        return (sign, digits.Trim('0') is { Length: > 0 } left ? left : "0", whole[0].Length + exponent - zeros);
    }

    private static string Plain(string digits, int point) =>
        digits == "0" ? "0"
        : point <= 0 ? "0." + new string('0', -point) + digits
        : point >= digits.Length ? digits.PadRight(point, '0')
        : digits[..point] + "." + digits[point..];

    private static string Exponential(string digits, int exponent)
    {
        var rest = digits.Length > 1 ? "." + digits[1..] : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{digits[0]}{rest}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }
}
