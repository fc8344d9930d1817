namespace Alerting.Core.Templates.Formatting;

/// <summary>Numbers with the flag <c>#</c>: always with a decimal point, and with the zeros at the end.</summary>
internal static class SharpFloat
{
    /// <summary>The number, which has no sign, in that form.</summary>
    public static string Of(string size, char format, int precision)
    {
        var isHexadecimal = format is 'x' or 'X';
        var split = size.AsSpan().IndexOfAny(isHexadecimal ? "pP" : "eEpP");
        var number = split < 0 ? size : size[..split];
        var missing = (format is 'g' or 'G' or 'x' ? precision < 0 ? 6 : precision : 0) - Significant(number);
        if (!number.Contains('.', StringComparison.Ordinal))
        {
            missing -= number == "0" ? 1 : 0;
            number += ".";
        }

        return number + new string('0', Math.Max(0, missing)) + (split < 0 ? "" : size[split..]);
    }

    // Digits from the first one on that is no zero; Go counts the x of 0x as one.
    private static int Significant(string number)
    {
        var digits = number.Replace(".", "", StringComparison.Ordinal);
        var first = digits.AsSpan().IndexOfAnyExcept('0');
        return first < 0 ? 0 : digits.Length - first;
    }
}
