using System.Text;

namespace Alerting.Testing.Mail;

/// <summary>A message or a part of one, read as RFC 5322, 2045 to 2047 have it and no other way.</summary>
/// <param name="Headers">Names and raw values, unfolded, in their order.</param>
/// <param name="Body">What follows the empty line.</param>
public sealed record MimePart(IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    private const int LongestLine = 998;
    private const int UsualLine = 78;

    /// <summary>The type without its parameters, such as <c>text/plain</c>.</summary>
    public string Type => this["Content-Type"]!.Split(';')[0];

    /// <summary>The raw value; null where there is none. Throws where there are several.</summary>
    public string? this[string name] => Headers.SingleOrDefault(
        header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The subject as people read it.</summary>
    public string Subject => EncodedWords.Decode(this["Subject"]!);

    /// <summary>The parts of a multipart, in their order.</summary>
    public IReadOnlyList<MimePart> Parts => ReadParts();

    /// <summary>The text of a part in quoted-printable and UTF-8, its lines ended by LF.</summary>
    public string Text => ReadText();

    /// <summary>Reads a message of UTF-8; throws <see cref="FormatException"/> for whatever is not as it must be.</summary>
    public static MimePart Parse(ReadOnlySpan<byte> bytes) => Parse(new UTF8Encoding(false, true).GetString(bytes));

    private List<MimePart> ReadParts()
    {
        var boundary = Parameter("boundary") ?? throw new FormatException("no boundary");
        var pieces = ("\r\n" + Body).Split("\r\n--" + boundary);
        if (pieces.Length < 3 || pieces[0].Length > 0 || pieces[^1] != "--\r\n")
        {
            throw new FormatException("not a multipart of that boundary");
        }

        return [.. pieces[1..^1].Select(piece => piece.StartsWith("\r\n", StringComparison.Ordinal)
            ? Parse(piece[2..] + "\r\n")
            : throw new FormatException("something behind a boundary"))];
    }

    private string ReadText()
    {
        if (this["Content-Transfer-Encoding"] != "quoted-printable" || Parameter("charset") != "utf-8")
        {
            throw new FormatException("not a quoted-printable text in UTF-8");
        }

        return QuotedPrintableText.Decode(Body).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static MimePart Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !text.EndsWith("\r\n", StringComparison.Ordinal))
        {
            throw new FormatException("no end of the head, or of the last line");
        }

        var lines = text[..end].Split("\r\n");
        if (Array.Find(text.Split("\r\n"), line => line.Length > LongestLine || line.AsSpan().IndexOfAny("\r\n\0") >= 0) is { } bad)
        {
            throw new FormatException("a line that is none: " + bad);
        }

        if (Array.Find(lines, line => line.Length > UsualLine && line.TrimStart().Contains(' ', StringComparison.Ordinal)
            && !line.Contains('"', StringComparison.Ordinal) && !IsNameAndWord(line)) is { } wide)
        {
            throw new FormatException("a line that could be folded: " + wide);
        }

        return new(Fields(lines), text[(end + 4)..]);
    }

    private static bool IsNameAndWord(string line) => line.Split(' ') is [[.., ':'], _];

    private static List<KeyValuePair<string, string>> Fields(string[] lines)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var line in lines)
        {
            if (line.StartsWith(' ') && fields.Count > 0 && line.Trim().Length > 0)
            {
                fields[^1] = new(fields[^1].Key, fields[^1].Value + line);
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || line[..colon].Any(c => c is <= ' ' or > '~'))
            {
                throw new FormatException("not a field: " + line);
            }

            fields.Add(new(line[..colon], line[(colon + 1)..].TrimStart()));
        }

        return fields;
    }

    private string? Parameter(string name) => this["Content-Type"]?.Split(';').Skip(1)
        .Select(pair => pair.Trim().Split('=', 2)).Where(pair => pair[0] == name)
        .Select(pair => pair[1].Trim('"')).SingleOrDefault();
}
