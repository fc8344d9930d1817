using Alerting.Core.Alerts;
using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Jobs.Registry;
using Alerting.Testing.Tables;
using Alerting.Testing.Worlds;

namespace Alerting.Testing.Farms;

/// <summary>What a channel was told first of an alert.</summary>
/// <param name="At">When.</param>
/// <param name="Name">The alert's name.</param>
/// <param name="Job">Its job.</param>
/// <param name="Run">Its run; empty: none.</param>
public readonly record struct FarmTold(DateTimeOffset At, string Name, string Job, string Run);

/// <summary>
/// A plan played on a virtual clock through doors' desks, rows and a channel: every report at the moment it arrives,
/// every hint at its time.
/// </summary>
public sealed class Farm
{
    private readonly IFarmPlan plan;
    private readonly FixedClock clock = new(FarmPlan.Begin);
    private readonly FarmQueue queue = new();
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly List<FarmTold> told = [];
    private readonly HashSet<string> firing = new(StringComparer.Ordinal);
    private readonly Engine[] engines;
    private int turns;

    /// <summary>A farm that is to be played.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="instances">Processes that share the store, and take turns.</param>
    public Farm(IFarmPlan plan, int instances = 1)
    {
        this.plan = plan;
        var store = new MemoryTableStore(clock);
        var one = World.OneReceiver("webhook");
        var configuration = new CurrentConfiguration(
            one with
            {
                Route = one.Route with { GroupByAll = true },
                Jobs = JobRegistry.Of(plan.Jobs),
            },
            1);
        var isAlone = instances == 1;
        engines =
        [
            .. Enumerable.Range(0, instances).Select(number => new Engine(
                new(store, new Shards(64), configuration, new Hints(queue, store, clock), clock, new(), "http://test")
                {
                    IsAlone = isAlone,
                },
                [webhook],
                new($"farm-{number}", isAlone))),
        ];
    }

    private Engine Next => engines[turns++ % engines.Length];

    /// <summary>Everything that was told to fire.</summary>
    public IReadOnlyList<FarmTold> Told => told;

    /// <summary>Reports that were taken.</summary>
    public int Reports { get; private set; }

    /// <summary>Plays it to its end.</summary>
    public async Task Play()
    {
        await Next.Sweep.Migrate(CancellationToken.None);
        foreach (var delivery in plan.Deliveries.TakeWhile(it => it.At < FarmPlan.End))
        {
            await HintsUntil(delivery.At);
            clock.Set(delivery.At);
            await Next.Reports.Accept([delivery.Said], null, CancellationToken.None);
            Reports++;
        }

        await HintsUntil(FarmPlan.End);
    }

    private async Task HintsUntil(DateTimeOffset end)
    {
        while (queue.Next is { } next && next <= end)
        {
            clock.Set(next > clock.GetUtcNow() ? next : clock.GetUtcNow());
            while (queue.Take(clock.GetUtcNow()) is (var name, var body))
            {
                RowHint.TryParse(name, body, out var hint);
                await Next.Handle(hint, CancellationToken.None);
                Hear();
            }
        }
    }

    private void Hear()
    {
        foreach (var notice in webhook.Take())
        {
            foreach (var alert in notice.Alerts)
            {
                if (alert.Status != AlertStatus.Firing)
                {
                    firing.Remove(alert.Labels.ToString());
                }
                else if (firing.Add(alert.Labels.ToString()))
                {
                    var labels = alert.Labels;
                    told.Add(new(clock.GetUtcNow(), labels["alertname"], labels["job"], labels["run"]));
                }
            }
        }
    }
}
