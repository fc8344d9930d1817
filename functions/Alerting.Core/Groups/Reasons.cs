namespace Alerting.Core.Groups;

/// <summary>Reasons as words.</summary>
public static class Reasons
{
    private static readonly Dictionary<string, Reason> ByText =
        Enum.GetValues<Reason>().ToDictionary(reason => reason.ToText(), StringComparer.Ordinal);

    /// <summary>
    /// The words used in the store, logs, metrics and messages; where Alertmanager has the reason, its
    /// <c>notification_reason</c>.
    /// </summary>
    public static string ToText(this Reason reason) => reason switch
    {
        Reason.FirstNotification => "first notification",
        Reason.NewAlertsAdded => "new alerts added",
        Reason.SomeAlertsResolved => "some alerts resolved",
        Reason.AllAlertsResolved => "all alerts resolved",
        Reason.RepeatIntervalElapsed => "repeat interval elapsed",
        Reason.PossibleRepeat => "possible repeat",
        Reason.SilenceEnded => "silence ended",
        Reason.ContextCompleted => "log context completed",
        Reason.StatusReported => "status report",
        Reason.Cooldown => "cooldown",
        Reason.NothingToTell => "nothing to tell",
        Reason.MovedElsewhere => "moved to other groups",
        Reason.Muted => "muted by time intervals",
        Reason.Silenced => "silenced",
        Reason.Inhibited => "inhibited",
        Reason.SendResolvedOff => "send_resolved is off",
        Reason.ResolvedBeforeFirstNotification => "resolved before the first notification",
        Reason.StandInNotNeeded => "stand-in not needed",
        Reason.EarlierNoticeUnderWay => "an earlier notice is under way",
        Reason.WaitingAfterFailure => "waiting after a failure",
        Reason.GivenUp => "given up",
    };

    /// <summary>The reason of those words; throws <see cref="KeyNotFoundException"/> for others.</summary>
    public static Reason Parse(string text) => ByText[text];

    /// <summary>Whether something is sent for it.</summary>
    public static bool IsSent(this Reason reason) => reason is Reason.FirstNotification or Reason.NewAlertsAdded
        or Reason.SomeAlertsResolved or Reason.AllAlertsResolved or Reason.RepeatIntervalElapsed
        or Reason.PossibleRepeat or Reason.SilenceEnded or Reason.ContextCompleted or Reason.StatusReported;
}

/// <summary>Outcomes as words.</summary>
public static class Outcomes
{
    /// <summary>The word used in the store, logs, metrics and messages.</summary>
    public static string ToText(this NoticeOutcome outcome) => outcome switch
    {
        NoticeOutcome.Delivered => "delivered",
        NoticeOutcome.Refused => "refused",
        NoticeOutcome.Unknown => "unknown",
        NoticeOutcome.Superseded => "superseded",
        NoticeOutcome.Expired => "expired",
    };
}
