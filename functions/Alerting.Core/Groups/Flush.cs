using System.Collections.Immutable;
using Alerting.Core.Alerts;

namespace Alerting.Core.Groups;

/// <summary>What a look decided to say: the alerts with what each was then, frozen.</summary>
public sealed record Flush
{
    /// <summary>Its number in the group.</summary>
    public required long Number { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its alerts; at most <see cref="MostAlerts"/>.</summary>
    public required ImmutableArray<FlushedAlert> Alerts { get; init; }

    /// <summary>Alerts of the group that did not fit into it.</summary>
    public int Omitted { get; init; }

    /// <summary>What fits into one transaction beside everything else a look writes.</summary>
    public const int MostAlerts = 60_000;

    /// <summary>Those that fire.</summary>
    public FrozenFingerprints Firing => field ??= FrozenFingerprints.Of(Alerts, firing: true);

    /// <summary>Those that are over.</summary>
    public FrozenFingerprints Over => field ??= FrozenFingerprints.Of(Alerts, firing: false);

    /// <summary>The alerts of a group at an instant.</summary>
    public static Flush Of(long number, IReadOnlyList<StoredAlert> alerts, DateTimeOffset now) => new()
    {
        Number = number,
        At = now,
        Omitted = Math.Max(0, alerts.Count - MostAlerts),
        Alerts = [.. Fitting(alerts, now).Select(alert => FlushedAlert.Of(alert, now))],
    };

    // What fires comes first, so that nothing is told to be over while one that did not fit still fires.
    private static IEnumerable<StoredAlert> Fitting(IReadOnlyList<StoredAlert> alerts, DateTimeOffset now) =>
        alerts.Count <= MostAlerts
            ? alerts
            : alerts.OrderBy(alert => alert.StatusAt(now) == AlertStatus.Firing ? 0 : 1).Take(MostAlerts);

    /// <summary>Whether the same fire and the same are over.</summary>
    public bool SaysTheSameAs(Flush other) =>
        Firing.IsSubsetOf(other.Firing) && other.Firing.IsSubsetOf(Firing)
        && Over.IsSubsetOf(other.Over) && other.Over.IsSubsetOf(Over);
}

/// <summary>An alert in a flush.</summary>
/// <param name="Fingerprint">Which.</param>
/// <param name="Status">What it was.</param>
/// <param name="StartsAt">Since when it fired, UTC.</param>
/// <param name="EndsAt">When it ended, UTC; null while firing.</param>
public readonly record struct FlushedAlert(
    Fingerprint Fingerprint, AlertStatus Status, DateTimeOffset StartsAt, DateTimeOffset? EndsAt)
{
    /// <summary>A stored alert at an instant.</summary>
    public static FlushedAlert Of(StoredAlert alert, DateTimeOffset now)
    {
        var status = alert.StatusAt(now);
        return new(alert.Fingerprint, status, alert.Alert.StartsAt, status == AlertStatus.Firing ? null : alert.Until);
    }
}

/// <summary>A set of fingerprints that no longer changes.</summary>
public sealed class FrozenFingerprints
{
    private readonly HashSet<Fingerprint> set;

    private FrozenFingerprints(HashSet<Fingerprint> set) => this.set = set;

    /// <summary>How many.</summary>
    public int Count => set.Count;

    internal static FrozenFingerprints Of(ImmutableArray<FlushedAlert> alerts, bool firing) =>
        new([.. alerts.Where(alert => alert.Status == AlertStatus.Firing == firing)
            .Select(alert => alert.Fingerprint)]);

    /// <summary>Whether any of it is as asked for.</summary>
    public bool Any(Func<Fingerprint, bool> asked) => set.Any(asked);

    /// <summary>Whether the alert is in it.</summary>
    public bool Contains(Fingerprint fingerprint) => set.Contains(fingerprint);

    /// <summary>Whether all of it is in the other.</summary>
    public bool IsSubsetOf(FrozenFingerprints other) => set.Count <= other.set.Count && set.IsSubsetOf(other.set);
}
