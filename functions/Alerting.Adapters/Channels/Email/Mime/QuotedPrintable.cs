using System.Globalization;
using System.Text;

namespace Alerting.Adapters.Channels.Email.Mime;

/// <summary>The transfer encoding of texts (RFC 2045, 6.7): ASCII lines of at most 76 characters.</summary>
internal static class QuotedPrintable
{
    private const int Longest = 76;

    /// <summary>
    /// The text encoded, its lines ended by CR LF whatever ended them; the last one is ended too. A character is never
    /// divided between two lines.
    /// </summary>
    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length + (text.Length / 4));
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        foreach (var line in lines[^1].Length == 0 ? lines[..^1] : lines)
        {
            AppendLine(result, line);
        }

        return result.ToString();
    }

    /// <summary>The bytes of a character as <c>=XX</c>.</summary>
    public static string Escape(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = rune.EncodeToUtf8(bytes);
        var escape = new StringBuilder(12);
        foreach (var unit in bytes[..count])
        {
            escape.Append(CultureInfo.InvariantCulture, $"={unit:X2}");
        }

        return escape.ToString();
    }

    private static void AppendLine(StringBuilder result, string line)
    {
        var (column, left) = (0, line.Length);
        foreach (var rune in line.EnumerateRunes())
        {
            left -= rune.Utf16SequenceLength;
            var piece = IsLiteral(rune, isLast: left == 0) ? rune.ToString() : Escape(rune);

            // One column is left for the sign that the line goes on.
            if (column + piece.Length > (left == 0 ? Longest : Longest - 1))
            {
                result.Append("=\r\n");
                column = 0;
            }

            result.Append(piece);
            column += piece.Length;
        }

        result.Append("\r\n");
    }

    private static bool IsLiteral(Rune rune, bool isLast) => rune.Value switch
    {
        '=' => false,
        ' ' or '\t' => !isLast,
        _ => rune.Value is > ' ' and <= '~',
    };
}
