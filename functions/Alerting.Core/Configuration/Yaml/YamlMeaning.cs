using System.Globalization;
using System.Text.RegularExpressions;

namespace Alerting.Core.Configuration.Yaml;

/// <summary>
/// What a scalar stands for, as Go's yaml.v2 resolves it: YAML 1.1 without numbers to the base of sixty.
/// </summary>
/// <param name="Tag">Short tag, such as <c>!!int</c>.</param>
/// <param name="Value">Null, bool, Int128 (whole numbers), double or the text.</param>
/// <param name="Problem">Why it is not what its own tag says, in yaml.v2's words; else null.</param>
internal sealed partial record YamlMeaning(string Tag, object? Value, string? Problem = null)
{
    private const string LongTag = "tag:yaml.org,2002:";

    /// <summary>Resolves a scalar.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="isPlain">Whether it stands without quotes.</param>
    /// <param name="tag">The tag written with it; empty for none.</param>
    public static YamlMeaning Of(string text, bool isPlain, string tag)
    {
        var wanted = tag.StartsWith(LongTag, StringComparison.Ordinal) ? "!!" + tag[LongTag.Length..] : tag;
        return wanted switch
        {
            "" => isPlain ? Untagged(text) : new("!!str", text),
            "!!str" => new("!!str", text),
            "!!bool" or "!!int" or "!!float" or "!!null" or "!!timestamp" => Tagged(Untagged(text), wanted, text),
            "!!binary" => Binary(text),
            _ => new(wanted, text),
        };
    }

    private static YamlMeaning Tagged(YamlMeaning found, string wanted, string text)
    {
        if (found.Tag == wanted)
        {
            return found;
        }

        return wanted == "!!float" && found.Value is Int128 whole
            ? new(wanted, (double)whole)
            : found with { Problem = $"cannot decode {found.Tag} `{text}` as a {wanted}" };
    }

    private static YamlMeaning Binary(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? new("!!binary", System.Text.Encoding.UTF8.GetString(bytes, 0, length))
            : new("!!binary", text, "!!binary value contains invalid base64 data");
    }

    private static YamlMeaning Untagged(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => new("!!null", null),
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON"
            => new("!!bool", true),
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF"
            => new("!!bool", false),
        ".nan" or ".NaN" or ".NAN" => new("!!float", double.NaN),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => new("!!float", double.PositiveInfinity),
        "-.inf" or "-.Inf" or "-.INF" => new("!!float", double.NegativeInfinity),
        "<<" => new("!!merge", "<<"),
        [(>= '0' and <= '9') or '+' or '-' or '.', ..] => Number(text) ?? new("!!str", text),
        _ => new("!!str", text),
    };

    private static YamlMeaning? Number(string text)
    {
        if (Timestamp().IsMatch(text))
        {
            return new("!!timestamp", text);
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (text[0] != '.' && Whole(digits) is { } whole)
        {
            return new("!!int", whole);
        }

        return Decimal().IsMatch(digits)
            && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? new("!!float", number)
            : null;
    }

    // Go's ParseInt with base 0: a sign, then 0x, 0o, 0b, the octal of a leading zero, or decimal.
    private static Int128? Whole(string text)
    {
        var isNegative = text[0] == '-';
        var digits = isNegative || text[0] == '+' ? text[1..] : text;
        var (radix, start) = digits.ToLowerInvariant() switch
        {
            ['0', 'x', _, ..] => (16, 2),
            ['0', 'o', _, ..] => (8, 2),
            ['0', 'b', _, ..] => (2, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        var value = digits.Length > start ? Digits(digits.AsSpan(start), radix) : null;
        return value is null || (isNegative && value > (Int128)long.MaxValue + 1) ? null : isNegative ? -value : value;
    }

    private static Int128? Digits(ReadOnlySpan<char> digits, int radix)
    {
        Int128 value = 0;
        foreach (var digit in digits)
        {
            var number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            value = value * radix + number;
            if (number >= radix || value > ulong.MaxValue)
            {
                return null;
            }
        }

        return value;
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(
        @"^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();
}
