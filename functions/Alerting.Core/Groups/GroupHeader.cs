using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups;

/// <summary>What is kept of a group besides its alerts, slots and flushes. Written by the desk, by version.</summary>
public sealed record GroupHeader
{
    /// <summary>Its identity: <see cref="GroupId.Of"/> key, receiver and ordinal; the key of its rows.</summary>
    public required GroupId Id { get; init; }

    /// <summary>As Alertmanager prints it.</summary>
    public required string GroupKey { get; init; }

    /// <summary>The labels that make the group.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>Who is told.</summary>
    public required string Receiver { get; init; }

    /// <summary>Which of the routes of the same key and receiver, from 0.</summary>
    public int Ordinal { get; init; }

    /// <summary>Epoch of the configuration that last decided it.</summary>
    public required long Epoch { get; init; }

    /// <summary>Start of its tick grid: anchor + k × group_interval.</summary>
    public required DateTimeOffset Anchor { get; init; }

    /// <summary>When it is looked at next: the one due row there is for it.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>
    /// True while it holds no alerts: the next alert starts it anew, with group_wait; forgotten at <see cref="Due"/>.
    /// </summary>
    public bool Empty { get; init; }

    /// <summary>
    /// Whether it was made for a drill: what it has to tell was given to it when it was made, and nothing follows.
    /// </summary>
    public bool IsDrill { get; init; }

    /// <summary>Whether it tells what runs report, which is likewise given to it.</summary>
    public bool IsStatus { get; init; }

    /// <summary>Either of them: nothing follows from it, and it is no group of alerts.</summary>
    public bool IsGiven => IsDrill || IsStatus;

    /// <summary>A mark of what was suppressed and by what when it was decided last; 0: nothing was.</summary>
    public long Suppression { get; init; }

    /// <summary>Number of its last flush; starts at the unix millisecond it was made in.</summary>
    public required long Flushes { get; init; }

    /// <summary>Number of its last timeline entry; starts as <see cref="Flushes"/> does.</summary>
    public required long Entries { get; init; }

    /// <summary>W3C traceparent of the accept that woke it; null when unknown.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The version read; default when it was never stored.</summary>
    public ETag ETag { get; init; }

    /// <summary>The part of <see cref="GroupKey"/> that is the key of its route.</summary>
    public string RouteKey => GroupKey[..^(Labels.ToString().Length + 1)];

    /// <summary>The first tick of the grid after an instant.</summary>
    public DateTimeOffset TickAfter(DateTimeOffset instant, TimeSpan interval)
    {
        if (instant < Anchor)
        {
            return Anchor;
        }

        var next = ((instant - Anchor).Ticks / interval.Ticks) + 1;
        return next > (DateTimeOffset.MaxValue - Anchor).Ticks / interval.Ticks
            ? DateTimeOffset.MaxValue
            : Anchor.AddTicks(next * interval.Ticks);
    }

    /// <summary>The first tick of the grid at or after an instant.</summary>
    public DateTimeOffset TickFrom(DateTimeOffset instant, TimeSpan interval) =>
        instant <= Anchor ? Anchor : TickAfter(instant.AddTicks(-1), interval);
}
