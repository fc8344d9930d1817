using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Core.Routing;
using Alerting.Core.Routing.Intervals;

namespace Alerting.Core.Desks.Overviews;

/// <summary>
/// The alerts that fire, as Alertmanager 0.34 shows them: what suppresses them is asked for when it is shown, and nothing
/// waits for the first look at its group.
/// </summary>
public sealed class AlertBook(Foundation on, Suppression suppression)
{
    private readonly Overview overview = new(on.Store, on.Shards);

    /// <summary>
    /// Each alert once, by fingerprint, however many groups it is in: what changed last of it counts. Throws <see
    /// cref="StoreUnavailableException"/> when the store is away.
    /// </summary>
    public async Task<IReadOnlyList<ShownAlert>> Alerts(AlertsAsked asked, CancellationToken cancellation)
    {
        var configuration = await on.Configuration.Now(cancellation);
        var suppressor = await suppression.Now(configuration.Value, cancellation);
        var shown = new List<ShownAlert>();
        foreach (var alert in Latest(await overview.Read(asked.Asks, cancellation)))
        {
            string[] receivers =
                [.. configuration.Value.Routes.Match(alert.Alert.Labels).Select(route => route.Receiver)];
            if (asked.AsksAny(configuration.Value, receivers)
                && await suppressor.Of(alert.Alert.Labels, cancellation) is var by && asked.Asks(by))
            {
                shown.Add(new(alert, receivers, by));
            }
        }

        shown.Sort((left, right) => left.Alert.Fingerprint.CompareTo(right.Alert.Fingerprint));
        return shown;
    }

    /// <summary>
    /// The groups with alerts that are asked for, by their labels and then by receiver. The receivers of an alert are
    /// those of the groups it is shown in, in order, those that only a mute leaves out included. Throws <see
    /// cref="StoreUnavailableException"/> when the store is away.
    /// </summary>
    public async Task<IReadOnlyList<ShownGroup>> Groups(AlertsAsked asked, CancellationToken cancellation)
    {
        var configuration = await on.Configuration.Now(cancellation);
        var suppressor = await suppression.Now(configuration.Value, cancellation);
        var now = on.Store.UtcNow;
        var receivers = new Dictionary<Fingerprint, List<string>>();
        var mutes = new Dictionary<Route, ImmutableArray<string>>(ReferenceEqualityComparer.Instance);
        var shown = new List<ShownGroup>();
        foreach (var group in await overview.Read(asked.Asks, cancellation))
        {
            if (!asked.AsksAny(configuration.Value, [group.Header.Receiver])
                || await Shown(group, asked, suppressor, receivers, cancellation) is not { Count: > 0 } alerts)
            {
                continue;
            }

            var route = Router.RouteOf(configuration.Value, group.Header);
            if (!mutes.TryGetValue(route, out var mutedBy))
            {
                mutes.Add(route, mutedBy = Mute.Of(route, configuration.Value, now).By);
            }

            if (asked.Muted || mutedBy.IsEmpty)
            {
                shown.Add(new(group.Header, route.Labels, mutedBy, alerts));
            }
        }

        foreach (var names in receivers.Values)
        {
            names.Sort(Utf8Order.Instance);
        }

        shown.Sort(InOrder);
        return shown;
    }

    /// <summary>
    /// How many alerts fire, each counted once, and in how many groups there are any, ended ones included. Throws <see
    /// cref="StoreUnavailableException"/> when the store is away.
    /// </summary>
    public async Task<AlertCounts> Count(CancellationToken cancellation)
    {
        var configuration = await on.Configuration.Now(cancellation);
        var suppressor = await suppression.Now(configuration.Value, cancellation);
        var groups = await overview.Read(static _ => true, cancellation);
        var (active, suppressed) = (0, 0);
        foreach (var alert in Latest(groups))
        {
            var isSuppressed = (await suppressor.Of(alert.Alert.Labels, cancellation)).IsAny;
            (active, suppressed) = isSuppressed ? (active, suppressed + 1) : (active + 1, suppressed);
        }

        return new(active, suppressed, groups.Count);
    }

    // What changed last of an alert counts, its end included.
    private static IEnumerable<StoredAlert> Latest(IReadOnlyList<HeldGroup> groups)
    {
        var latest = new Dictionary<Fingerprint, HeldAlert>();
        foreach (var alert in groups.SelectMany(group => group.Alerts))
        {
            if (!latest.TryGetValue(alert.Fingerprint, out var known) || known.UpdatedAt < alert.UpdatedAt)
            {
                latest[alert.Fingerprint] = alert;
            }
        }

        return latest.Values.Select(held => held.Firing).OfType<StoredAlert>();
    }

    private static async ValueTask<List<ShownAlert>> Shown(
        HeldGroup group, AlertsAsked asked, Suppressor suppressor, Dictionary<Fingerprint, List<string>> receivers,
        CancellationToken cancellation)
    {
        var shown = new List<ShownAlert>(group.Alerts.Count);
        foreach (var alert in group.Alerts.Select(held => held.Firing).OfType<StoredAlert>())
        {
            var by = await suppressor.Of(alert.Alert.Labels, cancellation);
            if (!asked.Asks(by))
            {
                continue;
            }

            if (!receivers.TryGetValue(alert.Fingerprint, out var names))
            {
                receivers.Add(alert.Fingerprint, names = []);
            }

            names.Add(group.Header.Receiver);
            shown.Add(new(alert, names, by));
        }

        shown.Sort((left, right) => AlertOrder.Instance.Compare(left.Alert.Alert.Labels, right.Alert.Alert.Labels));
        return shown;
    }

    // Groups that even the receiver does not tell apart keep to one order, too.
    private static int InOrder(ShownGroup left, ShownGroup right)
    {
        var byLabels = AlertOrder.Plain(left.Header.Labels, right.Header.Labels);
        var byReceiver = byLabels == 0
            ? Utf8Order.Instance.Compare(left.Header.Receiver, right.Header.Receiver)
            : byLabels;
        return byReceiver == 0 ? string.CompareOrdinal(left.Header.Id.Value, right.Header.Id.Value) : byReceiver;
    }
}

/// <summary>How many there are.</summary>
/// <param name="Active">Alerts that fire and that nothing suppresses.</param>
/// <param name="Suppressed">Alerts that fire and are silenced or inhibited.</param>
/// <param name="Groups">Groups that hold alerts.</param>
public readonly record struct AlertCounts(int Active, int Suppressed, int Groups);

/// <summary>An alert that fires, as it is shown.</summary>
/// <param name="Alert">What is said of it.</param>
/// <param name="Receivers">Who hears of it; a name may stand there more than once.</param>
/// <param name="By">What suppresses it.</param>
public sealed record ShownAlert(StoredAlert Alert, IReadOnlyList<string> Receivers, SuppressedBy By);

/// <summary>A group, as it is shown.</summary>
/// <param name="Header">The group.</param>
/// <param name="RouteLabels">The labels of its route, as they are written.</param>
/// <param name="MutedBy">Names of the time intervals that keep it quiet; empty: none does.</param>
/// <param name="Alerts">At least one, in the order of a notification.</param>
public sealed record ShownGroup(
    GroupHeader Header, LabelSet RouteLabels, ImmutableArray<string> MutedBy, IReadOnlyList<ShownAlert> Alerts);
