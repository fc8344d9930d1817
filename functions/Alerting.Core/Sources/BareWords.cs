namespace Alerting.Core.Sources;

/// <summary>The words for what is no number that some writers put into JSON as they are.</summary>
internal static class BareWords
{
    /// <summary>The same JSON with these words in quotes; null where there are none.</summary>
    public static byte[]? Quoted(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("NaN"u8) < 0 && json.IndexOf("Infinity"u8) < 0)
        {
            return null;
        }

        var quoted = new MemoryStream(json.Length + 64);
        var found = false;
        for (var at = 0; at < json.Length;)
        {
            var length = Word(json[at..]);
            found |= length > 0;
            if (length > 0)
            {
                quoted.WriteByte((byte)'"');
                quoted.Write(json.Slice(at, length));
                quoted.WriteByte((byte)'"');
            }
            else
            {
                length = json[at] == '"' ? TextLength(json[at..]) : 1;
                quoted.Write(json.Slice(at, length));
            }

            at += length;
        }

        return found ? quoted.ToArray() : null;
    }

    private static int Word(ReadOnlySpan<byte> rest) => rest[0] switch
    {
        (byte)'N' when rest.StartsWith("NaN"u8) => 3,
        (byte)'I' when rest.StartsWith("Infinity"u8) => 8,
        (byte)'-' when rest.StartsWith("-Infinity"u8) => 9,
        _ => 0,
    };

    // Up to the closing quote, or to the end where there is none.
    private static int TextLength(ReadOnlySpan<byte> rest)
    {
        for (var at = 1; at < rest.Length; at++)
        {
            if (rest[at] == '"')
            {
                return at + 1;
            }

            at += rest[at] == '\\' ? 1 : 0;
        }

        return rest.Length;
    }
}
