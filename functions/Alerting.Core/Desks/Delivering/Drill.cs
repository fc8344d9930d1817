using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Delivering;

/// <summary>
/// The rows of a drill. Its alert is over as it is stored, so that it is nobody's business but that of the flush, which
/// says that it fires, or that it has ended.
/// </summary>
internal sealed class Drill(string receiver, bool isResolved, long epoch, DateTimeOffset at)
{
    private static readonly LabelSet Annotations = LabelSet.From(
    [
        new("summary", "This is a drill: somebody tests whether this receiver can be told. Nothing is wrong."),
        new("description", "Sent by alerting send-test or POST /api/receivers/{name}/test."),
    ]);

    private readonly LabelSet labels = LabelSet.From(
        [new("alertname", "Drill"), new("receiver", receiver), new("severity", "info")]);

    private readonly long number = at.ToUnixTimeMilliseconds();

    public DateTimeOffset At => at;

    public GroupId Group { get; } = GroupId.Of("drill " + Guid.NewGuid().ToString("N"), receiver, 0);

    private LabelSet GroupLabels => LabelSet.From([new("alertname", "Drill"), new("receiver", receiver)]);

    private StoredAlert Alert => new()
    {
        Alert = new()
        {
            Labels = labels,
            Annotations = Annotations,
            StartsAt = at - TimeSpan.FromMinutes(1),
            EndsAt = at,
            Ending = Ending.Explicit,
        },
        Until = at,
        UpdatedAt = at,
    };

    public NoticeId NoticeOf(Slot slot) => new(Group, slot.Integration, number);

    public Slot SlotOf(Integration integration) => new()
    {
        Integration = integration.Id,
        Notices = number,
        Live = new()
        {
            Number = number,
            Flush = number,
            Reason = isResolved ? Reason.AllAlertsResolved : Reason.FirstNotification,
            DecidedAt = at,
            NotBefore = at,
            Due = at + SlotMachine.HintPatience,
        },
    };

    public IEnumerable<RowWrite> GroupRows(TimeSpan forgottenAfter)
    {
        var header = new GroupHeader
        {
            Id = Group,
            GroupKey = "{}/{drill}:" + GroupLabels,
            Labels = GroupLabels,
            Receiver = receiver,
            Epoch = epoch,
            Anchor = at,
            Due = at + forgottenAfter,
            Flushes = number,
            Entries = number,
            IsDrill = true,
        };
        var flush = new Flush
        {
            Number = number,
            At = at,
            Alerts =
            [
                FlushedAlert.Of(Alert, at) with
                {
                    Status = isResolved ? AlertStatus.Resolved : AlertStatus.Firing,
                    EndsAt = isResolved ? at : null,
                },
            ],
        };
        return
        [
            RowWrite.Insert(RowKeys.Header(Group), HeaderRow.Write(header)),
            RowWrite.Insert(RowKeys.LookDue(header.Due, Group), DueRow.Write(null)),
            RowWrite.Insert(
                RowKeys.Alert(Group, Alert.Fingerprint), AlertRow.Write(Alert, AlertRow.Pack(Alert.Alert), null)),
            .. FlushRows.Write(Group, flush, null),
        ];
    }

    public IEnumerable<RowWrite> SlotRows(Slot slot) =>
    [
        RowWrite.Insert(RowKeys.Slot(Group, slot.Integration), SlotRow.Write(slot)),
        RowWrite.Insert(RowKeys.NoticeDue(slot.Live!.Due, NoticeOf(slot)), DueRow.Write(null)),
    ];
}
