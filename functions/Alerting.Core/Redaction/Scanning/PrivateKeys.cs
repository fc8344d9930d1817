using System.Buffers;
using Alerting.Core.Redaction.Kinds;

namespace Alerting.Core.Redaction.Scanning;

/// <summary>
/// Private keys in PEM, OpenSSH and PGP: over many lines, in one line with <c>\n</c>, cut off at either end. What they
/// are called stays; certificates and public keys stay whole.
/// </summary>
internal static class PrivateKeys
{
    private const int LongestLabel = 64;
    private const int LongLine = 40;
    private const int Longest = 16 * 1024;
    private const int LongestHeader = 256;
    private const int MostSlashes = 4;

    private static readonly SearchValues<char> Label = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ");
    private static readonly SearchValues<char> LineEnd = SearchValues.Create("\r\n\\\"'`<,");

    /// <summary>What follows the first line, which begins there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="label">After <c>-----BEGIN </c>.</param>
    public static Cut After(ref Reading text, int label)
    {
        var dashes = text.EndOf(label, Label, LongestLabel);
        if (!text.Has(dashes, "-----") || !IsPrivate(ref text, label, dashes))
        {
            return Cut.None;
        }

        var start = Skip(ref text, dashes + 5);
        if (text.Has(start, Redactor.Mark))
        {
            return Cut.None;
        }

        // Whatever a log wrote between its lines.
        var last = text.NextKeyEnd(start);
        if (last - start < Longest && IsPrivate(ref text, last, Math.Min(last + LongestLabel, text.Text.Length)))
        {
            return last > start ? new(start, last) : Cut.None;
        }

        var at = start;
        var end = start;
        while (!text.Has(at, Redactor.Mark) && IsKeyLine(ref text, at, out var next))
        {
            end = next;
            at = Skip(ref text, next);
            if (at == next)
            {
                break;
            }
        }

        return end > start ? new(start, end) : Cut.None;
    }

    /// <summary>What stands before the last line, where the first one is lost.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dashes">Where <c>-----END </c> begins.</param>
    public static Cut Before(ref Reading text, int dashes)
    {
        var label = dashes + "-----END ".Length;
        var last = text.EndOf(label, Label, LongestLabel);
        if (!text.Has(last, "-----") || !IsPrivate(ref text, label, last))
        {
            return Cut.None;
        }

        var end = SkipBack(ref text, dashes);
        var start = end;
        for (var at = end; at > text.Settled;)
        {
            var line = StartOfLine(ref text, at);
            if (at - line < (start == end ? 1 : LongLine))
            {
                break;
            }

            start = line;
            at = SkipBack(ref text, line);
        }

        return end > start ? new(start, end) : Cut.None;
    }

    private static bool IsPrivate(ref Reading text, int start, int end)
    {
        text.Looked += end - start;
        return text.Text[start..end].Contains("PRIVATE KEY", StringComparison.Ordinal);
    }

    // Base64, or a header such as "DEK-Info: AES-128-CBC,0123"; or what a log wrote before a long line of base64.
    private static bool IsKeyLine(ref Reading text, int start, out int end)
    {
        end = text.EndOf(start, Letters.Base64);
        if (end > start && (end >= text.Text.Length || text[end] is '\r' or '\n' or '\\' or '"' or '\'' or '`' or '<'
            or ',' or '}' or '-' or ' '))
        {
            if (text[end] == ' ' && end - start < LongLine && !text.Has(end + 1, "-----END"))
            {
                end = Header(ref text, start);
                return end > start;
            }

            return text[end] != '-' || text.Has(end, "-----END") || (end = Header(ref text, start)) > start;
        }

        end = Header(ref text, start);
        return end > start;
    }

    private static int Header(ref Reading text, int start)
    {
        var end = text.Find(start, LineEnd, LongestHeader);
        end = text[end] == ',' ? text.Find(end + 1, LineEnd, LongestHeader) : end;
        var line = text.Text[start..Math.Min(end, text.Text.Length)];
        text.Looked += line.Length;
        var last = line.LastIndexOf(' ') + 1;
        return line.StartsWith("Proc-Type:") || line.StartsWith("DEK-Info:") || line.StartsWith("Version:")
            || line.StartsWith("Comment:")
            || (last > 0 && line.Length - last >= LongLine && !line[last..].ContainsAnyExcept(Letters.Base64))
            ? end
            : start;
    }

    // Over line ends as they are, and as they are in a text that was quoted once or more.
    private static int Skip(ref Reading text, int start)
    {
        var at = start;
        while (true)
        {
            var slashes = 0;
            while (text[at + slashes] == '\\' && slashes < MostSlashes)
            {
                slashes++;
            }

            text.Looked += slashes + 1;
            if (slashes > 0 && text[at + slashes] is 'n' or 'r')
            {
                at += slashes + 1;
            }
            else if (slashes == 0 && text[at] is '\r' or '\n' or ' ' or '\t')
            {
                at++;
            }
            else
            {
                return at;
            }
        }
    }

    private static int SkipBack(ref Reading text, int end)
    {
        var at = end;
        while (at > text.Settled)
        {
            if (text[at - 1] is 'n' or 'r' && text[at - 2] == '\\')
            {
                at -= 2;
                while (text[at - 1] == '\\' && at > text.Settled)
                {
                    at--;
                }
            }
            else if (text[at - 1] is '\r' or '\n' or ' ' or '\t')
            {
                at--;
            }
            else
            {
                break;
            }
        }

        at = Math.Max(at, text.Settled);
        text.Looked += end - at + 1;
        return at;
    }

    // Where the base64 that ends there begins; an n or r after a backslash is the end of the line before.
    private static int StartOfLine(ref Reading text, int end)
    {
        var start = text.StartOf(end, Letters.Base64, int.MaxValue / 2);
        return start < end && text[start] is 'n' or 'r' && text[start - 1] == '\\' ? start + 1 : start;
    }
}
