using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Core.Routing;

namespace Alerting.Core.Desks;

/// <summary>An alert on its way into a group.</summary>
/// <param name="Alert">What was reported.</param>
/// <param name="ArrivedAt">When, by the store's time.</param>
/// <param name="Former">Who was told of it by the group it comes from; null where it comes from a source.</param>
internal sealed record Posted(Alert Alert, DateTimeOffset ArrivedAt, Former? Former = null);

/// <summary>What the posts of one request have in common.</summary>
/// <param name="Configuration">What is in force.</param>
/// <param name="At">When it came, or alerts began to move, by the store's time: groups it makes wait from then
/// on.</param>
/// <param name="GroupWait">Wait before the first notification of a group whose route has none configured.</param>
/// <param name="TraceParent">W3C traceparent of the request; null when unknown.</param>
internal sealed record Posting(
    InForce Configuration, DateTimeOffset At, TimeSpan GroupWait, string? TraceParent)
{
    /// <summary>Alerts that are refused for the label named, by index.</summary>
    public FrozenDictionary<int, string> Refused { get; init; } = FrozenDictionary<int, string>.Empty;
}

/// <summary>The alerts of one request that go into one group, and what is left to write of them.</summary>
/// <param name="on">What it stands on.</param>
/// <param name="posting">What the request says.</param>
/// <param name="group">The group.</param>
/// <param name="destination">By which route; null: only alerts that the group has are told what became of them.</param>
internal sealed class GroupPost(Foundation on, Posting posting, GroupId group, Destination? destination)
{
    /// <summary>Rows in one transaction at the most.</summary>
    public const int MostWrites = 90;

    private const int MostOpening = 4;

    private readonly List<Posted> posted = [];
    private readonly Dictionary<GroupId, HashSet<Fingerprint>> former = [];
    private readonly GroupWaking waking = new(on, posting, group, destination);
    private readonly List<Planned> left = [];
    private readonly List<StoredAlert> ended = [];
    private Dictionary<Fingerprint, StoredAlert> known = [];
    private bool needsLook;

    public GroupId Group => group;

    public bool IsDone => left.Count == 0;

    /// <summary>When the group is looked at next, where this post has moved it or may have.</summary>
    public DateTimeOffset? Woken => waking.Woken;

    public void Add(Posted alert) => posted.Add(alert);

    /// <summary>
    /// Groups that told of alerts of this post before these moved here, each with the alerts: those that no call has
    /// returned yet.
    /// </summary>
    public IEnumerable<(GroupId Group, Posted Alert)> TakeFormer()
    {
        var found = from post in posted
                    where post.Former is null
                    from before in known.GetValueOrDefault(post.Alert.Fingerprint)?.Former?.Groups ?? []
                    where before != Group && IsFirst(before, post.Alert.Fingerprint)
                    select (before, post);
        return [.. found];
    }

    private bool IsFirst(GroupId before, Fingerprint alert)
    {
        ref var alerts = ref CollectionsMarshal.GetValueRefOrAddDefault(former, before, out _);
        return (alerts ??= []).Add(alert);
    }

    /// <summary>A1: reads what is stored of these alerts and works out what has to be written.</summary>
    public async Task Read(GroupStore groups, CancellationToken cancellation)
    {
        var fingerprints = posted.Select(it => it.Alert.Fingerprint).Distinct().ToArray();
        known = await groups.Alerts(group, fingerprints, cancellation);
        Plan();
        waking.FoundAwake();
        if (left.Count > 0 && known.Count == 0
            && await groups.Header(group, cancellation) is var header && header is null or { Empty: true })
        {
            // New or empty: known now, that saves the transaction that would be refused for it.
            waking.FoundAsleep(header);
        }
    }

    /// <summary>A3: the latch is missing (or probably so): the group has to be woken, by the header read now.</summary>
    public async Task Doubt(GroupStore groups, bool asleep, CancellationToken cancellation)
    {
        if (!asleep)
        {
            waking.FoundAwake();
        }
        else if (await groups.Header(group, cancellation) is var header
            && destination is null && header is null or { Empty: true })
        {
            // Its alerts are gone meanwhile: there is nothing left to update.
            await Read(groups, cancellation);
        }
        else
        {
            waking.FoundAsleep(header);
        }
    }

    /// <summary>Whether the group has an alert of this post that fires and has not moved yet.</summary>
    public bool HoldsUnmoved => posted.Any(post => known.GetValueOrDefault(post.Alert.Fingerprint)
        is { IsMoved: false } alert && alert.StatusAt(on.Store.UtcNow) == AlertStatus.Firing);

    /// <summary>
    /// The due row that the header names is not there: only damage can have done that, and it was to go anyway.
    /// </summary>
    public void DueRowIsLost() => waking.FoundNoDueRow();

    /// <summary>
    /// The next writes, as many as fit: the latch first, so that a refusal there means "asleep" and nothing else.
    /// </summary>
    public void Take(List<RowWrite> writes, ref int bytes, int mostBytes)
    {
        var isWhole = writes.Count + MostOpening + left.Count <= MostWrites
            && bytes + left.Sum(it => it.Size) <= mostBytes / 2;
        var opening = needsLook ? waking.Rows(posted[0].Alert, isWhole ? 0 : left.Count) : [];
        var first = opening.Sum(SizeOf) + left[0].Size;
        if (writes.Count + opening.Count >= MostWrites || (writes.Count > 0 && bytes + first > mostBytes))
        {
            Taken = 0;
            return;
        }

        writes.AddRange(opening);
        bytes += opening.Sum(SizeOf);
        Taken = 0;
        while (Taken < left.Count && writes.Count < MostWrites && (Taken == 0 || bytes + left[Taken].Size <= mostBytes))
        {
            writes.Add(left[Taken].Write);
            bytes += left[Taken].Size;
            Taken++;
        }
    }

    /// <summary>How many alerts the last <see cref="Take"/> took; zero when nothing fitted.</summary>
    public int Taken { get; private set; }

    /// <summary>The alerts still to be written that begin with it: they are about to fire, and did not.</summary>
    public IEnumerable<StoredAlert> Starting => left.Where(it => it.Turn == Turn.Starts).Select(it => it.Alert);

    /// <summary>The alerts still to be written that end with it.</summary>
    public IEnumerable<StoredAlert> Ending => left.Where(it => it.Turn == Turn.Ends).Select(it => it.Alert);

    /// <summary>The alerts still to be written that go on, to another end than was known.</summary>
    public IEnumerable<StoredAlert> Moving => left.Where(it => it.Turn == Turn.Moves).Select(it => it.Alert);

    /// <summary>The alerts whose end is durable.</summary>
    public IEnumerable<StoredAlert> Ended => ended;

    /// <summary>What was taken is durable.</summary>
    public void Confirm()
    {
        ended.AddRange(left.Take(Taken).Where(it => it.Turn == Turn.Ends).Select(it => it.Alert));
        left.RemoveRange(0, Taken);
        waking.FoundAwake();
    }

    private void Plan()
    {
        left.Clear();
        var now = on.Store.UtcNow;
        var next = new Dictionary<Fingerprint, StoredAlert>();
        foreach (var post in posted.Where(it => destination is not null || known.ContainsKey(it.Alert.Fingerprint)))
        {
            var fingerprint = post.Alert.Fingerprint;
            var earlier = next.GetValueOrDefault(fingerprint);
            if (Changed(earlier ?? known.GetValueOrDefault(fingerprint), post, now) is { } changed)
            {
                // Said twice in one post, it is as new as it was the first time.
                next[fingerprint] = changed with { IsOnlyBound = changed.IsOnlyBound && earlier?.IsOnlyBound != false };
            }
        }

        needsLook = next.Values.Any(changed => !changed.IsOnlyBound);

        left.AddRange(next.Values.Select(alert => Plan(alert, now)));
    }

    // What is posted to a group by its route belongs there, whatever a configuration in between said. That an alert
    // fires anew nobody was told, but who was told of it before may wait for its end still.
    private StoredAlert? Changed(StoredAlert? old, Posted post, DateTimeOffset now)
    {
        var staleAfter = posting.Configuration.Value.StaleAfter;
        var merged = AlertMerge.Apply(old, post.Alert, staleAfter, post.ArrivedAt, now);
        var isMoved = old is { IsMoved: true } && destination is null;
        var isAnew = merged?.Until > now && old?.Until <= now;
        var before = Former.Join(isAnew ? old?.Former?.Over : old?.Former, post.Former?.Without(group));
        var isSame = old is not null && old.IsMoved == isMoved && Equals(old.Former, before);
        return merged is null && isSame
            ? null
            : (merged ?? old!) with
            {
                IsMoved = isMoved,
                Former = before,
                IsOnlyBound = merged is { IsOnlyBound: true } && isSame,
            };
    }

    private Planned Plan(StoredAlert alert, DateTimeOffset now)
    {
        var before = known.GetValueOrDefault(alert.Fingerprint)?.Until;
        var (write, size) = WriteOf(alert);
        var turn = (before > now, alert.Until > now) switch
        {
            (false, true) => Turn.Starts,
            (true, false) => Turn.Ends,
            (true, true) when alert.Until != before => Turn.Moves,
            _ => Turn.None,
        };
        return new(write, size, alert, turn);
    }

    private (RowWrite Write, int Size) WriteOf(StoredAlert alert)
    {
        var packed = AlertRow.Pack(alert.Alert);
        var key = RowKeys.Alert(group, alert.Fingerprint);
        var row = AlertRow.Write(alert, packed, posting.TraceParent);
        var write = alert.ETag == default ? RowWrite.Insert(key, row) : RowWrite.Replace(key, row, alert.ETag);
        return (write, SizeOf(write));
    }

    private static int SizeOf(RowWrite write)
    {
        const int KeysAndNames = 512;
        return KeysAndNames + (write.Properties?.Sum(property => (property.Value as byte[])?.Length ?? 0) ?? 0);
    }

    private enum Turn
    {
        None,
        Starts,
        Ends,
        Moves,
    }

    private readonly record struct Planned(RowWrite Write, int Size, StoredAlert Alert, Turn Turn);
}
