using Alerting.Core.Configuration;
using Alerting.Core.Routing.Intervals;

namespace Alerting.Core.Groups;

/// <summary>What a decision needs to know beside the group itself.</summary>
public sealed record GroupContext
{
    /// <summary>The route of the group, for its intervals.</summary>
    public required Route Route { get; init; }

    /// <summary>Who is told.</summary>
    public required Receiver Receiver { get; init; }

    /// <summary>Whether time intervals of the route keep it from telling anything now.</summary>
    public Mute Mute { get; init; } = Mute.None;

    /// <summary>How long a notice is tried.</summary>
    public required TimeSpan MaxAge { get; init; }

    /// <summary>
    /// Alerts have to leave for other groups as soon as a notice under way has ended: it must not sleep.
    /// </summary>
    public bool IsLeaving { get; init; }

    /// <summary>Whether a kind of channel may be sent the same notice twice without harm.</summary>
    public required Func<string, bool> Deduplicates { get; init; }
}
