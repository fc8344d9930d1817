using System.Collections.Concurrent;
using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Inhibition;
using Alerting.Core.Ports;
using Alerting.Core.Silences;

namespace Alerting.Core.Desks.Suppressing;

/// <summary>Which alerts must not be told now: those that a silence is about, and those that others inhibit.</summary>
public sealed class Suppression(Foundation on, SilenceDesk silences, SourceIndex sources)
{
    /// <summary>
    /// What is in force now. Throws <see cref="StoreUnavailableException"/> when that cannot be known.
    /// </summary>
    public async ValueTask<Suppressor> Now(AlertingConfiguration configuration, CancellationToken cancellation) =>
        new(await silences.Now(cancellation), configuration.Inhibitor, sources, on.Store.UtcNow);
}

/// <summary>What keeps alerts from being told, at one time.</summary>
public sealed class Suppressor
{
    private const int SideBySide = 16;

    private readonly SilenceBook silences;
    private readonly Inhibitor inhibitor;
    private readonly SourceIndex sources;
    private readonly DateTimeOffset now;

    internal Suppressor(SilenceBook silences, Inhibitor inhibitor, SourceIndex sources, DateTimeOffset now) =>
        (this.silences, this.inhibitor, this.sources, this.now) = (silences, inhibitor, sources, now);

    /// <summary>
    /// What keeps an alert of these labels from being told: every silence, and the first inhibitor found. Throws
    /// <see cref="StoreUnavailableException"/> when that cannot be known.
    /// </summary>
    public async ValueTask<SuppressedBy> Of(LabelSet labels, CancellationToken cancellation)
    {
        foreach (var question in inhibitor.QuestionsOf(labels))
        {
            if (await sources.Firing(question, cancellation) is { } source)
            {
                return new(silences.ActiveFor(labels, now), source);
            }
        }

        return new(silences.ActiveFor(labels, now), null);
    }

    /// <summary>Those of a group's alerts that must not be told, and by what.</summary>
    internal async ValueTask<ImmutableDictionary<Fingerprint, SuppressedBy>> Of(
        ImmutableArray<StoredAlert> alerts, CancellationToken cancellation)
    {
        var suppressed = ImmutableDictionary<Fingerprint, SuppressedBy>.Empty;
        if (silences.Count == 0 && inhibitor.IsEmpty)
        {
            return suppressed;
        }

        // Side by side: each may be a round trip.
        var found = new ConcurrentDictionary<Fingerprint, SuppressedBy>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation };
        await Parallel.ForEachAsync(alerts, options, async (alert, stop) =>
        {
            if (await Of(alert.Alert.Labels, stop) is { IsAny: true } by)
            {
                found[alert.Fingerprint] = by;
            }
        });
        return suppressed.AddRange(found);
    }

    /// <summary>Whether a silence of these labels has come to its end since an instant.</summary>
    internal bool HasSilenceEnded(LabelSet labels, DateTimeOffset since) => !silences.For(
        labels, silence => silence.EndsAt > since && silence.EndsAt < now && silence.StartsAt < silence.EndsAt).IsEmpty;
}
