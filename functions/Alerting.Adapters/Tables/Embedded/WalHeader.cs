using System.Buffers.Binary;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>The header of a write-ahead log (https://sqlite.org/fileformat2.html#walformat).</summary>
/// <param name="IsSound">False when SQLite would ignore the whole log.</param>
/// <param name="BigEndian">Order of the words its checksums are computed over.</param>
/// <param name="PageSize">Bytes of a page; 4,096 when the header does not say anything sensible.</param>
/// <param name="Salts">Both salts: they tell this generation's frames from older ones.</param>
/// <param name="Checksum">What the first frame's checksum continues from.</param>
internal readonly record struct WalHeader(
    bool IsSound, bool BigEndian, int PageSize, ulong Salts, WalChecksum Checksum)
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 32;

    private const uint LittleEndianMagic = 0x377F0682;
    private const uint Format = 3_007_000;
    private const int DefaultPageSize = 4096;

    public static WalHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var magic = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var bigEndian = (magic & 1) == 1;
        var pageSize = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        var isPageSize = pageSize is >= 512 and <= 65_536 && uint.IsPow2(pageSize);
        var checksum = default(WalChecksum).Over(bytes[..24], bigEndian);
        var isSound = (magic & ~1u) == LittleEndianMagic
            && BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) == Format
            && isPageSize
            && checksum == WalChecksum.Stored(bytes[24..]);
        return new(
            isSound, bigEndian, isPageSize ? (int)pageSize : DefaultPageSize,
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), checksum);
    }
}
