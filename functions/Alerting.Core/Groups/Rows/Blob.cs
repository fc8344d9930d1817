using System.Globalization;
using System.IO.Compression;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>
/// Bytes of any length in the binary properties <c>b0</c>, <c>b1</c> and so on of a row, compressed where that pays.
/// The first byte says how: 0 as they are, 1 Brotli.
/// </summary>
internal static class Blob
{
    /// <summary>What a row may hold of it, so that the row stays below 1 MiB with everything else in it.</summary>
    public const int MostBytes = 900 * 1024;

    private const int PropertySize = 64 * 1024;
    private const int WorthCompressing = 1024;

    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= WorthCompressing)
        {
            var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length) + 1];
            if (BrotliEncoder.TryCompress(bytes, packed.AsSpan(1), out var written, quality: 1, window: 22)
                && written < bytes.Length)
            {
                packed[0] = 1;
                return packed[..(written + 1)];
            }
        }

        var plain = new byte[bytes.Length + 1];
        bytes.CopyTo(plain.AsSpan(1));
        return plain;
    }

    public static ReadOnlyMemory<byte> Unpack(byte[] packed)
    {
        if (packed[0] == 0)
        {
            return packed.AsMemory(1);
        }

        using var source = new MemoryStream(packed, 1, packed.Length - 1, writable: false);
        using var brotli = new BrotliStream(source, CompressionMode.Decompress);
        using var target = new MemoryStream();
        brotli.CopyTo(target);
        return target.ToArray();
    }

    /// <summary>Adds packed bytes to a row.</summary>
    public static void Add(Properties row, ReadOnlySpan<byte> packed)
    {
        for (var part = 0; packed.Length > 0; part++)
        {
            var length = Math.Min(PropertySize, packed.Length);
            row.Add(Name(part), packed[..length].ToArray());
            packed = packed[length..];
        }
    }

    /// <summary>The packed bytes of a row.</summary>
    public static byte[] Read(Properties row)
    {
        var first = row.Binary(Name(0)) ?? [];
        if (first.Length < PropertySize)
        {
            return first;
        }

        using var all = new MemoryStream();
        for (var part = 0; row.Binary(Name(part)) is { } bytes; part++)
        {
            all.Write(bytes);
        }

        return all.ToArray();
    }

    private static string Name(int part) => part == 0 ? "b0" : string.Create(CultureInfo.InvariantCulture, $"b{part}");
}
