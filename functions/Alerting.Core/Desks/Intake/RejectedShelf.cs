using Alerting.Core.Desks.Masking;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Intake;

/// <summary>
/// Keeps bodies of which nothing could be used, without the credentials in them: the newest 1,000, the first 64 KB of
/// each, and of a flood of them two a second (100 at once).
/// </summary>
public sealed class RejectedShelf(Foundation on) : IDisposable
{
    /// <summary>So many are kept.</summary>
    public const int Kept = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TokenBuckets rate = new(perSecond: 2, burst: 100, on.Time);
    private readonly NewestRows newest = new(on.Store, RejectedRow.Partition, Kept)
    {
        First = RejectedRow.First,
        End = RejectedRow.End,
        Delete = key => RejectedRow.Delete(RejectedRow.IdOf(key)),
    };

    /// <inheritdoc/>
    public void Dispose() => newest.Dispose();

    /// <summary>
    /// Keeps one, where the store takes it within 2 s and not too many come; null where it is not kept. Never throws
    /// for the store: whoever is refused is to be told of that, whatever becomes of this.
    /// </summary>
    public async Task<string?> Keep(RejectedBody body)
    {
        if (rate.Take(UInt128.Zero) is not null)
        {
            return null;
        }

        var at = on.Store.UtcNow;
        var id = RejectedRow.NewId(at);
        using var patience = new CancellationTokenSource(Patience, on.Time);
        try
        {
            var configuration = await on.Configuration.Now(patience.Token);
            var clean = RejectedMask.Apply(body, configuration.Value.Redactor);
            await Store(clean with { Id = id, At = at }, patience.Token).WaitAsync(patience.Token);
            return id;
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The newest, without their bodies.</summary>
    /// <param name="limit">At the most, 1 to 1,000.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<IReadOnlyList<RejectedBody>> List(int limit, CancellationToken cancellation) =>
        await on.Store.Between(RejectedRow.Partition, RejectedRow.First, RejectedRow.End, cancellation)
            .Take(limit).Select(row => RejectedRow.Read(row, body: null)).ToListAsync(cancellation);

    /// <summary>One with its body; null where it is not kept, or not any more.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<RejectedBody?> Find(string id, CancellationToken cancellation)
    {
        if (!RejectedRow.IsId(id))
        {
            return null;
        }

        var row = await on.Store.Get(RejectedRow.Partition, RejectedRow.KeyOf(id), cancellation);
        var body = await on.Store.Get(RejectedRow.Partition, RejectedRow.BodyKeyOf(id), cancellation);
        return row is null || body is null ? null : RejectedRow.Read(row, body);
    }

    /// <summary>Takes one away; false where it is not there.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<bool> Remove(string id, CancellationToken cancellation) =>
        RejectedRow.IsId(id)
        && (await on.Store.Commit(RejectedRow.Partition, RejectedRow.Delete(id), cancellation)).IsDone;

    private async Task Store(RejectedBody body, CancellationToken cancellation)
    {
        await on.Store.Commit(RejectedRow.Partition, RejectedRow.Write(body), cancellation);
        await newest.Add(RejectedRow.KeyOf(body.Id), cancellation);
    }
}
