using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Alerting.Handler.Http;

/// <summary>What reading a body came to.</summary>
internal enum BodyOutcome
{
    /// <summary>All of it is there.</summary>
    Whole,

    /// <summary>It is larger than a body may be.</summary>
    TooLarge,

    /// <summary>Other bodies take all the memory there is for them.</summary>
    NoRoom,
}

/// <summary>
/// Reads a body into memory and never more of it than is allowed, whatever its headers say. One in gzip is known by its
/// first bytes, since the Functions host forwards it without its <c>Content-Encoding</c>; nothing we read begins so.
/// </summary>
internal static class BoundedBody
{
    // Whoever declares much and sends little takes no more than this.
    private const int FirstBytes = 64 * 1024;

    private static ReadOnlySpan<byte> GzipStart => [0x1f, 0x8b];

    /// <summary>
    /// The body, or why there is none. Throws <see cref="BadHttpRequestException"/> when the sender breaks off.
    /// </summary>
    public static async Task<(BodyOutcome Outcome, ReadOnlyMemory<byte> Bytes)> Read(
        HttpRequest request, long most, BodyBudget.Share share, CancellationToken cancellation)
    {
        if (request.ContentLength > most)
        {
            return (BodyOutcome.TooLarge, default);
        }

        var size = Math.Min(Math.Min(request.ContentLength ?? FirstBytes, FirstBytes), most);
        var sent = await ReadAll(request.Body, size, most, share, cancellation);
        if (sent.Outcome != BodyOutcome.Whole || !sent.Bytes.Span.StartsWith(GzipStart))
        {
            return sent;
        }

        MemoryMarshal.TryGetArray(sent.Bytes, out var bytes);
        using var packed = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        await using var plain = new GZipStream(packed, CompressionMode.Decompress);
        try
        {
            return await ReadAll(plain, Math.Min(4L * sent.Bytes.Length, most), most, share, cancellation);
        }
        catch (InvalidDataException broken)
        {
            throw new BadHttpRequestException("the body: broken gzip", StatusCodes.Status400BadRequest, broken);
        }
    }

    private static async Task<(BodyOutcome Outcome, ReadOnlyMemory<byte> Bytes)> ReadAll(
        Stream body, long expected, long most, BodyBudget.Share share, CancellationToken cancellation)
    {
        // One byte more than is said or allowed, so that the end is seen without growing.
        var size = expected + 1;
        if (!share.TryGrow(size))
        {
            return (BodyOutcome.NoRoom, default);
        }

        var buffer = new byte[size];
        var length = 0;
        while (await body.ReadAsync(buffer.AsMemory(length), cancellation) is > 0 and var read)
        {
            length += read;
            if (length > most)
            {
                return (BodyOutcome.TooLarge, default);
            }

            if (length == buffer.Length)
            {
                var larger = Math.Min(buffer.Length * 2L, most + 1);
                if (!share.TryGrow(larger))
                {
                    return (BodyOutcome.NoRoom, default);
                }

                Array.Resize(ref buffer, (int)larger);
            }
        }

        return (BodyOutcome.Whole, buffer.AsMemory(0, length));
    }
}
