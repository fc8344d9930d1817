using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;

namespace Alerting.Core.Desks.Delivering;

/// <summary>The group of a drill, whose one alert fires, or has ended, by the word of its flush alone.</summary>
internal static class Drill
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private static readonly LabelSet Annotations = LabelSet.From(
    [
        new("summary", "This is a drill: somebody tests whether this receiver can be told. Nothing is wrong."),
        new("description", "Sent by alerting send-test or POST /api/receivers/{name}/test."),
    ]);

    public static GivenGroup Of(
        string receiver, bool isResolved, ImmutableArray<Integration> told, long epoch, DateTimeOffset at)
    {
        var labels = LabelSet.From([new("alertname", "Drill"), new("receiver", receiver)]);
        return new()
        {
            Header = new()
            {
                Id = GroupId.Of("drill " + Guid.NewGuid().ToString("N"), receiver, 0),
                GroupKey = "{}/{drill}:" + labels,
                Labels = labels,
                Receiver = receiver,
                Epoch = epoch,
                Anchor = at,
                Due = at + Forgotten,
                Flushes = at.ToUnixTimeMilliseconds(),
                Entries = at.ToUnixTimeMilliseconds(),
                IsDrill = true,
            },
            Alerts = [Alert(labels, at)],
            Status = isResolved ? AlertStatus.Resolved : AlertStatus.Firing,
            Reason = isResolved ? Reason.AllAlertsResolved : Reason.FirstNotification,
            Integrations = told,
        };
    }

    private static Alert Alert(LabelSet labels, DateTimeOffset at) => new()
    {
        Labels = LabelSet.From(labels.Append(new("severity", "info"))),
        Annotations = Annotations,
        StartsAt = at - TimeSpan.FromMinutes(1),
        EndsAt = at,
        Ending = Ending.Explicit,
    };
}
