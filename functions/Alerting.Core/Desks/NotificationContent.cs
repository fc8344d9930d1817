using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Desks.Masking;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Core.Routing;
using Alerting.Core.Templates.Data;

namespace Alerting.Core.Desks;

/// <summary>
/// What a notice has to say, read before it is claimed: the sets as decided, the words as they are now.
/// </summary>
internal sealed class NotificationContent
{
    private readonly GroupHeader header;
    private readonly Integration integration;
    private readonly ImmutableArray<NotifiedAlert> alerts;
    private readonly string externalUrl;
    private readonly int omitted;

    private NotificationContent(
        GroupHeader header, Integration integration, ImmutableArray<NotifiedAlert> alerts, int omitted,
        string externalUrl) =>
        (this.header, this.integration, this.alerts, this.omitted, this.externalUrl) =
        (header, integration, alerts, omitted, externalUrl);

    public static async Task<NotificationContent> Read(
        GroupStore groups, Foundation on, GroupHeader header, Slot slot, Integration integration,
        CancellationToken cancellation)
    {
        var flush = await groups.Flush(header.Id, slot.Live!.Flush, cancellation);
        var told = flush is null ? [] : Told(flush, integration.SendResolved || header.IsStatus);
        var stored = await groups.Alerts(header.Id, [.. told.Select(alert => alert.Fingerprint)], cancellation);
        var before = slot.Told is { } last && stored.Values.Any(alert => alert.IsMoved)
            ? await groups.Flush(header.Id, last.Flush, cancellation)
            : null;
        var here = told.Where(alert => stored.TryGetValue(alert.Fingerprint, out var known)
            && (!IsForOthers(alert, known) || slot.Live.AnyUnknown
                || before?.Firing.Contains(alert.Fingerprint) == true))
            .Select(alert => Notified(alert, stored[alert.Fingerprint].Alert));
        ImmutableArray<NotifiedAlert> ordered =
            [.. header.IsStatus ? here : here.OrderBy(alert => alert.Labels, AlertOrder.Instance)];
        return new(header, integration, ordered, flush?.Omitted ?? 0, on.ExternalUrl)
        {
            IsStale = stored.Count < told.Length,
        };
    }

    /// <summary>Nothing of what it was to tell is here any more.</summary>
    public bool IsEmpty => alerts.IsEmpty;

    /// <summary>Its alerts, with their true labels.</summary>
    public ImmutableArray<NotifiedAlert> Alerts => alerts;

    /// <summary>The labels of each of its alerts.</summary>
    public IEnumerable<LabelSet> Labels => alerts.Select(alert => alert.Labels);

    /// <summary>
    /// Some of what it was to tell has moved to other groups before anybody was told of it: it is decided anew.
    /// </summary>
    public bool IsStale { get; private init; }

    public Notification For(NoticeId notice, Slot slot, AlertingConfiguration configuration) =>
        NotificationData.WithRouteLabels(
            NotificationMask.Apply(For(notice, slot, slot.Live!, configuration), configuration.Redactor),
            Router.RouteOf(configuration, header).Labels);

    private Notification For(
        NoticeId notice, Slot slot, LiveNotice live, AlertingConfiguration configuration) => new()
        {
            NoticeId = notice.ToString(),
            Attempt = live.Attempt,
            Integration = integration,
            Receiver = header.Receiver,
            GroupKey = header.GroupKey,
            GroupLabels = header.Labels,
            Reason = live.Reason,
            PossibleRepeat = live.PossibleRepeat || (live.AnyUnknown && live.Progress is null),
            Alerts = alerts,
            Omitted = omitted,
            DecidedAt = live.DecidedAt,
            ExternalUrl = externalUrl,
            Templates = configuration.TemplateSet,
            OutboundAllow = configuration.Delivery.OutboundAllow,
            Earlier = slot.Reference,
            Progress = live.Progress,
            StandsInFor = integration.StandIn.Length > 0 ? slot.Trouble : null,
            IsDrill = header.IsDrill,
            IsStatus = header.IsStatus,
            TraceParent = live.TraceParent,
        };

    private static bool IsForOthers(FlushedAlert told, StoredAlert stored) =>
        stored.IsMoved && told.Status == AlertStatus.Firing;

    private static FlushedAlert[] Told(Flush flush, bool andOver) =>
        [.. flush.Alerts.Where(alert => andOver || alert.Status == AlertStatus.Firing)];

    // The labels are its identity; what it was then is in the flush, the sender's offset only in what is stored.
    private static NotifiedAlert Notified(FlushedAlert told, Alert stored) => new(
        stored.Labels,
        stored.Annotations,
        told.Status,
        stored.StartsAt == told.StartsAt ? stored.StartsAt : told.StartsAt,
        told.EndsAt is { } end && stored.EndsAt == end ? stored.EndsAt : told.EndsAt,
        stored.GeneratorUrl);
}
