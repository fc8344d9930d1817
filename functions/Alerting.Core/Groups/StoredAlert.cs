using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups;

/// <summary>An alert as its group keeps it.</summary>
public sealed record StoredAlert
{
    /// <summary>What was last reported of it, merged.</summary>
    public required Alert Alert { get; init; }

    /// <summary>
    /// When it is over unless it is mentioned again: its end, or for an explicit alert that fires the bound of
    /// <c>stale_after</c>. May lie past the bound last reported by the slack of <see cref="AlertMerge"/>.
    /// </summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>When it last changed here, by the store's time.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version of its row; default when it was never stored.</summary>
    public ETag ETag { get; init; }

    /// <summary>
    /// Set on a change that only moves <see cref="Until"/> of an alert that goes on firing: nobody has to look.
    /// </summary>
    public bool IsOnlyBound { get; init; }

    /// <summary>
    /// Set where it belongs to other groups now: kept here because this group told that it fires, for its end alone.
    /// </summary>
    public bool IsMoved { get; init; }

    /// <summary>Who was told of it by the groups it was in before; null: nobody.</summary>
    public Former? Former { get; init; }

    /// <summary>Its identity.</summary>
    public Fingerprint Fingerprint => Alert.Fingerprint;

    /// <summary>What it is at an instant: over from <see cref="Until"/> on, inclusive.</summary>
    public AlertStatus StatusAt(DateTimeOffset now) =>
        Until > now ? AlertStatus.Firing
        : Alert.EndsAt is null ? AlertStatus.NoLongerReported
        : AlertStatus.Resolved;
}
