using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>
/// Carries out one decision: one transaction with the versions of the header and the latch that were read. Steps L6
/// RemoveAlert, L7 CommitStay, L8 CommitSleep and L9 CommitForget of <c>tests/models/accept_look.pml</c>.
/// </summary>
internal sealed class LookCommit(
    Foundation on, GroupState state, Decision decision, GroupEvent happened, GroupContext context, long epoch,
    DateTimeOffset now)
{
    /// <summary>Rows in one transaction at the most, so alerts that leave with it.</summary>
    public const int MostWrites = 90;
    private const int MostSlotsForgotten = 60;

    private readonly GroupId group = state.Header.Id;
    private readonly string partition = on.Shards.Of(state.Header.Id);

    /// <summary>Whether not all that leaves fitted into the transaction: the group is due at once, to go on.</summary>
    public bool HasMoreToRemove { get; private set; }

    /// <summary>Whether it may have been written although it was refused.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>The group as written, or null when somebody else was faster: start again from the first read.</summary>
    public async Task<GroupState?> Run(CancellationToken cancellation)
    {
        // Too many slots to forget at once: the header goes with the last of them.
        var isPart = decision.Rest is Rest.Forgotten && state.Slots.Count > MostSlotsForgotten;
        var rest = isPart ? new Rest.Empty(now) : decision.Rest;
        var (header, writes) = Writes(rest);
        var room = Math.Max(0, MostWrites - 1 - writes.Count);
        HasMoreToRemove = isPart || decision.Remove.Length > room;
        if (decision.Remove.Length > room)
        {
            rest = new Rest.Awake(now);
            (header, writes) = Writes(rest);
        }

        var removed = decision.Remove.Take(room).ToArray();
        while (true)
        {
            RowWrite[] all = [.. writes, .. removed.Select(Removal)];
            var result = await on.Store.Commit(partition, all, cancellation);
            IsInDoubt |= result.IsInDoubt;
            if (result.IsDone)
            {
                return After(header, all, result, removed.Length);
            }

            var refused = all[result.FailedIndex];
            if (IsLatch(refused) && result.Status == CommitStatus.Conflict)
            {
                // CommitSleep met another latch: an accept came in between. The same decision with the next tick:
                // CommitStay.
                rest = new Rest.Awake(state.Header.TickAfter(now, Interval));
                (header, writes) = Writes(rest);
            }
            else if (IsLostDueRow(refused, result.Status))
            {
                // Only repair or a damaged store can have taken it; it was to go anyway.
                writes.Remove(refused);
            }
            else
            {
                return null;
            }
        }
    }

    private GroupState After(GroupHeader header, RowWrite[] writes, CommitResult result, int removed)
    {
        int PlaceOf(string key) =>
            Array.FindIndex(writes, write => string.Equals(write.Key, key, StringComparison.Ordinal));
        var latch = PlaceOf(RowKeys.Latch(group)) is >= 0 and var at && result.ETags[at] is var made && made != default
            ? made
            : state.Latch;
        var slots = state.Slots.SetItems(decision.Steps.Select(step => KeyValuePair.Create(
            step.After.Integration,
            step.After with { ETag = result.ETags[PlaceOf(RowKeys.Slot(group, step.After.Integration))] })));
        if (decision.Rest is Rest.Forgotten)
        {
            slots = slots.RemoveRange(Forgettable().Select(slot => slot.Integration));
        }

        return state with
        {
            Header = header with { ETag = result.ETags[0] },
            Latch = latch,
            Alerts = removed == 0 ? state.Alerts : [.. state.Alerts.Except(decision.Remove.Take(removed))],
            Slots = slots,
            Flushes = decision.Flush is { } flush ? state.Flushes.SetItem(flush.Number, flush) : state.Flushes,
        };
    }

    private TimeSpan Interval => context.Route.GroupInterval;

    private (GroupHeader Header, List<RowWrite> Writes) Writes(Rest rest)
    {
        var header = state.Header with
        {
            Epoch = epoch,
            Due = rest is Rest.Forgotten ? state.Header.Due : rest.Until,
            Empty = rest is Rest.Empty,
            Suppression = decision.Suppression,
            Flushes = decision.Flush?.Number ?? state.Header.Flushes,
            Entries = decision.IsWorthTelling ? state.Header.Entries + 1 : state.Header.Entries,
        };
        List<RowWrite> writes = [HeaderWrite(header, rest)];
        AddLatch(writes, rest);
        AddDue(writes, header, rest);
        if (decision.Flush is { } flush)
        {
            writes.AddRange(FlushRows.Write(group, flush, header.TraceParent));
        }

        foreach (var step in decision.Steps)
        {
            AddSlot(writes, step, isKept: rest is not Rest.Forgotten);
        }

        if (decision.Rest is Rest.Forgotten)
        {
            writes.AddRange(Forgettable().Select(
                slot => RowWrite.Delete(RowKeys.Slot(group, slot.Integration), slot.ETag)));
        }

        AddRecord(writes, header, rest);
        return (header, writes);
    }

    // Of statuses there are many: one that was delivered leaves nothing behind.
    private void AddRecord(List<RowWrite> writes, GroupHeader header, Rest rest)
    {
        foreach (var step in decision.Steps)
        {
            if (step.End is { } end && !(header.IsStatus && end.Outcome == NoticeOutcome.Delivered))
            {
                writes.Add(RowWrite.Insert(RowKeys.Ledger(now, end.Notice), LedgerRow.Write(end, step.Before.Live!)));
            }
        }

        if (header.IsStatus && rest is Rest.Forgotten)
        {
            writes.Add(RowWrite.Delete(RowKeys.Flush(group, header.Flushes, 0), ETag.Any));
        }

        if (decision.IsWorthTelling && !header.IsStatus)
        {
            var entry = TimelineRow.Write(
                decision, happened, context, epoch, now, header.TraceParent);
            writes.Add(RowWrite.Insert(RowKeys.TimelineEntry(group, header.Entries), entry));
        }
    }

    private RowWrite HeaderWrite(GroupHeader header, Rest rest) => rest is Rest.Forgotten
        ? RowWrite.Delete(RowKeys.Header(group), state.Header.ETag)
        : RowWrite.Replace(RowKeys.Header(group), HeaderRow.Write(header), state.Header.ETag);

    private void AddLatch(List<RowWrite> writes, Rest rest)
    {
        var key = RowKeys.Latch(group);
        if (rest is Rest.Awake && state.Latch is null)
        {
            writes.Add(RowWrite.Insert(key, LatchRow.Write(now, state.Header.TraceParent)));
        }
        else if (rest is not Rest.Awake && state.Latch is { } latch)
        {
            writes.Add(RowWrite.Delete(key, latch));
        }
    }

    private void AddDue(List<RowWrite> writes, GroupHeader header, Rest rest)
    {
        if (rest is not Rest.Forgotten && header.Due == state.Header.Due)
        {
            return;
        }

        writes.Add(RowWrite.Delete(RowKeys.LookDue(state.Header.Due, group), ETag.Any));
        if (rest is not Rest.Forgotten)
        {
            writes.Add(RowWrite.InsertOrReplace(RowKeys.LookDue(header.Due, group), DueRow.Write(header.TraceParent)));
        }
    }

    private void AddSlot(List<RowWrite> writes, SlotStep step, bool isKept)
    {
        var (before, after) = (step.Before, step.After);
        var key = RowKeys.Slot(group, after.Integration);
        if (isKept)
        {
            writes.Add(before.ETag == default
                ? RowWrite.Insert(key, SlotRow.Write(after))
                : RowWrite.Replace(key, SlotRow.Write(after), before.ETag));
        }

        if (before.Live is { } was && (was.Number, was.Due) != (after.Live?.Number, after.Live?.Due))
        {
            writes.Add(RowWrite.Delete(NoticeDue(before, was), ETag.Any));
        }

        if (after.Live is { } live && (live.Number, live.Due) != (before.Live?.Number, before.Live?.Due))
        {
            writes.Add(RowWrite.Insert(NoticeDue(after, live), DueRow.Write(live.TraceParent)));
        }
    }

    private string NoticeDue(Slot slot, LiveNotice live) =>
        RowKeys.NoticeDue(live.Due, new NoticeId(group, slot.Integration, live.Number));

    private IEnumerable<Slot> Forgettable() => state.Slots.Values.Take(MostSlotsForgotten);

    private RowWrite Removal(StoredAlert alert) => RowWrite.Delete(RowKeys.Alert(group, alert.Fingerprint), alert.ETag);

    private bool IsLatch(RowWrite write) => string.Equals(write.Key, RowKeys.Latch(group), StringComparison.Ordinal);

    private static bool IsLostDueRow(RowWrite write, CommitStatus status) =>
        status == CommitStatus.Missing && write is RowWrite.Deleted { Condition.Value: "*" };
}
