using System.Buffers.Binary;
using System.Numerics;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>The CRC-32C over keys, properties and version that ends the stored bytes of a row.</summary>
internal static class RowSeal
{
    /// <summary>Bytes of the seal.</summary>
    public const int Size = 4;

    /// <summary>The part that does not depend on the version, for bytes that are not stored yet.</summary>
    public static uint Begin(ReadOnlySpan<byte> partition, ReadOnlySpan<byte> key, ReadOnlySpan<byte> properties)
    {
        var crc = Add(uint.MaxValue, partition);
        crc = BitOperations.Crc32C(crc, (byte)0);
        crc = Add(crc, key);
        crc = BitOperations.Crc32C(crc, (byte)0);
        return Add(crc, properties);
    }

    /// <summary>Completes the stored bytes: writes the seal into the last four.</summary>
    public static void Close(Span<byte> stored, uint begun, long version) =>
        BinaryPrimitives.WriteUInt32LittleEndian(stored[^Size..], End(begun, version));

    /// <summary>True when the stored bytes are what was written for this row in this version.</summary>
    public static bool Holds(
        ReadOnlySpan<byte> partition, ReadOnlySpan<byte> key, long version, ReadOnlySpan<byte> stored) =>
        stored.Length > Size
        && End(Begin(partition, key, stored[..^Size]), version)
            == BinaryPrimitives.ReadUInt32LittleEndian(stored[^Size..]);

    private static uint End(uint begun, long version) => ~BitOperations.Crc32C(begun, (ulong)version);

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return crc;
    }
}
