using System.Collections.Immutable;

namespace Alerting.Core.Ports;

/// <summary>
/// What came of a transaction. Everything but <see cref="Done"/> means that nothing of it was written, unless the
/// result is in doubt.
/// </summary>
public enum CommitStatus
{
    /// <summary>All of it is durable.</summary>
    Done,

    /// <summary>An insert met a row (409).</summary>
    Exists,

    /// <summary>A replace, merge or delete met no row (404).</summary>
    Missing,

    /// <summary>A replace, merge or delete met another version (412).</summary>
    Conflict,
}

/// <summary>
/// The answer to a transaction; an expected refusal is a value, a store that is away is an exception.
/// </summary>
/// <param name="Status">What came of it.</param>
/// <param name="FailedIndex">Zero-based index of the write that was refused; -1 when done.</param>
/// <param name="ETags">When done: the new version of each row written, in order; <c>default</c> for a deleted
/// one.</param>
public readonly record struct CommitResult(CommitStatus Status, int FailedIndex, ImmutableArray<ETag> ETags)
{
    /// <summary>True when all of it is durable.</summary>
    public bool IsDone => Status == CommitStatus.Done;

    /// <summary>
    /// It was tried more than once: all of it may have been written, and been written upon by others since. To be read
    /// again and decided anew as any refusal, but what should follow the commit may be owed.
    /// </summary>
    public bool IsInDoubt { get; init; }

    /// <summary>A refusal at one write.</summary>
    public static CommitResult Refused(CommitStatus status, int index) => new(status, index, []);
}
