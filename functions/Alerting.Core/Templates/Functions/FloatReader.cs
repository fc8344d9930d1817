using Alerting.Core.Templates.Parsing;

namespace Alerting.Core.Templates.Functions;

/// <summary>Reads floating-point numbers as Go's <c>strconv.ParseFloat</c> does.</summary>
internal static class FloatReader
{
    /// <summary>The number, or null.</summary>
    public static double? Parse(string text) => Special(text) ?? NumberReader.Float(text);

    /// <summary>Why a text is no number.</summary>
    public static string Problem(string text) =>
        NumberReader.IsTooLarge(text) ? "value out of range" : "invalid syntax";

    private static double? Special(string text)
    {
        var isNegative = text.StartsWith('-');
        var word = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        return word.ToLowerInvariant() switch
        {
            "inf" or "infinity" => isNegative ? double.NegativeInfinity : double.PositiveInfinity,
            "nan" => word.Length == text.Length ? double.NaN : null,
            _ => null,
        };
    }
}
