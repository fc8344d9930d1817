using System.Text;
using System.Text.RegularExpressions;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Writing;

/// <summary>How a text is written.</summary>
internal enum ScalarStyle
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Between apostrophes.</summary>
    Single,

    /// <summary>Between quotes, with escapes.</summary>
    Double,

    /// <summary>Line by line, below a bar.</summary>
    Literal,
}

/// <summary>How Go's yaml.v2 writes a text, so that it is read as that text again.</summary>
internal static partial class GoYamlScalar
{
    /// <summary>The style of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="inFlow">Whether it stands between brackets.</param>
    public static ScalarStyle StyleOf(string text, bool inFlow)
    {
        if (text.Length == 0 || text.EnumerateRunes().Any(IsSpecial) || SpaceBeforeBreak(text))
        {
            return ScalarStyle.Double;
        }

        if (text.Contains('\n', StringComparison.Ordinal))
        {
            return text[^1] == ' ' || inFlow ? ScalarStyle.Double : ScalarStyle.Literal;
        }

        if (MeansSomethingElse(text))
        {
            return ScalarStyle.Double;
        }

        var isPlain = text[0] != ' ' && text[^1] != ' ' && !HasIndicator(text, inFlow);
        return isPlain ? ScalarStyle.Plain : ScalarStyle.Single;
    }

    /// <summary>A character between quotes; null when it stands for itself.</summary>
    public static string? Escape(Rune rune) => rune.Value switch
    {
        '\0' => "\\0",
        '\a' => "\\a",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\v' => "\\v",
        '\f' => "\\f",
        '\r' => "\\r",
        0x1B => "\\e",
        '"' => "\\\"",
        '\\' => "\\\\",
        0x85 => "\\N",
        0x2028 => "\\L",
        0x2029 => "\\P",
        <= 0xFF when IsSpecial(rune) => $"\\x{rune.Value:X2}",
        <= 0xFFFF when IsSpecial(rune) => $"\\u{rune.Value:X4}",
        _ when IsSpecial(rune) => $"\\U{rune.Value:X8}",
        _ => null,
    };

    // Go leaves the separators of lines and paragraphs as they are, which not every reader takes.
    private static bool IsSpecial(Rune rune) => rune.Value is not ('\n' or (>= ' ' and <= '~')
        or (>= 0xA0 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD)) || rune.Value is 0x2028 or 0x2029 or 0xFEFF;

    private static bool SpaceBeforeBreak(string text) => text.Contains(" \n", StringComparison.Ordinal);

    private static bool MeansSomethingElse(string text) =>
        YamlMeaning.Of(text, isPlain: true, tag: "").Tag != "!!str" || BaseSixty().IsMatch(text);

    private static bool HasIndicator(string text, bool inFlow)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal))
        {
            return true;
        }

        for (var at = 0; at < text.Length; at++)
        {
            var isLast = at + 1 == text.Length || text[at + 1] == ' ';
            if (IsIndicator(text[at], at == 0, at > 0 && text[at - 1] == ' ', isLast, inFlow))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIndicator(char c, bool isFirst, bool afterSpace, bool beforeSpace, bool inFlow) => c switch
    {
        '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => isFirst,
        ',' or '[' or ']' or '{' or '}' => isFirst || inFlow,
        '?' => inFlow || (isFirst && beforeSpace),
        ':' => inFlow || beforeSpace,
        '-' => isFirst && beforeSpace,
        '#' => isFirst || afterSpace,
        _ => false,
    };

    // Numbers of YAML 1.1 such as 1:30, which this reader does not know and others do.
    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex BaseSixty();
}
