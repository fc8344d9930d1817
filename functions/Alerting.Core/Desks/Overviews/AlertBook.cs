using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Core.Routing;
using Alerting.Core.Routing.Intervals;
using Alerting.Core.Templates.Data;

namespace Alerting.Core.Desks.Overviews;

/// <summary>
/// The alerts that fire, as Alertmanager 0.34 shows them: what suppresses them is asked for when it is shown, and
/// nothing waits for the first look at its group.
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
        var (configuration, _) = await on.Configuration.Now(cancellation);
        var found = from alert in Latest(await overview.Read(asked.Asks, cancellation))
                    let receivers = ReceiversOf(configuration, alert)
                    where asked.AsksAny(configuration, receivers)
                    select (Alert: alert, Receivers: receivers);
        var (candidates, shown) = (found.ToList(), new List<ShownAlert>());
        var suppressed = await Suppressed(configuration, candidates.Select(one => one.Alert), cancellation);
        foreach (var (alert, receivers) in candidates)
        {
            if (suppressed[alert.Fingerprint] is var by && asked.Asks(by))
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
        var (configuration, _) = await on.Configuration.Now(cancellation);
        var held = await overview.Read(asked.Asks, cancellation);
        var candidates = held.Where(group => asked.AsksAny(configuration, [group.Header.Receiver])).ToList();
        var suppressed = await Suppressed(configuration, candidates.SelectMany(Firing), cancellation);
        var mutes = new Mutes(configuration, on.Store.UtcNow);
        var receivers = new Dictionary<Fingerprint, List<string>>();
        var shown = new List<ShownGroup>();
        foreach (var group in candidates)
        {
            var alerts = Shown(group, asked, suppressed, receivers);
            var route = Router.RouteOf(configuration, group.Header);
            if (alerts.Count > 0 && mutes.Of(route) is var mutedBy && (asked.Muted || mutedBy.IsEmpty))
            {
                shown.Add(new(group.Header, LabelsOf(route, configuration, group.Header, alerts), mutedBy, alerts));
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
        var (configuration, _) = await on.Configuration.Now(cancellation);
        var groups = await overview.Read(static _ => true, cancellation);
        var states = await Suppressed(configuration, Latest(groups), cancellation);
        var suppressed = states.Values.Count(by => by.IsAny);
        return new(states.Count - suppressed, suppressed, groups.Count);
    }

    private static IEnumerable<StoredAlert> Firing(HeldGroup group) =>
        group.Alerts.Select(held => held.Firing).OfType<StoredAlert>();

    private static string[] ReceiversOf(AlertingConfiguration configuration, StoredAlert alert) =>
        [.. configuration.Routes.Match(alert.Alert.Labels).Select(route => route.Receiver)];

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

    // Each asked for once, several side by side: a source of inhibition may have to be looked up in the store.
    private async Task<IReadOnlyDictionary<Fingerprint, SuppressedBy>> Suppressed(
        AlertingConfiguration configuration, IEnumerable<StoredAlert> alerts, CancellationToken cancellation)
    {
        var suppressor = await suppression.Now(configuration, cancellation);
        StoredAlert[] distinct = [.. alerts.DistinctBy(alert => alert.Fingerprint)];
        var by = new SuppressedBy[distinct.Length];
        await Parallel.ForAsync(
            0,
            distinct.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Overview.SideBySide, CancellationToken = cancellation },
            async (i, stop) => by[i] = await suppressor.Of(distinct[i].Alert.Labels, stop));
        return distinct.Zip(by).ToDictionary(pair => pair.First.Fingerprint, pair => pair.Second);
    }

    private static List<ShownAlert> Shown(
        HeldGroup group, AlertsAsked asked, IReadOnlyDictionary<Fingerprint, SuppressedBy> suppressed,
        Dictionary<Fingerprint, List<string>> receivers)
    {
        var shown = new List<ShownAlert>(group.Alerts.Count);
        foreach (var alert in Firing(group))
        {
            var by = suppressed[alert.Fingerprint];
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

    private LabelSet LabelsOf(
        Route route, AlertingConfiguration configuration, GroupHeader header, List<ShownAlert> alerts)
    {
        if (route.Labels.Count == 0)
        {
            return route.Labels;
        }

        var told = alerts.Select(one => one.Alert.Alert).Select(alert => new NotifiedAlert(
            alert.Labels, alert.Annotations, AlertStatus.Firing, alert.StartsAt, null, alert.GeneratorUrl));
        var data = NotificationData.Of(header.Receiver, header.Labels, [.. told], on.Store.UtcNow);
        return RouteLabels.Of(
            route.Labels, configuration.TemplateSet, data with { ExternalUrl = on.ExternalUrl });
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

    // Asked for once a route: there may be many groups of it.
    private sealed class Mutes(AlertingConfiguration configuration, DateTimeOffset now)
    {
        private readonly Dictionary<Route, ImmutableArray<string>> known = new(ReferenceEqualityComparer.Instance);

        public ImmutableArray<string> Of(Route route)
        {
            if (!known.TryGetValue(route, out var by))
            {
                known.Add(route, by = Mute.Of(route, configuration, now).By);
            }

            return by;
        }
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
/// <param name="RouteLabels">The labels of its route, rendered over it.</param>
/// <param name="MutedBy">Names of the time intervals that keep it quiet; empty: none does.</param>
/// <param name="Alerts">At least one, in the order of a notification.</param>
public sealed record ShownGroup(
    GroupHeader Header, LabelSet RouteLabels, ImmutableArray<string> MutedBy, IReadOnlyList<ShownAlert> Alerts);
