using System.Collections.Frozen;
using Alerting.Core.Configuration;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Changeover;

/// <summary>
/// The configuration that the store says is in force. A process publishes its own when it starts, and another one when
/// it is told to reload; every process compares every 2 s and reads another one from the store, so that all of them
/// decide alike: what is published comes into force 5 s later, everywhere at once, and a process that could not compare
/// for 4 s, or not since a change, decides nothing.
/// </summary>
/// <remarks>Decision 0005.</remarks>
public sealed class PublishedConfiguration : IConfigurationInForce
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CompareEvery = TimeSpan.FromSeconds(2);

    // Two instances estimate the store's time to half a second each, and a round trip.
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(1.5);

    // What began under a configuration before has ended so long after the change: a publication lands at the latest
    // 45 s after it was written, others go by the one before for 4 s more, and every deadline of ours is below 100 s.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(150);

    // An instance of the package before may still be started while a new one is deployed. One that is there for so
    // long is meant: somebody went back to it.
    private static readonly TimeSpan OldInstancesAreGone = TimeSpan.FromMinutes(10);

    private readonly ITableStore store;
    private readonly bool isAlone;
    private readonly TimeProvider time;
    private readonly ConfigurationTexts texts;
    private readonly Publication publication;
    private readonly Lock gate = new();
    private volatile OwnConfiguration own;
    private volatile Known? known;
    private volatile bool isPublished;
    private volatile bool reloads;
    private int changes;

    /// <summary>Nothing is read or published before <see cref="Compare"/>.</summary>
    /// <param name="store">Where it is published.</param>
    /// <param name="own">What this process was started with.</param>
    /// <param name="seal">Opens what other processes published; null: their texts are not to be had.</param>
    /// <param name="isAlone">True when no other process can use the store: what is published is then in force at
    /// once.</param>
    /// <param name="time">For pauses, and for the age of what was compared.</param>
    /// <param name="fileExists">Whether a file named by a configuration is there.</param>
    /// <param name="localZone">The IANA name of the zone that <c>location: Local</c> means.</param>
    public PublishedConfiguration(
        ITableStore store, OwnConfiguration own, ConfigurationSeal? seal, bool isAlone, TimeProvider time,
        Func<string, bool> fileExists, string localZone = "UTC")
    {
        (this.store, this.own, this.isAlone, this.time) = (store, own, isAlone, time);
        texts = new(store, seal, isAlone, fileExists, localZone);
        texts.Keep(own);
        publication = new(store, texts, isAlone, time);
    }

    /// <summary>What was seen last, without a look at the store: for what must not wait, and decides nothing.</summary>
    public AlertingConfiguration Seen =>
        known is { } last && last.Values.TryGetValue(last.Row.Hash, out var value) ? value : own.Value;

    /// <inheritdoc/>
    public async ValueTask<InForce> Now(CancellationToken cancellation)
    {
        var last = known;
        if (!IsGood(last, CompareEvery))
        {
            try
            {
                last = await Compared(cancellation);
                last = IsGood(last, Publication.SeenFor) ? last : await Compared(cancellation);
            }
            catch (StoreUnavailableException) when (IsGood(last, Publication.SeenFor))
            {
                // Nothing that was published since can be in force yet.
            }
        }

        return IsGood(last, Publication.SeenFor)
            ? At(last!, store.UtcNow)
            : throw new StoreUnavailableException("It took too long to learn which configuration is in force.");
    }

    /// <inheritdoc/>
    public async Task Migrated(InForce configuration, DateTimeOffset since, CancellationToken cancellation)
    {
        var row = await store.Get(ConfigurationRow.Partition, ConfigurationRow.Key, cancellation);
        if (row is null || ConfigurationRow.Read(row) is not { IsMigrated: false } current
            || current.Epoch != configuration.Epoch || (MayBeUnderWay && since < current.From + Settled))
        {
            return;
        }

        var write = RowWrite.Merge(ConfigurationRow.Key, ConfigurationRow.Migrated, row.ETag);
        await store.Commit(ConfigurationRow.Partition, [write], cancellation);
        Forget();
    }

    /// <summary>
    /// Publishes this process's own configuration if that is to be done, and reads what is in force. Throws
    /// <see cref="StoreUnavailableException"/> when the store is away.
    /// </summary>
    public Task Compare(CancellationToken cancellation) => Compared(cancellation);

    /// <summary>
    /// Publishes another configuration on somebody's word: at once, also one that was in force before. What is
    /// published already stays as it is. Throws <see cref="StoreUnavailableException"/> when the store is away: what is
    /// in force goes on, as long as the publication does not land after all.
    /// </summary>
    public async Task<Reloaded> Reload(OwnConfiguration next, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; await Contention.Pause(conflicts++, time, cancellation))
        {
            var row = await store.Get(ConfigurationRow.Partition, ConfigurationRow.Key, cancellation);
            var current = row is null ? null : ConfigurationRow.Read(row);
            if (current is not null && string.Equals(current.Hash, next.Hash, StringComparison.Ordinal))
            {
                Take(next);
                return new(current.Epoch, null);
            }

            if (Refusal(next, current) is { } refusal)
            {
                return new(current?.Epoch ?? 0, refusal);
            }

            texts.KeepOnly([own.Hash, .. current?.Hashes ?? []]);
            texts.Keep(next);
            reloads = true;
            await publication.Publish(next, row, current, OldInstancesAreGone, cancellation);
        }
    }

    /// <summary>
    /// Waits until an epoch, or a later one, is in force here, and 1.5 s more where there may be others: they then go
    /// by it, too. Throws <see cref="StoreUnavailableException"/> when that cannot be known.
    /// </summary>
    public async Task<InForce> Reached(long epoch, CancellationToken cancellation)
    {
        while (true)
        {
            var now = await Now(cancellation);
            if (now.Epoch >= epoch)
            {
                await Task.Delay(isAlone ? TimeSpan.Zero : Spread, time, cancellation);
                return now;
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    private string? Refusal(OwnConfiguration next, ConfigurationRow? current)
    {
        if (texts.Refusal(next) is { } cannotShare)
        {
            return cannotShare;
        }

        var now = store.UtcNow;
        var previous = current?.FollowedBy(next.Hash, now, now - OldInstancesAreGone).Before(next.Hash).Count() ?? 0;
        return previous > ConfigurationRow.MostPrevious
            ? $"{ConfigurationRow.MostPrevious} changes are still being carried out; try again in a few minutes"
            : null;
    }

    private void Take(OwnConfiguration next)
    {
        texts.Keep(next);
        (own, isPublished) = (next, true);
        Forget();
    }

    // What is being read just now may be older than what it is forgotten for: it is then not kept either.
    private void Forget()
    {
        lock (gate)
        {
            changes++;
            known = null;
        }
    }

    private Known Remember(Known read, int asOf)
    {
        lock (gate)
        {
            known = changes == asOf ? read : known;
        }

        return read;
    }

    // What is seen ahead of a change is not gone by after it: the change may have been put off meanwhile.
    private bool IsGood(Known? last, TimeSpan within) => last is not null && (isAlone
        || (time.GetElapsedTime(last.ReadAt) < within
            && last.Row.At(last.SeenAt).Epoch == last.Row.At(store.UtcNow).Epoch));

    private bool MayBeUnderWay => !isAlone || reloads;

    // Alone, it is the same at all times.
    private InForce At(Known last, DateTimeOffset now) => isAlone
        ? last.Always ??= Of(last, DateTimeOffset.MaxValue)
        : Of(last, now);

    private static InForce Of(Known last, DateTimeOffset now)
    {
        var (hash, epoch, since) = last.Row.At(now);
        var isLast = epoch == last.Row.Epoch;
        var previous = last.Row.Before(hash).ToArray();
        return !last.Values.TryGetValue(hash, out var value)
            ? throw new StoreUnavailableException(
                $"The configuration of epoch {epoch} is in force, and this instance cannot read it: it was published "
                + "under another ALERTING_TOKEN, or by another version.")
            : new(value, epoch)
            {
                Previous = [.. previous.Where(last.Values.ContainsKey).Select(it => last.Values[it])],
                IsPreviousWhole = previous.All(last.Values.ContainsKey),
                IsMigrated = !isLast || last.Row.IsMigrated,
                Overlap = since is { } then && !(isLast && last.Row.IsMigrated)
                    ? (then - Settled, then + Settled)
                    : null,
            };
    }

    private async Task<Known> Compared(CancellationToken cancellation)
    {
        for (var conflicts = 0; ; await Contention.Pause(conflicts++, time, cancellation))
        {
            var (asOf, readAt, seenAt) = (Volatile.Read(ref changes), time.GetTimestamp(), store.UtcNow);
            var row = await store.Get(ConfigurationRow.Partition, ConfigurationRow.Key, cancellation);
            var current = row is null ? null : ConfigurationRow.Read(row);
            isPublished |= string.Equals(current?.Hash, own.Hash, StringComparison.Ordinal);
            if (row is null || current is null || (!isPublished && MayPublish(current)))
            {
                await publication.Publish(own, row, current, OldInstancesAreGone, cancellation);
            }
            else if (!await publication.IsPutOff(row, current, cancellation))
            {
                await KeepReadable(current, cancellation);
                return Remember(new(current, await Values(current, cancellation), readAt, seenAt), asOf);
            }
        }
    }

    private Task KeepReadable(ConfigurationRow current, CancellationToken cancellation) =>
        string.Equals(current.Hash, own.Hash, StringComparison.Ordinal)
            ? texts.KeepReadable(own, cancellation)
            : Task.CompletedTask;

    // Those that may be asked for before the next comparison.
    private async Task<FrozenDictionary<string, AlertingConfiguration>> Values(
        ConfigurationRow current, CancellationToken cancellation)
    {
        var values = new Dictionary<string, AlertingConfiguration>(StringComparer.Ordinal);
        string[] asked = [current.Hash, current.At(store.UtcNow).Hash, .. current.Before(current.Hash)];
        foreach (var hash in asked.Distinct(StringComparer.Ordinal))
        {
            if (await texts.Load(hash, cancellation) is { } value)
            {
                values.Add(hash, value);
            }
        }

        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // The one in force must have all groups, and ours must not be the one before it: unless that goes on for so long
    // that nobody is left who could finish it.
    private bool MayPublish(ConfigurationRow current)
    {
        if (isAlone)
        {
            return true;
        }

        var longAgo = store.UtcNow - OldInstancesAreGone;
        return current.From <= longAgo || (current.IsMigrated && !current.WasFollowedSince(own.Hash, longAgo));
    }

    private sealed record Known(
        ConfigurationRow Row, FrozenDictionary<string, AlertingConfiguration> Values, long ReadAt,
        DateTimeOffset SeenAt)
    {
        public InForce? Always { get; set; }
    }
}

/// <summary>What came of a reload.</summary>
/// <param name="Epoch">The epoch it is published as.</param>
/// <param name="Refusal">Why it is not published, one line; null when it is.</param>
public sealed record Reloaded(long Epoch, string? Refusal);
