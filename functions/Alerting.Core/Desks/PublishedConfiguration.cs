using System.Collections.Concurrent;
using Alerting.Core.Configuration;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// The configuration that the store says is in force. A process publishes its own when it starts; every process
/// compares every 5 s and reads another one from the store, so that all of them decide alike: what is published comes
/// into force a minute later, everywhere at once, and a process that could not compare for 8 s decides nothing.
/// </summary>
/// <remarks>Decision 0005.</remarks>
/// <param name="store">Where it is published.</param>
/// <param name="own">What this process was started with.</param>
/// <param name="seal">Opens what other processes published; null: their texts are not to be had.</param>
/// <param name="isAlone">True when no other process can use the store: what is published is then in force at
/// once.</param>
/// <param name="time">For pauses, and for the age of what was compared.</param>
/// <param name="fileExists">Whether a file named by a configuration is there.</param>
public sealed class PublishedConfiguration(
    ITableStore store, OwnConfiguration own, ConfigurationSeal? seal, bool isAlone, TimeProvider time,
    Func<string, bool> fileExists) : IConfigurationInForce
{
    private static readonly TimeSpan CompareEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(8);

    // What is published must be seen by everybody before it comes into force: a write is tried for 15 s, the service
    // may carry out the last try for 30 s more, and what was compared just before that is good for 8 s.
    private static readonly TimeSpan PublishFor = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ForceAfter = TimeSpan.FromSeconds(60);

    // Every deadline of ours is shorter: what began under the configuration before has ended then.
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(100);

    // An instance of the package before may still be started while a new one is deployed. One that is there for so
    // long is meant: somebody went back to it.
    private static readonly TimeSpan OldInstancesAreGone = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, AlertingConfiguration> read = new(StringComparer.Ordinal);
    private volatile Known? known;
    private bool isPublished;
    private bool isReadable;

    /// <inheritdoc/>
    public async ValueTask<InForce> Now(CancellationToken cancellation)
    {
        var last = known;
        if (!IsFresh(last))
        {
            try
            {
                last = await Compared(cancellation);
            }
            catch (StoreUnavailableException) when (last is not null && Age(last) < GoodFor)
            {
                // Nothing that was published since can be in force yet.
            }
        }

        return isAlone || Age(last!) < GoodFor
            ? At(last!, store.UtcNow)
            : throw new StoreUnavailableException("It took too long to learn which configuration is in force.");
    }

    /// <inheritdoc/>
    public async Task Migrated(InForce configuration, DateTimeOffset since, CancellationToken cancellation)
    {
        var row = await store.Get(ConfigurationRow.Partition, ConfigurationRow.Key, cancellation);
        if (row is null || ConfigurationRow.Read(row) is not { IsMigrated: false } current
            || current.Epoch != configuration.Epoch || (!isAlone && since < current.From + LongestWork))
        {
            return;
        }

        var write = RowWrite.Merge(ConfigurationRow.Key, ConfigurationRow.Migrated, row.ETag);
        await store.Commit(ConfigurationRow.Partition, [write], cancellation);
        known = null;
    }

    private bool IsFresh(Known? last) => last is not null && (isAlone || Age(last) < CompareEvery);

    private TimeSpan Age(Known last) => time.GetElapsedTime(last.ReadAt);

    private InForce At(Known last, DateTimeOffset now)
    {
        // The first one followed nothing: an instance whose clock is a little behind decides by it, too.
        var isInForce = now >= last.Row.From || last.Row.PreviousHash is null;
        var value = isInForce ? last.Current : last.Previous;
        var epoch = isInForce ? last.Row.Epoch : last.Row.Epoch - 1;
        return value is null
            ? throw new StoreUnavailableException(
                $"The configuration of epoch {epoch} is in force, and this instance cannot read it: it was published "
                + "under another ALERTING_TOKEN, or by another version.")
            : new(value, epoch)
            {
                Previous = isInForce && !last.Row.IsMigrated ? last.Previous : null,
                IsMigrated = !isInForce || last.Row.IsMigrated,
                Overlap = isInForce && !isAlone && last.Row.PreviousHash is not null
                    ? (last.Row.From - LongestWork, last.Row.From + LongestWork)
                    : null,
            };
    }

    /// <summary>
    /// Publishes this process's own configuration if that is to be done, and reads what is in force. Throws
    /// <see cref="StoreUnavailableException"/> when the store is away.
    /// </summary>
    public Task Compare(CancellationToken cancellation) => Compared(cancellation);

    private async Task<Known> Compared(CancellationToken cancellation)
    {
        for (var conflicts = 0; ; await Contention.Pause(conflicts++, time, cancellation))
        {
            var readAt = time.GetTimestamp();
            var row = await store.Get(ConfigurationRow.Partition, ConfigurationRow.Key, cancellation);
            var current = row is null ? null : ConfigurationRow.Read(row);
            isPublished |= string.Equals(current?.Hash, own.Hash, StringComparison.Ordinal);
            if (!isPublished && MayPublish(current))
            {
                await Publish(row, current, cancellation);
                continue;
            }

            await KeepReadable(current!.Hash, cancellation);
            var previous = current.IsMigrated && store.UtcNow >= current.From
                ? null
                : await Load(current.PreviousHash, cancellation);
            return known = new(current, await Load(current.Hash, cancellation), previous, readAt);
        }
    }

    // The one in force must have all groups, and ours must not be the one before it: unless that goes on for so long
    // that nobody is left who could finish it.
    private bool MayPublish(ConfigurationRow? current)
    {
        if (current is null || isAlone)
        {
            return true;
        }

        var longAgo = store.UtcNow - OldInstancesAreGone;
        return current.From <= longAgo || (current.IsMigrated && !current.WasFollowedSince(own.Hash, longAgo));
    }

    // What is in force and is ours must be there for the others under the secret of now.
    private async Task KeepReadable(string hash, CancellationToken cancellation)
    {
        if (isReadable || isAlone || seal is null || !string.Equals(hash, own.Hash, StringComparison.Ordinal))
        {
            return;
        }

        if (await Texts(hash, cancellation) is null)
        {
            await WriteText(seal, cancellation);
        }

        isReadable = true;
    }

    private async Task<(ConfigurationText? Alertmanager, ConfigurationText? Alerting)?> Texts(
        string hash, CancellationToken cancellation)
    {
        var row = await store.Get(ConfigurationRow.Partition, ConfigurationRow.TextKey(hash), cancellation);
        return row is null ? null : seal?.Open(hash, Blob.Read(row.Properties));
    }

    private Task WriteText(ConfigurationSeal with, CancellationToken cancellation)
    {
        var text = with.Close(own.Hash, own.Alertmanager, own.Alerting);
        return store.Commit(ConfigurationRow.Partition, [ConfigurationRow.WriteText(own.Hash, text)], cancellation);
    }

    private async Task Publish(Row? row, ConfigurationRow? current, CancellationToken cancellation)
    {
        if (seal is not null && !isAlone)
        {
            await WriteText(seal, cancellation);
        }

        var now = store.UtcNow;
        var from = current is null || isAlone ? now : now + ForceAfter;
        var properties = (current?.FollowedBy(own.Hash, from, now - OldInstancesAreGone)
            ?? ConfigurationRow.First(own.Hash, from)).Write();
        var write = row is null
            ? RowWrite.Insert(ConfigurationRow.Key, properties)
            : RowWrite.Replace(ConfigurationRow.Key, properties, row.ETag);
        using var deadline = new CancellationTokenSource(PublishFor, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            await store.Commit(ConfigurationRow.Partition, [write], either.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new StoreUnavailableException("The configuration could not be published in time.", late);
        }
    }

    private async Task<AlertingConfiguration?> Load(string? hash, CancellationToken cancellation)
    {
        if (hash is null || string.Equals(hash, own.Hash, StringComparison.Ordinal))
        {
            return hash is null ? null : own.Value;
        }

        if (read.TryGetValue(hash, out var value))
        {
            return value;
        }

        // The files it names are in the same place at every instance.
        if (await Texts(hash, cancellation) is not { } texts
            || ConfigurationReader.Read(
                texts.Alertmanager is { } text ? text with { Folder = own.Alertmanager?.Folder ?? "" } : null,
                texts.Alerting, fileExists).Configuration is not { } found)
        {
            return null;
        }

        return read.GetOrAdd(hash, found);
    }

    private sealed record Known(
        ConfigurationRow Row, AlertingConfiguration? Current, AlertingConfiguration? Previous, long ReadAt);
}
