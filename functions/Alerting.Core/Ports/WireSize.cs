using System.Buffers;
using System.Text;

namespace Alerting.Core.Ports;

/// <summary>
/// Bytes a write takes in the body of an entity group transaction, never counted too low: the keys percent-encoded in
/// the URL and again in the body, text as UTF-8 JSON with only the characters escaped that must be, binary as base64.
/// </summary>
internal static class WireSize
{
    // Boundary, request line without keys, headers and blank lines of one operation.
    private const int Frame = 640;

    // Quotes, colon, comma and the "name@odata.type":"Edm.DateTime" beside the value.
    private const int Annotation = 40;

    private const int Scalar = 48;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create(['"', '\\', .. Enumerable.Range(0, ' ').Select(unit => (char)unit)]);

    public static long Of(string partition, RowWrite write)
    {
        var bytes = Frame + (4L * (Encoding.UTF8.GetByteCount(partition) + Encoding.UTF8.GetByteCount(write.Key)));
        foreach (var (name, value) in write.Properties ?? [])
        {
            bytes += Annotation + (2 * Encoding.UTF8.GetByteCount(name)) + Of(value);
        }

        return bytes;
    }

    private static long Of(object value) => value switch
    {
        string text => Encoding.UTF8.GetByteCount(text) + Escapes(text),
        byte[] bytes => (bytes.Length + 2L) / 3 * 4,
        _ => Scalar,
    };

    private static long Escapes(string text)
    {
        var more = 0L;
        var first = text.AsSpan().IndexOfAny(Escaped);
        foreach (var letter in first < 0 ? [] : text.AsSpan(first))
        {
            more += letter switch
            {
                '"' or '\\' or '\b' or '\f' or '\n' or '\r' or '\t' => 1,
                < ' ' => 5,
                _ => 0,
            };
        }

        return more;
    }
}
