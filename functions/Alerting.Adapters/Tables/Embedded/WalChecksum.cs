using System.Buffers.Binary;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>The running checksum of a write-ahead log: each frame continues from the one before.</summary>
/// <param name="First">The first word.</param>
/// <param name="Second">The second word.</param>
internal readonly record struct WalChecksum(uint First, uint Second)
{
    /// <summary>The checksum as it is stored, always big-endian.</summary>
    public static WalChecksum Stored(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    /// <summary>
    /// Continues over bytes whose number is a multiple of 8, read as words of the order the log's magic names.
    /// </summary>
    public WalChecksum Over(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var (first, second) = (First, Second);
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            first += Word(bytes, bigEndian) + second;
            second += Word(bytes[4..], bigEndian) + first;
        }

        return new(first, second);
    }

    private static uint Word(ReadOnlySpan<byte> bytes, bool bigEndian) => bigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
