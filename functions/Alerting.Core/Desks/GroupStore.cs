using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>Reads the rows of groups.</summary>
internal sealed class GroupStore(ITableStore store, Shards shards)
{
    // Up to here one read per alert is cheaper than a range.
    private const int PointReads = 20;
    private const int RangePage = 1000;

    public async Task<GroupHeader?> Header(GroupId group, CancellationToken cancellation) =>
        await store.Get(shards.Of(group), RowKeys.Header(group), cancellation) is { } row ? HeaderRow.Read(row) : null;

    public async Task<Slot?> Slot(NoticeId notice, CancellationToken cancellation) =>
        await store.Get(shards.Of(notice.Group), RowKeys.Slot(notice.Group, notice.Integration), cancellation)
            is { } row ? SlotRow.Read(row) : null;

    /// <summary>
    /// The group as a look must read it: header first (L1), then the latch (L3), then alerts and slots (L4). Any other
    /// order loses wakes: an accept between two reads would then not be seen by the versions the commit checks.
    /// </summary>
    public async Task<GroupState?> Load(GroupId group, CancellationToken cancellation)
    {
        if (await Header(group, cancellation) is not { } header)
        {
            return null;
        }

        var partition = shards.Of(group);
        var latch = await store.Get(partition, RowKeys.Latch(group), cancellation);
        var alerts = ImmutableArray.CreateBuilder<StoredAlert>();
        await foreach (var row in store.Prefixed(partition, RowKeys.Alerts(group), cancellation))
        {
            alerts.Add(AlertRow.Read(row));
        }

        var slots = ImmutableDictionary.CreateBuilder<string, Slot>(StringComparer.Ordinal);
        await foreach (var row in store.Prefixed(partition, RowKeys.Slots(group), cancellation))
        {
            var slot = SlotRow.Read(row);
            slots.Add(slot.Integration, slot);
        }

        return new()
        {
            Header = header,
            Latch = latch?.ETag,
            Alerts = alerts.ToImmutable(),
            Slots = slots.ToImmutable(),
            Flushes = await Flushes(group, slots.Values, cancellation),
        };
    }

    public async Task<Flush?> Flush(GroupId group, long number, CancellationToken cancellation)
    {
        Task<Row?> Part(int part) =>
            store.Get(shards.Of(group), RowKeys.Flush(group, number, part), cancellation);
        if (await Part(0) is not { } first)
        {
            return null;
        }

        var alerts = FlushRows.Alerts(first);
        for (var part = 1; FlushRows.MayGoOn(alerts.Length) && await Part(part) is { } next; part++)
        {
            alerts = alerts.AddRange(FlushRows.Alerts(next));
        }

        return FlushRows.Read(number, first, alerts);
    }

    /// <summary>
    /// The stored ones of these alerts: one point read each, or from 20 on one range. Most posts hold the whole group;
    /// where the range holds far more than was asked for, what is left of it is read point by point.
    /// </summary>
    public async Task<Dictionary<Fingerprint, StoredAlert>> Alerts(
        GroupId group, IReadOnlyCollection<Fingerprint> fingerprints, CancellationToken cancellation)
    {
        var found = new Dictionary<Fingerprint, StoredAlert>(fingerprints.Count);
        var points = fingerprints.Count < PointReads
            ? fingerprints
            : await ReadRange(group, [.. fingerprints.Order()], found, cancellation);
        // Side by side: each is a round trip.
        var rows = await Task.WhenAll(points.Select(
            fingerprint => store.Get(shards.Of(group), RowKeys.Alert(group, fingerprint), cancellation)));
        foreach (var row in rows.OfType<Row>())
        {
            var alert = AlertRow.Read(row);
            found.Add(alert.Fingerprint, alert);
        }

        return found;
    }

    // Returns what it did not come to.
    private async Task<IReadOnlyCollection<Fingerprint>> ReadRange(
        GroupId group, Fingerprint[] sorted, Dictionary<Fingerprint, StoredAlert> found, CancellationToken cancellation)
    {
        var wanted = sorted.ToHashSet();
        var (next, to) = (RowKeys.Alert(group, sorted[0]), RowKeys.Alert(group, sorted[^1]) + "~");
        var left = 2 * sorted.Length;
        string? continuation = null;
        do
        {
            var limit = Math.Min(left, RangePage);
            var page = await store.Range(shards.Of(group), next, to, limit, continuation, cancellation);
            foreach (var row in page.Rows)
            {
                if (wanted.Contains(FingerprintOf(row)))
                {
                    var alert = AlertRow.Read(row);
                    found.Add(alert.Fingerprint, alert);
                }
            }

            left -= page.Rows.Count;
            if (left <= 0 && page.Continuation is not null)
            {
                var last = FingerprintOf(page.Rows[^1]);
                return [.. sorted.Where(fingerprint => fingerprint > last)];
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);

        return [];
    }

    private static Fingerprint FingerprintOf(Row row) => Fingerprint.Parse(row.Key.AsSpan(row.Key.Length - 16));

    private async Task<ImmutableDictionary<long, Flush>> Flushes(
        GroupId group, IEnumerable<Slot> slots, CancellationToken cancellation)
    {
        var flushes = ImmutableDictionary.CreateBuilder<long, Flush>();
        foreach (var number in slots.SelectMany(Named).Distinct())
        {
            flushes.Add(number, await Flush(group, number, cancellation) ?? Nothing(number));
        }

        return flushes.ToImmutable();
    }

    private static IEnumerable<long> Named(Slot slot)
    {
        if (slot.Told is { } told)
        {
            yield return told.Flush;
        }

        if (slot.Live is { } live)
        {
            yield return live.Flush;
        }
    }

    // A flush that retention has pruned told nothing that still counts: what fires now is then told as new.
    private static Flush Nothing(long number) => new() { Number = number, At = default, Alerts = [] };
}
