using System.Text;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// Keys as bytes whose order is the ordinal order of the text. UTF-8 orders U+E000-U+FFFF before surrogate pairs,
/// UTF-16 after them; so each UTF-16 unit is encoded by itself (CESU-8, Unicode TR 26), which is UTF-8 for all else.
/// </summary>
internal static class KeyCodec
{
    public static byte[] Encode(string key)
    {
        if (!key.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return Encoding.UTF8.GetBytes(key);
        }

        var bytes = new List<byte>(3 * key.Length);
        foreach (var unit in key)
        {
            Append(bytes, unit);
        }

        return [.. bytes];
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        // Only a surrogate has the lead byte 0xED with a second byte of 0xA0 and above, which UTF-8 never has.
        if (!bytes.Contains((byte)0xED))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            text.Append(Take(ref bytes));
        }

        return text.ToString();
    }

    private static void Append(List<byte> bytes, char unit)
    {
        if (unit < 0x80)
        {
            bytes.Add((byte)unit);
        }
        else if (unit < 0x800)
        {
            bytes.Add((byte)(0xC0 | (unit >> 6)));
            bytes.Add((byte)(0x80 | (unit & 0x3F)));
        }
        else
        {
            bytes.Add((byte)(0xE0 | (unit >> 12)));
            bytes.Add((byte)(0x80 | ((unit >> 6) & 0x3F)));
            bytes.Add((byte)(0x80 | (unit & 0x3F)));
        }
    }

    private static char Take(ref ReadOnlySpan<byte> bytes)
    {
        var length = Math.Min(bytes.Length, bytes[0] switch { < 0x80 => 1, < 0xE0 => 2, _ => 3 });
        var unit = length == 1 ? bytes[0] : bytes[0] & (0xFF >> (length + 1));
        for (var i = 1; i < length; i++)
        {
            unit = (unit << 6) | (bytes[i] & 0x3F);
        }

        bytes = bytes[length..];
        return (char)unit;
    }
}
