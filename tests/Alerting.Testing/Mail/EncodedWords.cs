using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Alerting.Testing.Mail;

/// <summary>Reads encoded words (RFC 2047), each of them whole characters in Q.</summary>
public static partial class EncodedWords
{
    private const int Longest = 75;

    /// <summary>The value as people read it; throws <see cref="FormatException"/> for an encoded word that is none.</summary>
    public static string Decode(string value)
    {
        if (value.Any(c => c is < ' ' or > '~'))
        {
            throw new FormatException("not ASCII: " + value);
        }

        // The space between two encoded words is none.
        return Word().Replace(Between().Replace(value, "?==?"), match => One(match.Value, match.Groups[1].Value));
    }

    private static string One(string word, string content)
    {
        if (word.Length > Longest)
        {
            throw new FormatException("too long: " + word);
        }

        var bytes = new List<byte>();
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '=')
            {
                bytes.Add(byte.Parse(
                    content.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add((byte)(content[i] == '_' ? ' ' : content[i]));
            }
        }

        return new UTF8Encoding(false, true).GetString([.. bytes]);
    }

    [GeneratedRegex(@"=\?utf-8\?q\?([^?]*)\?=")]
    private static partial Regex Word();

    [GeneratedRegex(@"\?= +=\?")]
    private static partial Regex Between();
}
