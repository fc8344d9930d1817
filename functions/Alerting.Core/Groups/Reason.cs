namespace Alerting.Core.Groups;

/// <summary>
/// Why a notification was or was not sent. The first block is Alertmanager's own (its <c>notification_reason</c>); the
/// same word stands in the store, the log, the metric and the message.
/// </summary>
public enum Reason
{
    /// <summary>Nobody was told of this group yet, or all was over when last told.</summary>
    FirstNotification,

    /// <summary>Alerts fire that were not among those last told.</summary>
    NewAlertsAdded,

    /// <summary>Some are over, others still fire.</summary>
    SomeAlertsResolved,

    /// <summary>All are over.</summary>
    AllAlertsResolved,

    /// <summary>Nothing changed, and the cooldown has run out.</summary>
    RepeatIntervalElapsed,

    /// <summary>It is not known whether the last notice arrived: said once more.</summary>
    PossibleRepeat,

    /// <summary>What was told before it was silenced or muted still fires when that has ended: told again.</summary>
    SilenceEnded,

    /// <summary>What is said beside its alerts has come since: the message is changed, nobody is called.</summary>
    ContextCompleted,

    /// <summary>Runs reported what somebody asks to be told of, whatever its level.</summary>
    StatusReported,

    /// <summary>Not sent: this was said, and the cooldown has not run out.</summary>
    Cooldown,

    /// <summary>Not sent: nothing fires and nobody was told that anything did.</summary>
    NothingToTell,

    /// <summary>
    /// Not sent: what still fires belongs to other groups now, under another configuration; its end is told here.
    /// </summary>
    MovedElsewhere,

    /// <summary>Not sent: it is outside the active time intervals of the route, or in one that mutes it.</summary>
    Muted,

    /// <summary>Not sent: silences are about all of it, or silences and other alerts between them.</summary>
    Silenced,

    /// <summary>Not sent: other alerts inhibit all of it.</summary>
    Inhibited,

    /// <summary>Not sent: the integration does not want to hear that alerts are over.</summary>
    SendResolvedOff,

    /// <summary>Not sent: all of it was over before the first notification had left.</summary>
    ResolvedBeforeFirstNotification,

    /// <summary>Not sent: it stands in for integrations that can be told themselves now.</summary>
    StandInNotNeeded,

    /// <summary>Not sent now: an earlier notice is under way; decided again at its end.</summary>
    EarlierNoticeUnderWay,

    /// <summary>Not sent now: the last attempts failed; tried again after a pause that grows.</summary>
    WaitingAfterFailure,

    /// <summary>Not sent: it could not be told for as long as a notice may be tried.</summary>
    GivenUp,
}
