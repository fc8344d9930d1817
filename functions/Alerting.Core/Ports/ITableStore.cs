namespace Alerting.Core.Ports;

/// <summary>
/// Durable rows, shaped as Azure Table Storage is: a partition holds rows ordered by key; a transaction writes rows of
/// one partition, all or nothing. Safe for any number of callers at once.
/// </summary>
/// <remarks>
/// Every method throws <see cref="StoreUnavailableException"/> when the store is away or full; a write may then have
/// happened or not. Breaking a limit of <see cref="Properties"/>, a key rule or a transaction rule (more than 100
/// writes, a row twice, more than 4 MiB) is a bug and throws <see cref="ArgumentException"/> before anything is sent.
/// </remarks>
public interface ITableStore
{
    /// <summary>The store's own time, UTC: what doors and desks decide with.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>One row, or null.</summary>
    Task<Row?> Get(string partition, string key, CancellationToken cancellation);

    /// <summary>
    /// Rows with <paramref name="from"/> ≤ key &lt; <paramref name="to"/> (ordinal) in key order, as they are at the
    /// time each page is read. A page may be empty and still have a continuation: read on while there is one.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">First key, included.</param>
    /// <param name="to">Last key, excluded.</param>
    /// <param name="limit">Rows of this page at the most, 1 to 1,000.</param>
    /// <param name="continuation">What the page before returned; null for the first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<Page> Range(
        string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation);

    /// <summary>
    /// 1 to 100 writes in one partition, in order, each row once: all durable when this returns, or none.
    /// </summary>
    Task<CommitResult> Commit(string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation);
}

/// <summary>A page of a range.</summary>
/// <param name="Rows">Rows in key order; may be empty.</param>
/// <param name="Continuation">What to ask on with; null when the range is at its end.</param>
public readonly record struct Page(IReadOnlyList<Row> Rows, string? Continuation);

/// <summary>The store cannot be reached, is full or failed; trying again later may help.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Without a cause.</summary>
    public StoreUnavailableException() { }

    /// <summary>With a message that names what failed.</summary>
    public StoreUnavailableException(string message) : base(message) { }

    /// <summary>With a message that names what failed, and its cause.</summary>
    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }
}
