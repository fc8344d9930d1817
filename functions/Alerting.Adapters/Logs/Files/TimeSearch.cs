using Microsoft.Win32.SafeHandles;

namespace Alerting.Adapters.Logs.Files;

/// <summary>Finds a place by time in a file whose lines have times that grow: by halves.</summary>
internal sealed class TimeSearch
{
    private const int Block = 64 * 1024;
    private const long MostRead = 64L * 1024 * 1024;

    private readonly SafeFileHandle handle;
    private readonly long length;
    private readonly CancellationToken deadline;
    private readonly byte[] buffer = new byte[Block];
    private long read;

    public TimeSearch(SafeFileHandle handle, long length, CancellationToken deadline)
    {
        (this.handle, this.length, this.deadline) = (handle, length, deadline);
        HasTimes = FirstTimed(Math.Max(0, length - Block), length) is not null || FirstTimed(0, Block) is not null;
    }

    /// <summary>Whether lines at its end or its beginning have times.</summary>
    public bool HasTimes { get; }

    /// <summary>Whether lines were too long to be searched.</summary>
    public bool IsGivenUp => read >= MostRead;

    /// <summary>Where the first line of that time or a later one begins; the end where there is none.</summary>
    public long EndOf(DateTimeOffset time)
    {
        var (low, high, end) = (0L, length, length);
        while (high - low > Block && !IsGivenUp)
        {
            var middle = low + (high - low) / 2;
            if (FirstTimed(middle, high) is not { } line)
            {
                high = middle;
            }
            else if (line.At >= time)
            {
                (end, high) = (line.Start, middle);
            }
            else
            {
                low = line.Start;
            }
        }

        return FirstOf(low, high, time) ?? end;
    }

    // Low begins a line, and no more than a block is left.
    private long? FirstOf(long low, long high, DateTimeOffset time)
    {
        var count = IsGivenUp ? 0 : RandomAccess.Read(handle, buffer, low);
        return Within(buffer.AsSpan(0, count), isIn: true, low, high, time)?.Start;
    }

    // The first line that has a time, of those that begin from there on.
    private (long Start, DateTimeOffset At)? FirstTimed(long from, long to)
    {
        var isIn = from == 0;
        for (var at = from; at < to && !IsGivenUp;)
        {
            deadline.ThrowIfCancellationRequested();
            var count = RandomAccess.Read(handle, buffer, at);
            read += count;
            if (count <= 0)
            {
                return null;
            }

            if (Within(buffer.AsSpan(0, count), isIn, at, to, DateTimeOffset.MinValue) is { } found)
            {
                return found;
            }

            // The last line of the block may go on: begin at it, unless it is all of the block.
            var last = buffer.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
            isIn = last > 0;
            at += last > 0 ? last : count;
        }

        return null;
    }

    private static (long Start, DateTimeOffset At)? Within(
        ReadOnlySpan<byte> block, bool isIn, long at, long to, DateTimeOffset least)
    {
        var start = isIn ? 0 : block.IndexOf((byte)'\n') + 1;
        while ((start > 0 || isIn) && start < block.Length && at + start < to)
        {
            var end = block[start..].IndexOf((byte)'\n');
            var line = end < 0 ? block[start..] : block.Slice(start, end);
            if (LineTime.Of(line) is { } time && time >= least)
            {
                return (at + start, time);
            }

            if (end < 0)
            {
                return null;
            }

            start += end + 1;
        }

        return null;
    }
}
