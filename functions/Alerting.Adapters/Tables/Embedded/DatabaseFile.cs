using System.Buffers.Binary;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// The database file as it lies there, judged by its header (https://sqlite.org/fileformat2.html#the_database_header).
/// </summary>
/// <param name="Bytes">Its length; 0 when it is missing.</param>
/// <param name="HasMagic">True when it begins as SQLite's files do that can be written.</param>
/// <param name="Expected">The length its header says; 0 when the header does not say.</param>
internal readonly record struct DatabaseFile(long Bytes, bool HasMagic, long Expected)
{
    private const int HeaderSize = 100;

    /// <summary>True when there is less of it than its header says.</summary>
    public bool IsCutShort => Bytes < Expected;

    public static DatabaseFile Read(string file)
    {
        if (!File.Exists(file))
        {
            return default;
        }

        var header = new byte[HeaderSize];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var read = stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);

        // A format of neither 1 (journal) nor 2 (log) would open, but refuse every write.
        var hasMagic = header.AsSpan().StartsWith("SQLite format 3\0"u8)
            && header[18] is 1 or 2
            && header[19] is 1 or 2;
        return new(stream.Length, hasMagic, hasMagic && read == HeaderSize ? Size(header) : 0);
    }

    // The page count only holds when its "valid for" number is the change counter.
    private static long Size(ReadOnlySpan<byte> header)
    {
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var size and not 1 ? size : 65_536;
        return header[24..28].SequenceEqual(header[92..96])
            ? pageSize * (long)BinaryPrimitives.ReadUInt32BigEndian(header[28..])
            : 0;
    }
}
