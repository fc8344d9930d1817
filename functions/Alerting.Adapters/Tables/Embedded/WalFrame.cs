using System.Buffers.Binary;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// The bytes of one frame: a header of 24 bytes and a page (https://sqlite.org/fileformat2.html#walformat).
/// </summary>
/// <param name="bytes">The frame.</param>
internal readonly ref struct WalFrame(ReadOnlySpan<byte> bytes)
{
    /// <summary>Bytes before the page.</summary>
    public const int HeaderSize = 24;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Number of the page, from 1 on.</summary>
    public uint Page => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <summary>True for the last frame of a transaction: it names the size of the database.</summary>
    public bool IsCommit => BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) != 0;

    /// <summary>Bytes the checksum runs over.</summary>
    public int Length => bytes.Length - HeaderSize + 8;

    /// <summary>The two salts of the log's generation.</summary>
    public ulong Salts => BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);

    /// <summary>The checksum it was written with.</summary>
    public WalChecksum Stored => WalChecksum.Stored(bytes[16..]);

    /// <summary>The checksum it should have after a frame of the given one.</summary>
    public WalChecksum After(WalChecksum before, bool bigEndian) =>
        before.Over(bytes[..8], bigEndian).Over(bytes[HeaderSize..], bigEndian);
}
