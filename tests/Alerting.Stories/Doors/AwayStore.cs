using Alerting.Core.Ports;

namespace Alerting.Stories.Doors;

/// <summary>A store that is away while it is told to be.</summary>
internal sealed class AwayStore(ITableStore store) : ITableStore
{
    public bool IsAway { get; set; }

    public DateTimeOffset UtcNow => store.UtcNow;

    public Task<Row?> Get(string partition, string key, CancellationToken cancellation) =>
        There.Get(partition, key, cancellation);

    public Task<Page> Range(
        string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation) =>
        There.Range(partition, from, to, limit, continuation, cancellation);

    public Task<CommitResult> Commit(
        string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation) =>
        There.Commit(partition, writes, cancellation);

    private ITableStore There => IsAway ? throw new StoreUnavailableException("away for this test") : store;
}
