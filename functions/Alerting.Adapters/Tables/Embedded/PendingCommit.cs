using System.Globalization;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// A transaction on its way through the writer. It is encoded by its caller; from then on it is either dropped by the
/// caller, before the writer has begun it, or answered by the writer, once.
/// </summary>
internal sealed class PendingCommit
{
    private readonly TaskCompletionSource<CommitResult> answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationToken cancellation;
    private CancellationTokenRegistration registration;
    private int taken;

    public PendingCommit(string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        Partition = partition;
        PartitionBytes = KeyCodec.Encode(partition);
        Writes = [.. writes.Select(write => new PendingWrite(PartitionBytes, write))];
    }

    public string Partition { get; }

    public byte[] PartitionBytes { get; }

    public PendingWrite[] Writes { get; }

    /// <summary>What the caller waits for.</summary>
    public Task<CommitResult> Answer => answer.Task;

    /// <summary>What to answer once the group is durable: a result, or what went wrong with this one alone.</summary>
    public CommitResult Result { get; set; }

    /// <summary>See <see cref="Result"/>.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Lets the caller drop it from now on.</summary>
    public void Watch() =>
        registration = cancellation.UnsafeRegister(static self => ((PendingCommit)self!).Drop(), this);

    /// <summary>True when it is to be run; false when its caller has dropped it.</summary>
    public bool Take() => Interlocked.Exchange(ref taken, 1) == 0;

    /// <summary>Answers with <see cref="Failure"/> or <see cref="Result"/>.</summary>
    public void Complete()
    {
        registration.Unregister();
        if (Failure is not null)
        {
            answer.SetException(Failure);
        }
        else
        {
            answer.SetResult(Result);
        }
    }

    private void Drop()
    {
        if (Take())
        {
            answer.SetCanceled(cancellation);
        }
    }
}

/// <summary>One write with what can be computed before the writer has it.</summary>
internal sealed class PendingWrite
{
    /// <summary>The condition <see cref="ETag.Any"/>.</summary>
    public const long AnyVersion = 0;

    /// <summary>A condition no stored row meets.</summary>
    public const long NoVersion = -1;

    public PendingWrite(byte[] partition, RowWrite write)
    {
        Write = write;
        Key = KeyCodec.Encode(write.Key);
        Expected = write.Condition is { } condition ? Version(condition) : AnyVersion;
        if (write.Properties is { } properties)
        {
            Stored = RowCodec.Encode(properties);
            Crc = RowSeal.Begin(partition, Key, Stored.AsSpan(..^RowSeal.Size));
        }
    }

    public RowWrite Write { get; }

    public byte[] Key { get; }

    public long Expected { get; }

    /// <summary>The encoded properties with room for the seal; empty for a delete.</summary>
    public byte[] Stored { get; private set; } = [];

    /// <summary>The seal of <see cref="Stored"/>, begun.</summary>
    public uint Crc { get; private set; }

    /// <summary>Row id of the row it found; null where there is none.</summary>
    public long? Place { get; set; }

    /// <summary>Puts what a merge makes in the place of what it brings.</summary>
    public void Become(byte[] partition, Properties merged)
    {
        Stored = RowCodec.Encode(merged);
        Crc = RowSeal.Begin(partition, Key, Stored.AsSpan(..^RowSeal.Size));
    }

    /// <summary>The version an ETag of this store stands for.</summary>
    private static long Version(ETag etag)
    {
        if (etag == ETag.Any)
        {
            return AnyVersion;
        }

        return long.TryParse(etag.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version > 0 && etag == StoredRow.Tag(version) ? version : NoVersion;
    }
}
