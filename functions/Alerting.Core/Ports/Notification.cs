using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Logs.Said;
using Alerting.Core.Templates;

namespace Alerting.Core.Ports;

/// <summary>
/// What a channel is given to say: one notice, with the alerts as they were decided on, without the credentials in
/// their labels.
/// </summary>
public sealed record Notification
{
    /// <summary>The notice's id: the same in every attempt, 1 to 128 characters of <c>[A-Za-z0-9.\[\]-]</c>.</summary>
    public required string NoticeId { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Through which integration.</summary>
    public required Integration Integration { get; init; }

    /// <summary>The receiver's name.</summary>
    public required string Receiver { get; init; }

    /// <summary>The group as Alertmanager prints it, such as <c>{}:{alertname="A"}</c>.</summary>
    public required string GroupKey { get; init; }

    /// <summary>
    /// What ids of the group are made of: its key with whatever is in its labels. Never to be sent or shown, only a
    /// hash of it.
    /// </summary>
    public string Identity
    {
        get => field ?? GroupKey;
        init;
    }

    /// <summary>The labels that make the group.</summary>
    public required LabelSet GroupLabels { get; init; }

    /// <summary>Why it is sent.</summary>
    public required Reason Reason { get; init; }

    /// <summary>True when the same may have been said before (the answer to an earlier attempt never came).</summary>
    public bool PossibleRepeat { get; init; }

    /// <summary>
    /// The alerts, in Alertmanager's order (label <c>job</c>, then <c>instance</c>, then the label set); without those
    /// that are over where the integration does not want them; what runs reported in the order in which it came. At
    /// least one.
    /// </summary>
    public required ImmutableArray<NotifiedAlert> Alerts { get; init; }

    /// <summary>Why they fire, as far as logs and runs tell; null: nothing is known.</summary>
    public LogContext? Context { get; init; }

    /// <summary>Alerts of the group that did not fit into the notice at all.</summary>
    public int Omitted { get; init; }

    /// <summary>When it was decided, by the store's time.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Our own address for links, without a slash at the end.</summary>
    public required string ExternalUrl { get; init; }

    /// <summary>The templates that there are.</summary>
    public TemplateSet Templates { get; init; } = TemplateSet.BuiltIn;

    /// <summary>
    /// What may be called although only data leads there: <see
    /// cref="Configuration.Delivery.DeliverySettings.OutboundAllow"/>.
    /// </summary>
    public ImmutableArray<string> OutboundAllow { get; init; } = [];

    /// <summary>The labels of the route.</summary>
    public LabelSet RouteLabels { get; init; } = LabelSet.Empty;

    /// <summary>
    /// <see cref="Receipt.Delivered.Reference"/> of the message that the slot was last told with, for as long as that
    /// belongs to the same trouble; null where there is none, or where the group is told of as new.
    /// </summary>
    public string? Earlier { get; init; }

    /// <summary>
    /// <see cref="Receipt.Deferred.Progress"/> of the attempt before, of the same notice; null where nothing of it was
    /// taken yet.
    /// </summary>
    public string? Progress { get; init; }

    /// <summary>Whom it stands in for, and why: the receiver that could not be told. Null: it is the receiver's
    /// own.</summary>
    public string? StandsInFor { get; init; }

    /// <summary>Whether it is a drill, to be marked as such: nothing of it is true.</summary>
    public bool IsDrill { get; init; }

    /// <summary>
    /// Whether its alerts are what runs reported, each over when it began: to be recorded, whatever it says, and nobody
    /// is to be called for it.
    /// </summary>
    public bool IsStatus { get; init; }

    /// <summary>W3C <c>traceparent</c> of what caused it; null when unknown.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Firing if any alert fires.</summary>
    public bool IsFiring => Alerts.Any(alert => alert.Status == AlertStatus.Firing);
}

/// <summary>An alert as a notification tells it.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Annotations">Its annotations.</param>
/// <param name="Status">What it was when the notice was decided.</param>
/// <param name="StartsAt">Since when it fires.</param>
/// <param name="EndsAt">When it ended; null while firing.</param>
/// <param name="GeneratorUrl">Where it came from; may be empty.</param>
public sealed record NotifiedAlert(
    LabelSet Labels,
    LabelSet Annotations,
    AlertStatus Status,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    string GeneratorUrl)
{
    private readonly Fingerprint? fingerprint;

    /// <summary>The alert's identity: that of its own labels, also where a credential in them is masked.</summary>
    public Fingerprint Fingerprint
    {
        get => fingerprint ?? Labels.Fingerprint;
        init => fingerprint = value;
    }
}
