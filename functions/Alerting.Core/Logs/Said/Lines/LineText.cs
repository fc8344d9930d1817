using System.Buffers;
using System.Text;
using Alerting.Core.Alerts;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>
/// Lines as they may be shown: without terminal escapes and control characters, on one line, bounded. What imitates
/// markup or templates stays as it is, since it is only text.
/// </summary>
internal static class LineText
{
    /// <summary>UTF-16 units of a line at the most.</summary>
    public const int Longest = 2000;

    // Of a line of megabytes the rest is not looked at.
    private const int LookedAt = 16 * 1024;

    private static readonly SearchValues<char> Special = SearchValues.Create(
    [
        '\u061C', '\u200E', '\u200F', '\u2028', '\u2029',
        .. Enumerable.Range(0, 0x20).Select(c => (char)c),
        .. Enumerable.Range(0x7F, 0x21).Select(c => (char)c),
        .. Enumerable.Range(0x202A, 5).Select(c => (char)c),
        .. Enumerable.Range(0x2066, 4).Select(c => (char)c),
        .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c),
    ]);

    /// <summary>The line, without white space at its end; of one that overwrites itself what stands last.</summary>
    public static string Clean(ReadOnlySpan<char> line)
    {
        var looked = line.Length > LookedAt ? line[..LookedAt] : line;
        var text = AfterReturns(looked).TrimEnd();
        var clean = text.IndexOfAny(Special) < 0 ? text.ToString() : Printable(text);
        return BoundedText.Cut(line.Length > LookedAt && clean.Length < Longest ? clean + "…" : clean, Longest);
    }

    /// <summary>The same cut to less.</summary>
    public static string Clean(ReadOnlySpan<char> line, int most) => BoundedText.Cut(Clean(line), most);

    /// <summary>A text of several lines as one.</summary>
    public static string OneLine(string text, int most) =>
        Clean(text.AsSpan(0, Math.Min(text.Length, LookedAt)).Trim().ToString().ReplaceLineEndings(" "), most);

    private static ReadOnlySpan<char> AfterReturns(ReadOnlySpan<char> line)
    {
        var text = line.TrimEnd();
        var last = text.LastIndexOf('\r');
        return last < 0 ? text : text[(last + 1)..];
    }

    private static string Printable(ReadOnlySpan<char> text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, Longest + 8));
        while (!text.IsEmpty && clean.Length <= Longest)
        {
            var plain = text.IndexOfAny(Special) is >= 0 and var at ? at : text.Length;
            clean.Append(text[..plain]);
            text = text[plain..];
            text = text.IsEmpty ? text : text[Append(clean, text)..];
        }

        return clean.ToString().TrimEnd();
    }

    // How much of the text it has dealt with, at least one.
    private static int Append(StringBuilder clean, ReadOnlySpan<char> text)
    {
        switch (text[0])
        {
            case TerminalEscape.Start or TerminalEscape.Control:
                return TerminalEscape.Length(text);
            case '\t':
                clean.Append("    ");
                return 1;
            case '\n' or '\u2028' or '\u2029':
                clean.Append(' ');
                return 1;
            case < ' ' or '\u007f':
                return 1;
            case var c when char.IsSurrogate(c):
                return AppendSurrogate(clean, text);
            default:
                clean.Append('\uFFFD');
                return 1;
        }
    }

    private static int AppendSurrogate(StringBuilder clean, ReadOnlySpan<char> text)
    {
        if (text.Length > 1 && char.IsSurrogatePair(text[0], text[1]))
        {
            clean.Append(text[..2]);
            return 2;
        }

        clean.Append('\uFFFD');
        return 1;
    }
}
