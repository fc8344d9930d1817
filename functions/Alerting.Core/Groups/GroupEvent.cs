using Alerting.Core.Ports;

namespace Alerting.Core.Groups;

/// <summary>What happened to a group. A closed family.</summary>
public abstract record GroupEvent
{
    private GroupEvent() { }

    /// <summary>Its due row fell due.</summary>
    public sealed record Tick : GroupEvent
    {
        /// <summary>The only one.</summary>
        public static Tick Came { get; } = new();
    }

    /// <summary>
    /// Another configuration is in force: it rests as that one says, and tells nothing before its next tick.
    /// </summary>
    public sealed record Reconfigured : GroupEvent
    {
        /// <summary>The only one.</summary>
        public static Reconfigured Came { get; } = new();
    }

    /// <summary>An attempt at a notice came to an end, or its lease ran out.</summary>
    /// <param name="Notice">Which notice.</param>
    /// <param name="ClaimId">Which claim of it; a receipt of any other claim is only recorded.</param>
    /// <param name="Receipt">What came of it.</param>
    public sealed record Answered(NoticeId Notice, string ClaimId, Receipt Receipt) : GroupEvent
    {
        /// <summary>
        /// Why others are to be told in its place although it may still be delivered: its destination has not answered
        /// for long. Null: not yet.
        /// </summary>
        public string? Trouble { get; init; }

        /// <summary>Whether it left before all was known of what it told.</summary>
        public bool IsEarly { get; init; }
    }

    /// <summary>A notice that nobody is sending is not to be tried before an instant.</summary>
    /// <param name="Notice">Which notice.</param>
    /// <param name="Until">Not before then.</param>
    /// <param name="IsPlace">Whether that is its place under a rate limit; else its destination does not
    /// answer.</param>
    public sealed record Postponed(NoticeId Notice, DateTimeOffset Until, bool IsPlace) : GroupEvent
    {
        /// <summary>See <see cref="Answered.Trouble"/>.</summary>
        public string? Trouble { get; init; }
    }

    /// <summary>All is known now of what is said of a flush: messages that told of it and can be changed are.</summary>
    /// <param name="Flush">Which flush.</param>
    public sealed record ContextCompleted(long Flush) : GroupEvent;

    /// <summary>A notice was older than <c>max_age</c> when it was to be tried, or its integration is gone.</summary>
    /// <param name="Notice">Which notice.</param>
    /// <param name="Outcome">How it ends.</param>
    /// <param name="Why">One line for people.</param>
    public sealed record Abandoned(NoticeId Notice, NoticeOutcome Outcome, string Why) : GroupEvent;
}

/// <summary>How a notice ended.</summary>
public enum NoticeOutcome
{
    /// <summary>The vendor took it.</summary>
    Delivered,

    /// <summary>The vendor will not take it.</summary>
    Refused,

    /// <summary>Nobody knows whether it arrived; said again as a possible repeat.</summary>
    Unknown,

    /// <summary>A later decision took its place before any attempt.</summary>
    Superseded,

    /// <summary>It could not be delivered for <c>max_age</c>.</summary>
    Expired,
}

/// <summary>The end of a notice, for ledger and timeline.</summary>
/// <param name="Notice">Which.</param>
/// <param name="Outcome">How.</param>
/// <param name="Reason">Why it had been sent.</param>
/// <param name="Flush">What it told.</param>
/// <param name="Due">Key time of its <c>o~</c> row.</param>
/// <param name="Attempts">Attempts made.</param>
/// <param name="Why">One line for people.</param>
public sealed record NoticeEnd(
    NoticeId Notice, NoticeOutcome Outcome, Reason Reason, long Flush, DateTimeOffset Due, int Attempts, string Why)
{
    /// <summary>The vendor's id of what it took; null where it gave none.</summary>
    public string? Reference { get; init; }
}
