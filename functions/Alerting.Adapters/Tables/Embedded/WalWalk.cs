namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// Walks a write-ahead log before SQLite sees it. At the first frame that does not check out SQLite ends the log, and
/// with it silently drops every commit behind that frame. After a crash that is right, for what follows was never
/// acknowledged; after damage it is not. So the walk goes on, and tells the two apart.
/// </summary>
/// <remarks>
/// A commit is flushed before the next one is written. So a log that a power loss has torn is torn in its last
/// transaction only, by sectors that were not written. It is damage when a later commit frame of the same generation
/// continues its predecessor's checksum and either something of that generation follows it, or the bad frame cannot be
/// an unwritten one: all but one of its words, or all but its salts or its checksum, are right.
/// </remarks>
internal sealed class WalWalk
{
    private readonly bool bigEndian;
    private ulong salts;
    private WalChecksum stored;
    private WalChecksum computed;
    private bool badIsComplete;
    private bool certain;

    private WalWalk(WalHeader header, ReadOnlySpan<byte> headerBytes, bool bigEndian)
    {
        this.bigEndian = bigEndian;
        salts = header.Salts;
        computed = header.Checksum;
        stored = WalChecksum.Stored(headerBytes[24..]);
        Bad = header.IsSound ? -1 : 0;
        certain = !header.IsSound;
    }

    /// <summary>Frames seen.</summary>
    public int Frames { get; private set; }

    /// <summary>Commits SQLite will find.</summary>
    public int Commits { get; private set; }

    /// <summary>Index from 0 of the first frame that does not check out; -1 when all do.</summary>
    public int Bad { get; private set; }

    /// <summary>Commits at and behind the bad frame that would be dropped.</summary>
    public int Dropped { get; private set; }

    /// <summary>True when commits that were acknowledged would be dropped.</summary>
    public bool IsDamaged => Dropped > 0 && certain;

    /// <summary>Walks a file; an absent or empty one has no frames.</summary>
    public static WalWalk Of(string file)
    {
        var bytes = new byte[WalHeader.Size];
        using var stream = OpenOrNull(file);
        if (stream is null || stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            return new(WalHeader.Parse(bytes), bytes, false);
        }

        var header = WalHeader.Parse(bytes);
        var walk = new WalWalk(header, bytes, header.BigEndian).Through(stream, header.PageSize);
        if (header.IsSound || walk.IsDamaged)
        {
            return walk;
        }

        // A damaged header may lie about the order of words.
        stream.Position = WalHeader.Size;
        return new WalWalk(header, bytes, !header.BigEndian).Through(stream, header.PageSize);
    }

    private static FileStream? OpenOrNull(string file) =>
        File.Exists(file) ? new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16) : null;

    private WalWalk Through(FileStream stream, int pageSize)
    {
        var frame = new byte[WalFrame.HeaderSize + pageSize];
        while (stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            Meet(new(frame));
            Frames++;
        }

        return this;
    }

    private void Meet(WalFrame frame)
    {
        if (Bad >= 0)
        {
            MeetBehindBad(frame);
        }
        else if (frame.Page != 0 && frame.Salts == salts && frame.After(computed, bigEndian) == frame.Stored)
        {
            computed = stored = frame.Stored;
            Commits += frame.IsCommit ? 1 : 0;
        }
        else
        {
            MeetFirstBad(frame);
        }
    }

    private void MeetFirstBad(WalFrame frame)
    {
        Bad = Frames;
        badIsComplete = frame.Salts == salts && frame.IsCommit;
        var right = frame.After(computed, bigEndian);
        certain = frame.Salts == salts
            ? WalDamage.IsOneWord(right, frame.Stored, frame.Length)
            : right == frame.Stored;
        (computed, stored) = (right, frame.Stored);
    }

    private void MeetBehindBad(WalFrame frame)
    {
        if (Frames == 0)
        {
            // The header is the bad one: what generation this is, only the first frame can tell.
            salts = frame.Salts;
        }

        var follows = frame.Salts == salts && frame.Page != 0;
        var afterStored = follows && frame.After(stored, bigEndian) == frame.Stored;
        var afterComputed = follows && !afterStored && frame.After(computed, bigEndian) == frame.Stored;
        if (afterStored || afterComputed)
        {
            certain |= afterComputed || badIsComplete || Dropped > 0;
            Dropped += (frame.IsCommit ? 1 : 0) + (badIsComplete ? 1 : 0);
            badIsComplete = false;
        }

        computed = frame.After(stored, bigEndian);
        stored = frame.Stored;
    }
}
