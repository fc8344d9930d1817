using System.Buffers;
using Alerting.Core.Logs;
using Microsoft.Win32.SafeHandles;

namespace Alerting.Adapters.Logs.Files;

/// <summary>The lines of a file within the time of a query, read from their end backwards.</summary>
/// <param name="handle">The file.</param>
/// <param name="file">What is known of it.</param>
/// <param name="query">The query.</param>
/// <param name="deadline">Checked at each block.</param>
internal sealed class FileWindow(SafeFileHandle handle, FoundFile file, LogQuery query, CancellationToken deadline)
{
    /// <summary>With fewer bytes than these it is not worth to begin.</summary>
    public const int LeastBytes = 16 * 1024;

    private const int FirstBlock = 256 * 1024;

    /// <summary>The lines.</summary>
    /// <param name="most">Bytes at the most.</param>
    public FileLines Read(int most)
    {
        var length = RandomAccess.GetLength(handle);
        var search = new TimeSearch(handle, length, deadline);
        var isTimed = search.HasTimes;
        if (!isTimed && file.ChangedAt < query.From)
        {
            return new([], 0, null);
        }

        var end = isTimed ? search.EndOf(query.To) : length;
        for (var size = Math.Min(FirstBlock, most); ; size = Math.Min(size * 2, most))
        {
            var lines = Block(Math.Max(0, end - size), end, isTimed);
            if (lines.IsEnough || size == most || end <= size)
            {
                return lines with { Partial = PartialOf(lines, search, isAll: lines.IsEnough || end <= size) };
            }
        }
    }

    private string? PartialOf(FileLines lines, TimeSearch search, bool isAll) => lines.Partial
        ?? (search.IsGivenUp ? $"the lines of {file.Name} are too long to be searched by time"
            : isAll ? null
            : $"of {file.Name} only the end is read (most_bytes)");

    private FileLines Block(long from, long to, bool isTimed)
    {
        var size = (int)(to - from);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(size, 1));
        try
        {
            deadline.ThrowIfCancellationRequested();
            var read = ReadFully(buffer.AsSpan(0, size), from);
            return new LineReading(file, query, isTimed).Read(buffer.AsSpan(0, read), isWhole: from == 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int ReadFully(Span<byte> block, long at)
    {
        var all = 0;
        while (all < block.Length && RandomAccess.Read(handle, block[all..], at + all) is > 0 and var read)
        {
            all += read;
        }

        return all;
    }
}

/// <summary>Lines that were read.</summary>
/// <param name="Records">In the order of the file.</param>
/// <param name="Bytes">How much was read for them.</param>
/// <param name="Partial">Why it is not all; null: nothing is missing.</param>
internal sealed record FileLines(IReadOnlyList<LogRecord> Records, int Bytes, string? Partial)
{
    /// <summary>Whether nothing before them is of interest.</summary>
    public bool IsEnough { get; init; }
}
