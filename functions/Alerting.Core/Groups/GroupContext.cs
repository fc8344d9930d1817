using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Routing.Intervals;

namespace Alerting.Core.Groups;

/// <summary>What a decision needs to know beside the group itself.</summary>
public sealed record GroupContext
{
    /// <summary>The route of the group, for its intervals.</summary>
    public required Route Route { get; init; }

    /// <summary>Who is told.</summary>
    public required Receiver Receiver { get; init; }

    /// <summary>
    /// Who is told in place of an integration that cannot be; ids unlike those of the receiver's own.
    /// </summary>
    public ImmutableArray<Integration> StandIns { get; init; } = [];

    /// <summary>Whether time intervals of the route keep it from telling anything now.</summary>
    public Mute Mute { get; init; } = Mute.None;

    /// <summary>The alerts of the group that must not be told now, and by what.</summary>
    public ImmutableDictionary<Fingerprint, SuppressedBy> Suppressed { get; init; } =
        ImmutableDictionary<Fingerprint, SuppressedBy>.Empty;

    /// <summary>Where it differs from Alertmanager on somebody's wish.</summary>
    public Behaviour Behaviour { get; init; }

    /// <summary>
    /// Whether a silence or a muting interval that is over kept an alert from being told at any time since; asked only
    /// where <see cref="Behaviour.AnnouncesAfter"/> is on.
    /// </summary>
    public Func<StoredAlert, DateTimeOffset, bool> WasHeldSince { get; init; } = (_, _) => false;

    /// <summary>How long a notice is tried.</summary>
    public required TimeSpan MaxAge { get; init; }

    /// <summary>
    /// Alerts have to leave for other groups as soon as a notice under way has ended: it must not sleep.
    /// </summary>
    public bool IsLeaving { get; init; }

    /// <summary>Whether a kind of channel may be sent the same notice twice without harm.</summary>
    public required Func<string, bool> Deduplicates { get; init; }

    /// <summary>Whether a message that an integration was told with can be changed.</summary>
    public Func<Integration, bool> Edits { get; init; } = _ => false;
}
