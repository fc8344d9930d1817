using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Core.Routing;

namespace Alerting.Core.Desks;

/// <summary>
/// The rows that have a group look at what a post brings it: the latch of one that is awake; of one that sleeps or is
/// new also its header and its due row.
/// </summary>
/// <param name="on">What it stands on.</param>
/// <param name="posting">What the request says.</param>
/// <param name="group">The group.</param>
/// <param name="destination">By which route; null: the group is there.</param>
internal sealed class GroupWaking(Foundation on, Posting posting, GroupId group, Destination? destination)
{
    private static readonly TimeSpan TransactionTime = TimeSpan.FromMilliseconds(50);

    private GroupHeader? old;
    private bool isAsleep;
    private bool isDueRowLost;

    /// <summary>When the group is looked at next, where these rows have moved it or may have.</summary>
    public DateTimeOffset? Woken { get; private set; }

    /// <summary>It is awake, as far as is known.</summary>
    public void FoundAwake() => (old, isAsleep, isDueRowLost) = (null, false, false);

    /// <summary>It is asleep, by the header read now; null: there is none.</summary>
    public void FoundAsleep(GroupHeader? header) => (old, isAsleep, isDueRowLost) = (header, true, false);

    /// <summary>The due row that the header names is not there.</summary>
    public void FoundNoDueRow() => isDueRowLost = true;

    /// <summary>The rows, the latch first.</summary>
    /// <param name="first">The first alert of the post.</param>
    /// <param name="parted">How many alerts it has still to write, where that takes several transactions; 0 where one
    /// does.</param>
    public List<RowWrite> Rows(Alert first, int parted) => isAsleep ? Wake(first, parted) : [Latch()];

    // A2: merged whatever its version, so that any number of instances can.
    private RowWrite Latch() =>
        RowWrite.Merge(RowKeys.Latch(group), LatchRow.Write(on.Store.UtcNow, posting.TraceParent), ETag.Any);

    // A4: header by the version read, latch inserted, due row moved, all in the transaction that stores the alerts.
    private List<RowWrite> Wake(Alert first, int parted)
    {
        var now = on.Store.UtcNow;
        var header = old is { Empty: false } ? Sleeping(old, now) : Fresh(first, parted, now);

        // Also if it is refused: by what its first try left, whose answer was lost. A look too many does no harm.
        Woken = header.Due;
        var (key, row) = (RowKeys.Header(group), HeaderRow.Write(header));
        List<RowWrite> writes =
        [
            RowWrite.Insert(RowKeys.Latch(group), LatchRow.Write(now, posting.TraceParent)),
            old is null ? RowWrite.Insert(key, row) : RowWrite.Replace(key, row, old.ETag),
        ];
        if (old is not null && old.Due != header.Due && !isDueRowLost)
        {
            writes.Add(RowWrite.Delete(RowKeys.LookDue(old.Due, group), ETag.Any));
        }

        writes.Add(RowWrite.InsertOrReplace(RowKeys.LookDue(header.Due, group), DueRow.Write(posting.TraceParent)));
        return writes;
    }

    private GroupHeader Sleeping(GroupHeader asleep, DateTimeOffset now) => asleep with
    {
        Due = asleep.TickAfter(now, IntervalOf(asleep)) is var tick && tick < asleep.Due ? tick : asleep.Due,
        TraceParent = posting.TraceParent,
    };

    private TimeSpan IntervalOf(GroupHeader header) =>
        (destination?.Route ?? Router.RouteOf(posting.Configuration.Value, header)).GroupInterval;

    private GroupHeader Fresh(Alert first, int parted, DateTimeOffset now)
    {
        // Of a group that is not there, or empty, nothing is known: an update has nothing to write there.
        var to = destination ?? throw new InvalidOperationException($"{group}: nothing to update.");
        var due = FirstLook(to, first, parted, now);
        var born = now.ToUnixTimeMilliseconds();
        return new()
        {
            Id = group,
            GroupKey = to.GroupKey,
            Labels = to.GroupLabels,
            Receiver = to.Route.Receiver,
            Ordinal = to.Route.Ordinal,
            Epoch = Math.Min(old?.Epoch ?? posting.Configuration.Epoch, posting.Configuration.Epoch),
            Anchor = due,
            Due = due,
            Flushes = old?.Flushes ?? born,
            Entries = old?.Entries ?? born,
            TraceParent = posting.TraceParent,
        };
    }

    // Alertmanager's rule for the alert that makes a group: no wait when it has been firing for longer than that. The
    // time that storing takes belongs to the wait. A post of several transactions is given the time they take, and all
    // of the wait, so that its first part is not told without the rest.
    private DateTimeOffset FirstLook(Destination to, Alert first, int parted, DateTimeOffset now)
    {
        var wait = to.Route.GroupWaitOr(posting.GroupWait);
        var due = first.StartsAt < now - wait ? now : (parted == 0 ? posting.At : now) + wait;
        var whole = now + (parted / GroupPost.MostWrites * TransactionTime);
        return due > whole ? due : whole;
    }
}
