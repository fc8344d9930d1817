using System.Buffers;
using System.Globalization;
using System.Text;
using Alerting.Core.Templates.Formatting;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary><c>html</c>, <c>js</c> and <c>urlquery</c>, and the way back from the last.</summary>
internal static class Escaping
{
    private static readonly SearchValues<char> InHtml = SearchValues.Create("\"'&<>\0");

    /// <summary>A text in HTML.</summary>
    public static string Html(string text)
    {
        if (!text.AsSpan().ContainsAny(InHtml))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("&#34;"),
                '\'' => escaped.Append("&#39;"),
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\0' => escaped.Append('\uFFFD'),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A text in a string of JavaScript.</summary>
    public static string JavaScript(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\\' or '\'' or '"' => escaped.Append('\\').Append((char)rune.Value),
                '<' or '>' or '&' or '=' or < ' ' => AppendCode(escaped, rune),
                < 0x80 => escaped.Append((char)rune.Value),
                _ => Quoted.IsPrintable(rune) ? escaped.Append(rune.ToString()) : AppendCode(escaped, rune),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A text in a query of a URL.</summary>
    public static string Query(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var single in RawBytes.Of(text))
        {
            var c = (char)single;
            _ = c == ' ' ? escaped.Append('+')
                : char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' ? escaped.Append(c)
                : escaped.Append('%').Append(single.ToString("X2", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }

    /// <summary>A text out of a query of a URL.</summary>
    public static string QueryUnescape(string text)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
        {
            return text;
        }

        var escaped = RawBytes.Of(text);
        var bytes = new List<byte>(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            bytes.Add(escaped[i] switch
            {
                (byte)'+' => (byte)' ',
                (byte)'%' => Code(escaped, ref i),
                var plain => plain,
            });
        }

        return RawBytes.Text([.. bytes]);
    }

    private static byte Code(byte[] escaped, ref int at)
    {
        var digits = escaped.AsSpan(at, Math.Min(3, escaped.Length - at));
        if (digits.Length < 3 || !char.IsAsciiHexDigit((char)digits[1]) || !char.IsAsciiHexDigit((char)digits[2]))
        {
            throw new TemplateException($"invalid URL escape {Quoted.Of(RawBytes.Text(digits))}");
        }

        at += 2;
        return byte.Parse(digits[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static StringBuilder AppendCode(StringBuilder text, Rune rune) =>
        text.Append("\\u").Append(rune.Value.ToString("X4", CultureInfo.InvariantCulture));
}
