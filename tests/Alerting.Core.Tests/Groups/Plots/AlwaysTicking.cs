using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Routing;
using Alerting.Core.Routing.Intervals;

namespace Alerting.Core.Tests.Groups.Plots;

/// <summary>
/// Groups as Alertmanager has them, written down plainly a second time: every group ticks for as long as it has alerts,
/// and everything is delivered at once. Source: Alertmanager's dispatch.go (run, flush) and notify.go (needsUpdate); silence.go; inhibit.go of 0.25, which
/// looks at all sources.
/// </summary>
internal sealed class AlwaysTicking(AlertingConfiguration configuration)
{
    private readonly Dictionary<string, TickingGroup> groups = new(StringComparer.Ordinal);
    private readonly List<Said> said = [];
    private readonly List<(Hush Hush, DateTimeOffset From, DateTimeOffset To)> silences = [];

    public static IReadOnlyList<Said> Run(Plot plot, DateTimeOffset start)
    {
        var run = new AlwaysTicking(plot.Configuration);
        var now = start;
        foreach (var step in plot.Steps)
        {
            now += step.After;
            run.TickUntil(now);
            run.Silence(step, now);
            foreach (var report in step.Reports)
            {
                run.Post(report.At(now), now);
            }
        }

        run.TickUntil(now + TimeSpan.FromHours(1));
        return run.said;
    }

    private void Silence(Step step, DateTimeOffset now)
    {
        if (step.EndsHush && silences.Count > 0)
        {
            var (hush, from, to) = silences[^1];
            silences[^1] = to < now ? silences[^1] : (hush, from < now ? from : now, now);
        }

        if (step.Hush is { } made)
        {
            silences.Add((made, now + made.In, now + made.In + made.For));
        }
    }

    private bool IsSuppressed(LabelSet labels, DateTimeOffset now) =>
        silences.Any(it => it.From <= now && now <= it.To && labels[it.Hush.Name] == it.Hush.Value)
        || configuration.InhibitRules.Any(rule => rule.Target.Matches(labels) && groups.Values
            .SelectMany(group => group.Alerts.Values)
            .Any(source => source.Until > now && rule.Source.Matches(source.Alert.Labels)
                && rule.Equal.All(name => source.Alert.Labels[name] == labels[name])
                && !(rule.Source.Matches(labels) && rule.Target.Matches(source.Alert.Labels))));

    private void Post(Alert alert, DateTimeOffset now)
    {
        foreach (var to in Router.Route(configuration, alert.Labels))
        {
            if (!groups.TryGetValue(to.GroupKey, out var group))
            {
                groups.Add(to.GroupKey, group = new(to));
            }

            if (group.Alerts.Count == 0)
            {
                var wait = to.Route.GroupWait!.Value;
                group.Next = alert.StartsAt < now - wait ? now : now + wait;
            }

            var old = group.Alerts.GetValueOrDefault(alert.Fingerprint);
            var merged = AlertMerge.Apply(old, alert, configuration.StaleAfter, now, now);
            group.Alerts[alert.Fingerprint] = merged ?? old!;
        }
    }

    private void TickUntil(DateTimeOffset end)
    {
        while (groups.Values.Where(group => group.Alerts.Count > 0 && group.Next <= end).MinBy(group => group.Next)
            is { } group)
        {
            Tick(group, group.Next);
        }
    }

    private void Tick(TickingGroup group, DateTimeOffset now)
    {
        group.Next = now + group.To.Route.GroupInterval;
        if (!Mute.Of(group.To.Route, configuration, now).IsOn)
        {
            foreach (var integration in configuration.ReceiverNamed(group.To.Route.Receiver).Integrations)
            {
                Notify(group, integration, now);
            }
        }

        foreach (var over in group.Alerts.Values.Where(alert => alert.Until <= now).ToArray())
        {
            group.Alerts.Remove(over.Fingerprint);
        }
    }

    private void Notify(TickingGroup group, Integration integration, DateTimeOffset now)
    {
        StoredAlert[] visible = [.. group.Alerts.Values.Where(alert => !IsSuppressed(alert.Alert.Labels, now))];
        if (visible.Length == 0)
        {
            return;
        }

        var firing = visible.Where(alert => alert.Until > now).Select(it => it.Fingerprint).ToHashSet();
        var over = visible.Where(alert => alert.Until <= now).Select(it => it.Fingerprint).ToHashSet();
        var entry = group.Log.GetValueOrDefault(integration.Id);
        if (Reason(entry, firing, over, integration, group, now) is not { } reason)
        {
            return;
        }

        group.Log[integration.Id] = new(firing, over, now);
        var told = visible.Where(alert => alert.Until > now || integration.SendResolved).ToArray();
        if (told.Length > 0)
        {
            said.Add(new(now, group.To.GroupKey, integration.Id, reason, Said.Names(
                told.Select(alert => (alert.Alert.Labels, alert.Until > now)))));
        }
    }

    private static string? Reason(
        Entry? entry, HashSet<Fingerprint> firing, HashSet<Fingerprint> over, Integration integration, TickingGroup group,
        DateTimeOffset now) => entry switch
        {
            null => firing.Count > 0 ? "first notification" : null,
            _ when !firing.IsSubsetOf(entry.Firing) =>
                entry.Firing.Count == 0 ? "first notification" : "new alerts added",
            _ when firing.Count == 0 => entry.Firing.Count > 0 ? "all alerts resolved" : null,
            _ when integration.SendResolved && !over.IsSubsetOf(entry.Over) => "some alerts resolved",
            _ => entry.At < now - group.To.Route.RepeatInterval ? "repeat interval elapsed" : null,
        };

    private sealed class TickingGroup(Destination to)
    {
        public Destination To => to;

        public DateTimeOffset Next { get; set; }

        public Dictionary<Fingerprint, StoredAlert> Alerts { get; } = [];

        public Dictionary<string, Entry> Log { get; } = new(StringComparer.Ordinal);
    }

    private sealed record Entry(HashSet<Fingerprint> Firing, HashSet<Fingerprint> Over, DateTimeOffset At);
}
