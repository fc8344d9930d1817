using System.Buffers;
using System.Globalization;
using System.Text;
using Alerting.Core.Logs;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>
/// A text as it will be read: without escapes for terminals and control characters, between which a program colours a
/// name and its value, and with what JSON wrote as <c>\u003d</c>.
/// </summary>
internal static class Plain
{
    private const string Escape = "u00";

    private static readonly SearchValues<char> Control = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Select(c => (char)c).Except(['\t', '\n', '\r']),
        .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c),
    ]);

    /// <summary>It; the same instance where it is so already. It has the same lines.</summary>
    public static string Of(string text, ref long looked)
    {
        looked += text.Length;
        var isClean = text.AsSpan().IndexOfAny(Control) < 0;
        if (isClean && !text.Contains(@"\u00", StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            at += Append(plain, text.AsSpan(at));
        }

        looked += text.Length;
        return plain.ToString();
    }

    // How much of the text it has dealt with, at least one.
    private static int Append(StringBuilder plain, ReadOnlySpan<char> text)
    {
        if (text[0] is TerminalEscape.Start or TerminalEscape.Control)
        {
            return TerminalEscape.Length(text);
        }

        if (text[0] == '\\' && Escaped(text, out var length) is { } meant)
        {
            plain.Append(meant);
            return length;
        }

        plain.Append(Control.Contains(text[0]) ? "" : text[..1]);
        return 1;
    }

    // What is printable but for what ends a text of JSON or escapes in it; quoted once or more.
    private static char? Escaped(ReadOnlySpan<char> text, out int length)
    {
        var slashes = 1;
        while (slashes < Math.Min(text.Length, 8) && text[slashes] == '\\')
        {
            slashes++;
        }

        length = slashes + Escape.Length + 2;
        return text[slashes..].StartsWith(Escape, StringComparison.Ordinal) && length <= text.Length
            && byte.TryParse(text[(length - 2)..length], NumberStyles.AllowHexSpecifier, null, out var code)
            && code is > 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\'
                ? (char)code
                : null;
    }
}
