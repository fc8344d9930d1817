using Alerting.Core.Alerts;
using Alerting.Core.Desks.Overviews;
using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Enriching;

/// <summary>
/// Finds other alerts of the same time and place. What fires is read once for all flushes, at most every 30 s, and the
/// rarer the longer that takes.
/// </summary>
internal sealed class RelatedAlerts(Foundation on)
{
    private const int Most = 5;
    private const int MostKept = 20_000;
    private const int LongestName = 200;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(15);

    // The narrower first: what shares a pod is nearer than what shares a cluster.
    private static readonly string[] Places =
        ["run", "pod", "instance", "job", "model", "node", "host", "service", "namespace", "cluster"];

    private readonly Overview overview = new(on.Store, on.Shards);
    private readonly Lock gate = new();
    private Task<IReadOnlyList<Alert>>? snapshot;
    private long takenAt;
    private TimeSpan lasts = Fresh;

    /// <summary>At most five, the nearest first; a store that is away knows none.</summary>
    public async Task<IReadOnlyList<RelatedAlert>> To(IReadOnlyCollection<AlertTold> told)
    {
        IReadOnlyList<Alert> firing;
        try
        {
            firing = await Firing().WaitAsync(Patience, on.Time);
        }
        catch (TimeoutException)
        {
            return [];
        }

        var own = told.Select(alert => alert.Labels.Fingerprint).ToHashSet();
        var names = told.Select(alert => alert.Labels["alertname"]).ToHashSet(StringComparer.Ordinal);
        var places = PlacesOf(told);
        var (from, to) = (told.Min(alert => alert.StartsAt) - Near, told.Max(alert => alert.StartsAt) + Near);
        return
        [
            .. firing
                .Where(alert => alert.StartsAt >= from && alert.StartsAt <= to && !own.Contains(alert.Fingerprint)
                    && !names.Contains(alert.Labels["alertname"]))
                .Select(alert => (alert, Shared: Shared(alert.Labels, places)))
                .Where(it => it.Shared.Place >= 0)
                .OrderBy(it => it.Shared.Place).ThenBy(it => it.alert.StartsAt)
                .DistinctBy(it => it.alert.Labels["alertname"]).Take(Most)
                .Select(it => new RelatedAlert(NameOf(it.alert), it.alert.StartsAt.ToUniversalTime(), it.Shared.Text)),
        ];
    }

    private Task<IReadOnlyList<Alert>> Firing()
    {
        lock (gate)
        {
            if (snapshot is null || (snapshot.IsCompleted && on.Time.GetElapsedTime(takenAt) >= lasts))
            {
                (snapshot, takenAt) = (Task.Run(Read), on.Time.GetTimestamp());
            }

            return snapshot;
        }
    }

    private async Task<IReadOnlyList<Alert>> Read()
    {
        var began = on.Time.GetTimestamp();
        try
        {
            var groups = await overview.Read(static _ => true, CancellationToken.None);
            return
            [
                .. groups.SelectMany(group => group.Alerts).Select(alert => alert.Firing?.Alert).OfType<Alert>()
                    .DistinctBy(alert => alert.Fingerprint).Take(MostKept),
            ];
        }
        catch (StoreUnavailableException)
        {
            return [];
        }
        finally
        {
            var took = on.Time.GetElapsedTime(began);
            lasts = 20 * took > Fresh ? 20 * took : Fresh;
        }
    }

    // The values that any alert has in each place; of a crowd only those of the first.
    private static HashSet<string>[] PlacesOf(IEnumerable<AlertTold> told) =>
    [
        .. Places.Select(place => told.Take(100).Select(alert => alert.Labels[place])
            .Where(value => value.Length > 0).ToHashSet(StringComparer.Ordinal)),
    ];

    private static (int Place, string Text) Shared(LabelSet labels, HashSet<string>[] places)
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (labels[Places[i]] is { Length: > 0 } value && places[i].Contains(value))
            {
                return (i, Short($"{Places[i]}={value}"));
            }
        }

        return (-1, "");
    }

    private static string NameOf(Alert alert)
    {
        var summary = alert.Annotations["summary"];
        var name = alert.Labels["alertname"];
        return Short(summary.Length > 0 ? $"{name}: {summary}" : name).Replace('\n', ' ');
    }

    private static string Short(string text) => BoundedText.Printable(WholeWords.Cut(text, LongestName), LongestName);
}
