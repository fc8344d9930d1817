using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Functions;

/// <summary>Base64 with the alphabet of URLs and with padding.</summary>
internal static class Base64
{
    /// <summary>The bytes of a text.</summary>
    public static string Encode(string text) =>
        Convert.ToBase64String(RawBytes.Of(text)).Replace('+', '-').Replace('/', '_');

    /// <summary>The text of such bytes; newlines do not count. Source: Go's base64.URLEncoding.</summary>
    public static string Decode(string text)
    {
        var decoded = new List<byte>(text.Length * 3 / 4);
        var digits = new List<int>(4);
        var bytes = RawBytes.Of(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] is (byte)'\n' or (byte)'\r')
            {
                continue;
            }

            if (bytes[i] == '=')
            {
                Close(decoded, digits, bytes, i);
                return RawBytes.Text([.. decoded]);
            }

            digits.Add(Digit((char)bytes[i]) ?? throw Corrupt(i));
            if (digits.Count == 4)
            {
                Add(decoded, digits, 3);
            }
        }

        return digits.Count == 0 ? RawBytes.Text([.. decoded]) : throw Corrupt(bytes.Length - digits.Count);
    }

    // What stands from the padding on: it fills up to four, and nothing comes behind it.
    private static void Close(List<byte> decoded, List<int> digits, byte[] bytes, int at)
    {
        if (digits.Count < 2)
        {
            throw Corrupt(at);
        }

        var count = digits.Count;
        var rest = at;
        for (var missing = 4 - count; missing > 0; missing--)
        {
            rest = Skip(bytes, rest);
            if (rest >= bytes.Length)
            {
                throw Corrupt(bytes.Length);
            }

            if (bytes[rest] != '=')
            {
                throw Corrupt(rest - 1);
            }

            rest++;
        }

        rest = Skip(bytes, rest);
        if (rest < bytes.Length)
        {
            throw Corrupt(rest);
        }

        Add(decoded, digits, count - 1);
    }

    private static int Skip(byte[] bytes, int at)
    {
        while (at < bytes.Length && bytes[at] is (byte)'\n' or (byte)'\r')
        {
            at++;
        }

        return at;
    }

    private static void Add(List<byte> decoded, List<int> digits, int count)
    {
        var bits = 0;
        for (var i = 0; i < 4; i++)
        {
            bits = (bits << 6) | (i < digits.Count ? digits[i] : 0);
        }

        for (var i = 0; i < count; i++)
        {
            decoded.Add((byte)(bits >> (16 - (8 * i))));
        }

        digits.Clear();
    }

    private static int? Digit(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '-' => 62,
        '_' => 63,
        _ => null,
    };

    private static TemplateException Corrupt(int at) => new($"illegal base64 data at input byte {at}");
}
