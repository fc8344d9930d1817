using System.Buffers.Binary;
using System.Text;

namespace Alerting.Testing.Telemetry;

/// <summary>
/// A field of a protocol buffers message as it is on the wire: a number, or bytes that are text or a message.
/// https://protobuf.dev/programming-guides/encoding/
/// </summary>
/// <param name="Number">Which field.</param>
/// <param name="Value">Of a number; its bits where it is a floating one.</param>
/// <param name="Bytes">Of anything else; empty for a number.</param>
public readonly record struct ProtobufField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string Hex => Convert.ToHexStringLower(Bytes.Span);

    /// <summary>Every field of a message, in its order. Throws when it is none.</summary>
    public static IReadOnlyList<ProtobufField> Read(ReadOnlyMemory<byte> message)
    {
        var fields = new List<ProtobufField>();
        for (var rest = message; rest.Length > 0;)
        {
            var tag = Varint(ref rest);
            fields.Add((tag & 7) switch
            {
                0 => new((int)(tag >> 3), Varint(ref rest), default),
                1 => new((int)(tag >> 3), BinaryPrimitives.ReadUInt64LittleEndian(Take(ref rest, 8).Span), default),
                2 => new((int)(tag >> 3), 0, Take(ref rest, (int)Varint(ref rest))),
                5 => new((int)(tag >> 3), BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, 4).Span), default),
                _ => throw new FormatException($"no such wire type: {tag & 7}"),
            });
        }

        return fields;
    }

    /// <summary>The messages that are found by going down these fields, one after the other.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, params int[] path) =>
        path is [var first, .. var rest]
            ? Read(message).Where(field => field.Number == first).SelectMany(field => Messages(field.Bytes, rest))
            : [message];

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref rest, 1).Span[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
