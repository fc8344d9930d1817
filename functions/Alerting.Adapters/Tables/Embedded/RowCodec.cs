using System.Buffers.Binary;
using System.Text;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// A property bag as bytes: a format number, then for each property its name, a type letter and its value. Lengths are
/// 7-bit variable, numbers little-endian, text UTF-8, instants UTC ticks. Types come back exactly as they went in.
/// </summary>
internal static class RowCodec
{
    private const byte Format = 1;

    /// <summary>The bytes of the properties, with room for the seal behind them.</summary>
    public static byte[] Encode(Properties properties)
    {
        using var buffer = new MemoryStream(256);
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(Format);
        writer.Write7BitEncodedInt(properties.Count);
        foreach (var (name, value) in properties)
        {
            writer.Write(name);
            Write(writer, value);
        }

        writer.Write(0);
        return buffer.ToArray();
    }

    /// <summary>The properties of stored bytes whose seal holds.</summary>
    /// <exception cref="InvalidDataException">They were written in a format this version does not know.</exception>
    public static Properties Decode(ReadOnlySpan<byte> stored)
    {
        var bytes = stored[..^RowSeal.Size];
        if (Take(ref bytes, 1)[0] != Format)
        {
            throw new InvalidDataException("the row has an unknown format");
        }

        var properties = new Properties();
        for (var left = Length(ref bytes); left > 0; left--)
        {
            properties.Add(Text(ref bytes), Value(ref bytes));
        }

        return properties;
    }

    private static void Write(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.Write((byte)'s');
                writer.Write(text);
                break;
            case byte[] binary:
                writer.Write((byte)'x');
                writer.Write7BitEncodedInt(binary.Length);
                writer.Write(binary);
                break;
            case Guid id:
                writer.Write((byte)'g');
                writer.Write(id.ToByteArray());
                break;
            default:
                WriteScalar(writer, value);
                break;
        }
    }

    private static void WriteScalar(BinaryWriter writer, object value)
    {
        var (type, bits) = value switch
        {
            int number => ('i', number),
            long number => ('l', number),
            double number => ('d', BitConverter.DoubleToInt64Bits(number)),
            bool truth => ('b', truth ? 1L : 0L),
            DateTimeOffset instant => ('t', instant.UtcTicks),
            _ => throw new ArgumentException($"type {value.GetType().Name} cannot be stored", nameof(value)),
        };
        writer.Write((byte)type);
        writer.Write(bits);
    }

    private static object Value(ref ReadOnlySpan<byte> bytes) => (char)Take(ref bytes, 1)[0] switch
    {
        's' => Text(ref bytes),
        'x' => Take(ref bytes, Length(ref bytes)).ToArray(),
        'g' => new Guid(Take(ref bytes, 16)),
        'i' => (int)Bits(ref bytes),
        'l' => Bits(ref bytes),
        'd' => BitConverter.Int64BitsToDouble(Bits(ref bytes)),
        'b' => Bits(ref bytes) != 0,
        't' => new DateTimeOffset(Bits(ref bytes), TimeSpan.Zero),
        _ => throw new InvalidDataException("the row has a property of an unknown type"),
    };

    private static string Text(ref ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(Take(ref bytes, Length(ref bytes)));

    private static long Bits(ref ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadInt64LittleEndian(Take(ref bytes, sizeof(long)));

    private static int Length(ref ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Take(ref bytes, 1)[0];
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return length;
            }
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
