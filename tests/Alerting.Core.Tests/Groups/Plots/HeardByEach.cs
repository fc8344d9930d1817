using System.Collections.Concurrent;
using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Tests.Groups.Plots;

/// <summary>
/// Answers at random, remembers what each integration of each group has taken, and holds the reason of every
/// notification against that.
/// </summary>
internal sealed class HeardByEach
{
    private readonly ConcurrentDictionary<string, Taken> taken = new(StringComparer.Ordinal);

    /// <summary>The first notification whose reason was not so; null: none.</summary>
    public string? Wrong { get; private set; }

    public Func<Notification, Receipt> Answer(Random random) => notification =>
    {
        var key = $"{notification.GroupKey} {notification.Integration.Id}";
        var before = taken.GetValueOrDefault(key) ?? Taken.Nothing;
        if (!before.Allows(notification))
        {
            Wrong ??= $"{notification.DecidedAt}: {key}: {notification.Reason} of "
                + Said.Names(notification.Alerts.Select(it => (it.Labels, it.Status == AlertStatus.Firing)));
        }

        var receipt = random.Next(6) switch
        {
            0 => new Receipt.Refused("no"),
            1 => new Receipt.Deferred("later", TimeSpan.FromSeconds(random.Next(300))),
            2 => new Receipt.Unknown("who knows"),
            _ => (Receipt)new Receipt.Delivered("ok"),
        };
        taken[key] = receipt switch
        {
            Receipt.Delivered => Taken.Of(notification, before),
            Receipt.Unknown => Taken.Of(notification, before) with { MayBe = true },
            _ => before,
        };
        return receipt;
    };

    private sealed record Taken(HashSet<Fingerprint> Firing, HashSet<Fingerprint> Over, bool MayBe)
    {
        public static Taken Nothing { get; } = new([], [], false);

        public static Taken Of(Notification notification, Taken before) => new(
            Those(notification, fires: true),
            notification.Integration.SendResolved ? Those(notification, fires: false) : before.Over,
            MayBe: false);

        // With send_resolved off, that all is over is noted without being said, so what was taken before is only a bound.
        public bool Allows(Notification told)
        {
            var (fires, over) = (Those(told, fires: true), Those(told, fires: false));
            var isNews = !fires.IsSubsetOf(Firing) || !told.Integration.SendResolved;
            return told.Reason switch
            {
                Reason.FirstNotification => isNews || MayBe,
                Reason.NewAlertsAdded => (isNews && Firing.Count > 0) || MayBe,
                Reason.SomeAlertsResolved => fires.Count > 0 && (!over.IsSubsetOf(Over) || MayBe),
                Reason.AllAlertsResolved => fires.Count == 0 && over.Count > 0 && (Firing.Count > 0 || MayBe),
                Reason.RepeatIntervalElapsed => fires.IsSubsetOf(Firing) || MayBe,
                Reason.PossibleRepeat => MayBe,
                _ => false,
            };
        }

        private static HashSet<Fingerprint> Those(Notification notification, bool fires) =>
            [.. notification.Alerts.Where(alert => (alert.Status == AlertStatus.Firing) == fires)
                .Select(alert => alert.Labels.Fingerprint)];
    }
}
