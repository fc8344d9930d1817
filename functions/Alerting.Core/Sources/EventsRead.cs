using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources;

/// <summary>What a source of reports made of a body.</summary>
/// <param name="Events">Reports of runs, in the order of the body; may be empty.</param>
/// <param name="Alerts">Alerts, in the order of the body; may be empty.</param>
/// <param name="Rejected">
/// What could not be used; may be empty. Much of it does not cost the report it stands in: that is among the events
/// without it.
/// </param>
/// <param name="Unreadable">Why nothing of the body could be used; null when something could, or was asked.</param>
public sealed record EventsRead(
    ImmutableArray<JobEvent> Events,
    ImmutableArray<Alert> Alerts,
    ImmutableArray<Rejection> Rejected,
    string? Unreadable = null)
{
    /// <summary>Where each of the alerts stands in the body, as a JSON path.</summary>
    public ImmutableArray<string> AlertPaths { get; init; } = [];

    /// <summary>What of a batch is worth being read again by itself; null: nothing is.</summary>
    public Leftover? Lost { get; init; }

    internal static EventsRead None(string why) => new([], [], [], why);

    // Reads them, and then what reading them has rejected.
    internal static EventsRead Of(IEnumerable<JobEvent> events, Rejections rejected)
    {
        var read = events.ToImmutableArray();
        return new(read, [], rejected.ToImmutable()) { Lost = read.IsEmpty ? null : rejected.Lost() };
    }
}
