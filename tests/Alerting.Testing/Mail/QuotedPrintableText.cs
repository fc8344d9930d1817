using System.Globalization;
using System.Text;

namespace Alerting.Testing.Mail;

/// <summary>Reads quoted-printable as RFC 2045, 6.7 has it; anything else is a <see cref="FormatException"/>.</summary>
public static class QuotedPrintableText
{
    private const int LongestLine = 76;

    /// <summary>The text, which must be UTF-8.</summary>
    public static string Decode(string encoded)
    {
        var bytes = new List<byte>();
        var lines = encoded.Split("\r\n");
        for (var i = 0; i < lines.Length; i++)
        {
            var goesOn = lines[i].EndsWith('=');
            bytes.AddRange(Line(goesOn ? lines[i][..^1] : lines[i], lines[i]));
            if (!goesOn && i + 1 < lines.Length)
            {
                bytes.AddRange("\r\n"u8);
            }
        }

        return new UTF8Encoding(false, true).GetString([.. bytes]);
    }

    private static IEnumerable<byte> Line(string line, string whole)
    {
        if (whole.Length > LongestLine || whole.EndsWith(' ') || whole.EndsWith('\t'))
        {
            throw new FormatException("too long, or ends in white space: " + whole);
        }

        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '=')
            {
                var hex = i + 2 < line.Length ? line.Substring(i + 1, 2) : line[(i + 1)..];
                yield return hex.Length == 2 && !hex.Any(char.IsLower)
                    ? byte.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                    : throw new FormatException("not an escape: " + line);
                i += 2;
            }
            else
            {
                yield return line[i] is >= ' ' and <= '~' or '\t'
                    ? (byte)line[i]
                    : throw new FormatException("what must be escaped: " + line);
            }
        }
    }
}
