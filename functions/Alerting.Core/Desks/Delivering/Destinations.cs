using System.Collections.Concurrent;
using System.Collections.Immutable;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Delivering;

/// <summary>The places at vendors that this process has sent to, and the rate limits of each.</summary>
internal sealed class Destinations(Foundation on)
{
    // Where messages come through triggers, those of one vendor must not take all that the host hands out at a time.
    private const int SideBySideAlone = 16;
    private const int SideBySide = 8;

    private readonly ConcurrentDictionary<string, Destination> known = new(StringComparer.Ordinal);

    private readonly Places places = new(on);

    /// <summary>Where an integration sends to.</summary>
    public Destination Of(Integration integration) => known.GetOrAdd(
        $"{integration.Kind}~{integration.Destination}",
        key => new(key, on.IsAlone ? SideBySideAlone : SideBySide, on.Time));

    /// <summary>A notice whose turn it was took none; whose turn it is instead.</summary>
    public async Task Pass(NoticeId notice)
    {
        foreach (var (_, destination) in known)
        {
            await Turns(destination, destination.Pass(notice));
        }
    }

    /// <summary>Tells those whose turn it is; does not wait for what is done if none of them comes.</summary>
    public async Task Turns(Destination destination, IReadOnlyList<NoticeId> next)
    {
        await on.Hints.Turns(next);
        if (destination.NeedsWatch())
        {
            _ = Watch(destination);
        }
    }

    // Ends with the line, or when somebody is under way who calls the next.
    private async Task Watch(Destination destination)
    {
        do
        {
            await Task.Delay(Destination.Awaited, on.Time, CancellationToken.None);
            await on.Hints.Turns(destination.CallOn());
        }
        while (destination.NeedsWatch());
    }

    /// <summary>
    /// Why it is not its time yet: its destination does not answer, or has had as many as it takes. Null: it may be
    /// sent.
    /// </summary>
    public async Task<GroupEvent.Postponed?> Waits(
        Destination destination, NoticeId notice, LiveNotice live, DeliverySettings settings,
        CancellationToken cancellation)
    {
        var now = on.Store.UtcNow;
        var (parked, since) = destination.Parks(notice, now);
        if (parked is { } closed)
        {
            var until = closed + Apart(notice, live.Reason);
            return new(notice, until, IsPlace: false) { Trouble = Trouble(notice, since, until, settings) };
        }

        var limits = Limits(notice.Kind, settings);
        if (limits.IsEmpty || (live.HasPlace && limits.All(limit => now <= live.NotBefore + SlotGrid.Lasts(limit))))
        {
            return null;
        }

        var from = await places.Take(destination.Key, limits, IsPage(live.Reason), cancellation);

        // Time has passed since: a place that was free at once is not to come.
        return from <= on.Store.UtcNow ? null : new(notice, from, IsPlace: true);
    }

    /// <summary>
    /// An attempt came to this. Why others are to be told in its place, where its destination will have taken nothing
    /// for so long by the time it is tried again; null: not yet.
    /// </summary>
    public string? Count(Destination destination, NoticeId notice, Receipt receipt, DeliverySettings settings)
    {
        var now = on.Store.UtcNow;
        var since = destination.Count(receipt, notice.Group, now);
        return Trouble(notice, since, now + ((receipt as Receipt.Deferred)?.After ?? TimeSpan.Zero), settings);
    }

    private static bool IsPage(Reason reason) => reason is Reason.FirstNotification or Reason.NewAlertsAdded
        or Reason.PossibleRepeat or Reason.SilenceEnded;

    private static string? Trouble(
        NoticeId notice, DateTimeOffset? since, DateTimeOffset until, DeliverySettings settings) =>
        since is { } at && until - at >= settings.FallbackAfter
            ? $"{notice.Kind} has taken nothing since {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"
            : null;

    // What waits for the same end does not come as one: ids of groups are hashes, but for the shard before. What nobody
    // is called for comes in a minute, and alerts before most of it.
    private static TimeSpan Apart(NoticeId notice, Reason reason) =>
        TimeSpan.FromMilliseconds(Convert.ToInt32(notice.Group.Value[4..8], 16) % 1000)
        * (reason == Reason.StatusReported ? 60 : 1);

    /// <summary>The limits that apply to a kind of channel: those configured, else the vendor's; none: empty.</summary>
    public static ImmutableArray<RateLimit> Limits(string kind, DeliverySettings settings) =>
        settings.RateLimits.TryGetValue(kind, out var configured) ? configured : VendorLimits.Of(kind);
}
