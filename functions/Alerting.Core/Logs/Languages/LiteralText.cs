using System.Buffers;
using System.Text;
using Alerting.Core.Sources;

namespace Alerting.Core.Logs.Languages;

/// <summary>Literals as most query languages write them: quotes around, a backslash before what would end it.</summary>
internal static class LiteralText
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl), '\u2028', '\u2029']);

    /// <summary>Whether the text may stand in a query at all: no control characters, no half of a pair.</summary>
    public static bool IsFit(string text)
    {
        if (text.AsSpan().ContainsAny(Forbidden))
        {
            return false;
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && (at + 1 == text.Length || !char.IsSurrogatePair(text, at++)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The text in quotes, a backslash before each backslash and quote.</summary>
    /// <exception cref="ArgumentException">It holds control characters.</exception>
    public static string Quote(string text, char quote) => Escape(text, $"\\{quote}", quote.ToString());

    /// <summary>The text between two others, a backslash before each of some characters.</summary>
    /// <exception cref="ArgumentException">It holds control characters.</exception>
    public static string Escape(string text, string special, string around = "")
    {
        if (!IsFit(text))
        {
            throw new ArgumentException("a text with control characters does not stand in a query", nameof(text));
        }

        var result = new StringBuilder(around, text.Length + 2);
        foreach (var c in text)
        {
            if (special.Contains(c, StringComparison.Ordinal))
            {
                result.Append('\\');
            }

            result.Append(c);
        }

        return result.Append(around).ToString();
    }

    /// <summary>An instant as every vendor here reads it: UTC, milliseconds.</summary>
    public static string Instant(DateTimeOffset at) => Rfc3339.FormatMilliseconds(at.ToUniversalTime());
}
