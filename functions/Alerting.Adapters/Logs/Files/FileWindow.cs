using System.Buffers;
using System.Globalization;
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

    // Minutes of a day and of the zones of the world: what is farther is no clock that is off.
    private const double Farthest = 38 * 60;

    /// <summary>The lines.</summary>
    /// <param name="most">Bytes at the most.</param>
    public FileLines Read(int most)
    {
        var length = RandomAccess.GetLength(handle);
        var search = new TimeSearch(handle, length, deadline);
        if (!search.HasTimes)
        {
            return file.ChangedAt < query.From ? new([], 0, null) : Backwards(search, length, most, isTimed: false);
        }

        var lines = Backwards(search, search.EndOf(query.To), most, isTimed: true);
        var isWritten = file.ChangedAt >= query.From && file.ChangedAt <= query.To;
        return lines.IsOfWindow || !isWritten || most - lines.Bytes < LeastBytes
            ? lines
            : Otherwise(lines, Backwards(search, length, most - lines.Bytes, isTimed: false));
    }

    private FileLines Backwards(TimeSearch search, long end, int most, bool isTimed)
    {
        for (var size = Math.Min(FirstBlock, most); ; size = Math.Min(size * 2, most))
        {
            var lines = Block(Math.Max(0, end - size), end, isTimed);
            if (lines.IsEnough || size == most || end <= size)
            {
                return lines with { Partial = PartialOf(lines, search, isAll: lines.IsEnough || end <= size) };
            }
        }
    }

    // It was written within the window and no time in it says so: a clock is off, or what look like times are none.
    private FileLines Otherwise(FileLines none, FileLines last) => WhyOdd(last.Last) is { } why
        ? last with { Bytes = none.Bytes + last.Bytes, Partial = why }
        : none with { Bytes = none.Bytes + last.Bytes };

    private string? WhyOdd(DateTimeOffset? last) => (last - file.ChangedAt)?.TotalMinutes switch
    {
        _ when last >= query.From && last < query.To => $"the times of {file.Name} do not grow",
        > -1 and < 1 => null,
        >= 1 and <= Farthest and var ahead => Told(ahead, "ahead of"),
        >= -Farthest and <= -1 and var behind => Told(-behind, "behind"),
        _ => $"no line of {file.Name} has a time near that of the file",
    };

    private string Told(double minutes, string how) => string.Create(
        CultureInfo.InvariantCulture, $"the times of {file.Name} are {minutes:0} min {how} the file's own");

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

    /// <summary>Whether a line is of the time of the query, whosever it is.</summary>
    public bool IsOfWindow { get; init; }

    /// <summary>The time of the last line that has one.</summary>
    public DateTimeOffset? Last { get; init; }
}
