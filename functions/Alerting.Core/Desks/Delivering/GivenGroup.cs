using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Delivering;

/// <summary>
/// A group that has all it tells from its beginning: one flush, and a notice of it for each integration. Its alerts are
/// over as they are stored, so that they are nobody's business but that of the flush, which says what they are.
/// </summary>
internal sealed record GivenGroup
{
    /// <summary>Its anchor is when it was made; its flush and its notices have the number of its last flush.</summary>
    public required GroupHeader Header { get; init; }

    /// <summary>Each with an end.</summary>
    public required ImmutableArray<Alert> Alerts { get; init; }

    /// <summary>What the flush says that they are.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>Why it is told.</summary>
    public required Reason Reason { get; init; }

    /// <summary>Who is told.</summary>
    public required ImmutableArray<Integration> Integrations { get; init; }

    /// <summary>The notices, in order of the integrations.</summary>
    public ImmutableArray<(NoticeId Notice, LiveNotice Live)> Notices =>
        [.. Integrations.Select(integration => (NoticeOf(integration), Live))];

    private DateTimeOffset At => Header.Anchor;

    private LiveNotice Live => new()
    {
        Number = Header.Flushes,
        Flush = Header.Flushes,
        Reason = Reason,
        DecidedAt = At,
        NotBefore = At,
        Due = At + SlotMachine.HintPatience,
        TraceParent = Header.TraceParent,
    };

    /// <summary>All of it: three rows, one for each alert and two for each integration.</summary>
    public IEnumerable<RowWrite> Rows() =>
    [
        RowWrite.Insert(RowKeys.Header(Header.Id), HeaderRow.Write(Header)),
        RowWrite.Insert(RowKeys.LookDue(Header.Due, Header.Id), DueRow.Write(Header.TraceParent)),
        .. FlushRows.Write(Header.Id, Flush(), Header.TraceParent),
        .. Alerts.Select(alert => RowWrite.Insert(
            RowKeys.Alert(Header.Id, alert.Fingerprint),
            AlertRow.Write(Stored(alert), AlertRow.Pack(alert), Header.TraceParent))),
        .. Integrations.SelectMany(SlotRows),
    ];

    private NoticeId NoticeOf(Integration integration) => new(Header.Id, integration.Id, Header.Flushes);

    private StoredAlert Stored(Alert alert) => new() { Alert = alert, Until = At, UpdatedAt = At };

    private Flush Flush() => new()
    {
        Number = Header.Flushes,
        At = At,
        Alerts =
        [
            .. Alerts.Select(alert => new FlushedAlert(
                alert.Fingerprint, Status, alert.StartsAt, Status == AlertStatus.Firing ? null : alert.EndsAt)),
        ],
    };

    private IEnumerable<RowWrite> SlotRows(Integration integration)
    {
        var slot = new Slot { Integration = integration.Id, Notices = Header.Flushes, Live = Live };
        yield return RowWrite.Insert(RowKeys.Slot(Header.Id, integration.Id), SlotRow.Write(slot));
        yield return RowWrite.Insert(
            RowKeys.NoticeDue(Live.Due, NoticeOf(integration)), DueRow.Write(Header.TraceParent));
    }
}
