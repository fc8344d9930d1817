using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Jobs;

/// <summary>A report that waits to be merged.</summary>
/// <param name="Event">The report.</param>
/// <param name="Came">When it came, by the store's time.</param>
/// <param name="Mark">
/// What a repeat of it is known by: a hash of its event id, or of all it says where its sender stamped it. Null: it has
/// neither.
/// </param>
public readonly record struct JobNews(JobEvent Event, DateTimeOffset Came, string? Mark)
{
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);
    private static readonly TimeSpan MostBehind = TimeSpan.FromDays(30);

    /// <summary>
    /// Its sender's stamp; null where there is none, or one that no clock and no delay explains: more than a day ahead
    /// or 30 days behind.
    /// </summary>
    public DateTimeOffset? Stamp => Event.At is { } at && at - Came <= MostAhead && Came - at <= MostBehind ? at : null;

    /// <summary>The mark of a report.</summary>
    /// <param name="said">The report.</param>
    /// <param name="bytes">All it says.</param>
    public static string? MarkOf(JobEvent said, ReadOnlySpan<byte> bytes) =>
        said.EventId is { } id ? Hash.Of(id)[..16]
        : said.At is not null ? Hash.Of(bytes)[..16]
        : null;
}
