using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Desks.Delivering;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Findings;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Jobs.Statuses;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>
/// Tells receivers of reports that their rules ask for: groups of their own for each receiver, told through the way of
/// every notice, and forgotten with their last one. Nothing follows from them, and nobody stands in.
/// </summary>
/// <remarks>
/// The groups lie in the shard of the job, so that each is made in the transaction that takes its receiver off the
/// intent: who does so twice, or beside another, makes none.
/// </remarks>
internal sealed class StatusDesk(Foundation on)
{
    // In one group: each is a row of its transaction.
    private const int MostReports = 15;

    // By then every notice has ended.
    private static readonly TimeSpan Spare = TimeSpan.FromHours(1);

    /// <summary>Makes what an intent asks for under the configuration in force; it goes with the last of it.</summary>
    public async Task Offer(Row intent, CancellationToken cancellation)
    {
        var configuration = await on.Configuration.Now(cancellation);
        var (begun, version) = (StatusRow.ReadBegun(intent), intent.ETag);
        GivenGroup[] left =
            [.. Groups(intent, configuration).Where(group => !begun.Contains(group.Header.Id))];
        for (var i = 0; i < Math.Max(1, left.Length); i++)
        {
            var group = left.ElementAtOrDefault(i);
            begun = group is null ? begun : begun.Add(group.Header.Id);
            var mark = i + 1 < left.Length
                ? RowWrite.Merge(intent.Key, StatusRow.Write(begun), version)
                : RowWrite.Delete(intent.Key, version);
            var result = await on.Store.Commit(intent.Partition, [mark, .. group?.Rows() ?? []], cancellation);
            if (!result.IsDone)
            {
                // Somebody else is at it.
                return;
            }

            version = result.ETags[0];
            await on.Hints.After(group?.Notices ?? [], intent.Partition, due: null, isInDoubt: false);
        }
    }

    private IEnumerable<GivenGroup> Groups(Row intent, InForce configuration)
    {
        var reports = StatusRow.Read(intent);
        foreach (var told in StatusRouting.ByReceiver(configuration.Value, reports))
        {
            ImmutableArray<Integration> integrations =
            [
                // Each takes two rows of a transaction, which has those of the reports besides.
                .. configuration.Value.ReceiverNamed(told.Key).Integrations.Where(it => it.TakesStatuses)
                    .Take(StatusRule.MostIntegrations),
            ];
            foreach (var (part, number) in told.Chunk(MostReports).Select((part, i) => (part, i)))
            {
                if (!integrations.IsEmpty)
                {
                    yield return Group(intent, (told.Key, number), part, integrations, configuration);
                }
            }
        }
    }

    private GivenGroup Group(
        Row intent, (string Receiver, int Part) place, JobNews[] told, ImmutableArray<Integration> integrations,
        InForce configuration)
    {
        var (subject, now) = (RowKeys.ReadDue(intent.Key).Subject, on.Store.UtcNow);
        var job = told[0].Event.Job;
        var definition = configuration.Value.Jobs.Find(job);
        var labels = LabelSet.From([new("alertname", StatusText.Name), new("job", job)]);
        var url = $"{on.ExternalUrl}/api/jobs/{Uri.EscapeDataString(job)}";
        var number = told[0].Came.ToUnixTimeMilliseconds();
        return new()
        {
            Header = new()
            {
                Id = GroupId.Beside(JobId.Of(job), JobText.Text($"{subject} {place.Part}"), place.Receiver),
                GroupKey = "{}/{status}:" + labels,
                Labels = labels,
                Receiver = place.Receiver,
                Epoch = configuration.Epoch,
                Anchor = now,
                Due = now + configuration.Value.MaxAge + Spare,
                Flushes = number,
                Entries = number,
                TraceParent = DueRow.Cause(intent),
                IsStatus = true,
            },
            Alerts = [.. told.Select((news, i) => StatusText.Alert(news, i + 1, definition, url))],
            Status = AlertStatus.Resolved,
            Reason = Reason.StatusReported,
            Integrations = integrations,
        };
    }
}
