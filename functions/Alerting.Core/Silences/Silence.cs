using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;

namespace Alerting.Core.Silences;

/// <summary>For a time, alerts that match are not told.</summary>
public sealed record Silence
{
    /// <summary>A UUID in lower case.</summary>
    public required string Id { get; init; }

    /// <summary>All must match, in the order they were given; at least one does not match the empty text.</summary>
    public required ImmutableArray<Matcher> Matchers { get; init; }

    /// <summary>From when, included, UTC.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>To when, included, UTC.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>When it last changed, by the store's time.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who made it; may be empty.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Why; may be empty.</summary>
    public required string Comment { get; init; }

    /// <summary>More about it.</summary>
    public LabelSet Annotations { get; init; } = LabelSet.Empty;

    /// <summary>What it is at an instant.</summary>
    public SilenceState StateAt(DateTimeOffset now) =>
        now < StartsAt ? SilenceState.Pending : now > EndsAt ? SilenceState.Expired : SilenceState.Active;

    /// <summary>Whether it is about these labels, whenever it is active.</summary>
    public bool Matches(LabelSet labels)
    {
        foreach (var matcher in Matchers)
        {
            if (!matcher.Matches(labels[matcher.Name]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>What a silence is at an instant, in the order in which the API lists them.</summary>
public enum SilenceState
{
    /// <summary>It acts.</summary>
    Active,

    /// <summary>It has not begun.</summary>
    Pending,

    /// <summary>It is over.</summary>
    Expired,
}

/// <summary>States as words.</summary>
public static class SilenceStates
{
    /// <summary>The word the API uses.</summary>
    public static string ToText(this SilenceState state) => state switch
    {
        SilenceState.Active => "active",
        SilenceState.Pending => "pending",
        SilenceState.Expired => "expired",
    };
}
