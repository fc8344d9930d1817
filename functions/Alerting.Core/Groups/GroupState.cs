using System.Collections.Immutable;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups;

/// <summary>A group as a desk has read it: header first, then latch, then alerts and slots.</summary>
public sealed record GroupState
{
    /// <summary>Its header.</summary>
    public required GroupHeader Header { get; init; }

    /// <summary>Version of its latch; null: it sleeps.</summary>
    public ETag? Latch { get; init; }

    /// <summary>Its alerts, by fingerprint.</summary>
    public ImmutableArray<StoredAlert> Alerts { get; init; } = [];

    /// <summary>Its slots, by integration; one that was never written is missing.</summary>
    public ImmutableDictionary<string, Slot> Slots { get; init; } = ImmutableDictionary<string, Slot>.Empty;

    /// <summary>The same with ticks that begin at an instant.</summary>
    public GroupState Anchored(DateTimeOffset at) => this with { Header = Header with { Anchor = at } };

    /// <summary>The flushes that its slots name, by number.</summary>
    public ImmutableDictionary<long, Flush> Flushes { get; init; } = ImmutableDictionary<long, Flush>.Empty;
}
