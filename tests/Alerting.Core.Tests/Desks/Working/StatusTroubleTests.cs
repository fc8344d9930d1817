using System.Collections.Immutable;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Matching;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;
using static System.TimeSpan;
using static Alerting.Core.Tests.Desks.Working.StatusWorld;

namespace Alerting.Core.Tests.Desks.Working;

/// <summary>
/// Statuses where a receiver is down, a process ends, the configuration changes or reports come by the hundred.
/// </summary>
public sealed class StatusTroubleTests
{
    private readonly RecordingChannel prefect = new("prefect", deduplicates: true);
    private readonly RecordingChannel wandb = new("wandb", deduplicates: false);
    private readonly RecordingChannel slack = new("slack", deduplicates: false);
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;

    public StatusTroubleTests()
    {
        world = World.Of(prefect, wandb, slack, webhook);
        Configure([new("ml", [Slack, Prefect, Wandb])], Rule("ml"));
    }

    [Fact]
    public async Task A_storm_of_reports_comes_to_a_few_groups_within_the_limits_and_alerts_are_told_first()
    {
        var many = Enumerable.Range(0, StatusRule.MostIntegrations)
            .Select(i => (Integration)new Integration.Prefect { Index = i, SendResolved = true, ApiUrl = $"http://p{i}" });
        Configure([new("ml", [.. many])], Rule("ml"));
        var store = new HookedStore(world.Store);
        var stormy = world.Beside(store, world.Queue, prefect, webhook);
        stormy.Configuration.Replace(world.Configuration.Value, 1);
        var order = new List<string>();
        store.BeforeCommit = (_, writes) =>
        {
            order.AddRange(writes.OfType<RowWrite.Inserted>().Where(write => write.Key.EndsWith("~h", StringComparison.Ordinal))
                .Select(write => write.Properties!["status"] is true ? "status" : "alert"));
            return Task.CompletedTask;
        };
        for (var i = 0; i < 20; i++)
        {
            await stormy.Report([.. Enumerable.Range(0, 15).Select(j => Report(JobEventType.Status, $"{i}.{j}"))]);
            world.Clock.Advance(FromMilliseconds(1));
        }

        await stormy.Report(Report(JobEventType.Fail));
        await stormy.Pass(FromSeconds(3));

        Assert.Equal(301, prefect.Attempts.Where(it => it.Integration.Index == 0).Told().Distinct().Count());
        Assert.InRange(prefect.Attempts.Count, 21 * StatusRule.MostIntegrations, 30 * StatusRule.MostIntegrations);
        Assert.InRange(store.MostRows, 70, 90);
        Assert.Single(order, "alert");
        Assert.Equal("status", order[^1]);
        Assert.Single(webhook.Attempts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reports_as_large_as_can_be_are_told_without_what_is_large(bool isOneRun)
    {
        var random = new Random(5);
        string Noise(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x4e00, 0x9fff))]);
        var members = Enumerable.Range(0, JobLimits.Members)
            .ToImmutableSortedDictionary(i => $"m{i}", _ => Noise(JobLimits.Text), StringComparer.Ordinal);
        var reports = Enumerable.Range(0, 40).Select(i => Report(
            JobEventType.Status, Noise(JobLimits.Message), isOneRun ? "1" : $"{i}") with
        {
            Log = Noise(JobLimits.Log / 3),
            Code = members,
            Dataset = members,
            Model = members,
            Resources = members,
            Labels = i % 2 == 0 ? members : Texts("a", Noise(1000)),
        });
        foreach (var report in reports)
        {
            await world.Report(report);
        }

        await world.Pass(FromSeconds(5));

        var told = prefect.Attempts.SelectMany(notice => notice.Alerts).ToArray();
        Assert.Equal(40, told.Length);
        Assert.All(told, report => Assert.Equal(JobLimits.Message, report.Annotations["message"].Length));
    }

    [Fact]
    public async Task A_receiver_that_is_down_gets_them_later_whatever_is_silenced_or_reloaded_meanwhile()
    {
        prefect.Otherwise = _ => new Receipt.Deferred("connection refused", null);
        await world.Report(Report(JobEventType.Start));
        await world.Pass(FromMinutes(1));
        await world.Report(Report(JobEventType.Success));
        await world.Pass(FromHours(2));
        await world.Engine.Silences.Set(
            new()
            {
                Matchers = [new("job", MatchOperator.Equal, "train")],
                StartsAt = world.Clock.GetUtcNow(),
                EndsAt = world.Clock.GetUtcNow() + FromHours(9),
                CreatedBy = "mia",
                Comment = "known",
            },
            default);
        world.Configuration.Follow(world.Configuration.Value with { MaxAge = FromHours(71) });
        await world.Engine.Sweep.Migrate(default);
        await world.Engine.Sweep.Restart(default);
        await world.PassSwept(FromHours(3));
        Assert.Empty(await world.Unsound());

        prefect.Otherwise = _ => new Receipt.Delivered("ok");
        var before = prefect.Attempts.Count;
        await world.PassSwept(FromMinutes(15));

        Assert.Equal(["INFO start", "INFO success"], prefect.Attempts.Skip(before).Told().Order(StringComparer.Ordinal));
        Assert.Empty(await world.Left());
    }

    [Fact]
    public async Task What_cannot_be_told_for_max_age_is_given_up()
    {
        prefect.Otherwise = _ => new Receipt.Deferred("connection refused", null);
        await world.Report(Report(JobEventType.Start));
        await world.PassSwept(FromHours(71));
        Assert.NotEmpty(await world.Rows("g~"));

        await world.PassSwept(FromHours(2));

        Assert.Equal("expired", Assert.Single(await world.Rows("y~")).Properties.Text("outcome"));
        Assert.Single(await world.Left());
    }

    [Theory]
    [InlineData("no rule", 0)]
    [InlineData("no receiver", 0)]
    [InlineData("no metrics", 1)]
    public async Task What_is_not_asked_for_any_more_when_it_is_told_is_not_told(string now, int toPrefect)
    {
        await Die("g~", () => world.Report(Report(JobEventType.Start)));
        Assert.Single(await world.Rows("o~"));

        Receiver[] ml = now == "no receiver"
            ? []
            : [new("ml", [Prefect, (Integration.Wandb)Wandb with { Metrics = false }])];
        Configure(ml, now == "no rule" ? [] : [Rule("ml")]);
        await world.PassSwept(FromMinutes(3));

        Assert.Equal((toPrefect, 0), (prefect.Attempts.Count, wandb.Attempts.Count));
        Assert.Empty(await world.Left());
    }

    [Fact]
    public async Task An_integration_that_takes_none_any_more_is_not_told_of_what_waits()
    {
        wandb.Answer(new Receipt.Deferred("429", FromMinutes(5)));
        await world.Report(Report(JobEventType.Start));
        await world.Pass(FromSeconds(2));
        var bare = (Integration.Wandb)Wandb with { Metrics = false };
        Configure([new("ml", [Slack, Prefect, bare])], Rule("ml"));

        await world.Pass(FromMinutes(10));

        Assert.Single(wandb.Attempts);
        Assert.Equal(
            "It is not told what runs report.", Assert.Single(await world.Rows("y~")).Properties.Text("why"));
    }

    [Fact]
    public async Task Two_sweeps_side_by_side_make_one_group_for_each_receiver()
    {
        Configure([new("ml", [Prefect]), new("figures", [Wandb])], Rule("ml"), Rule("figures"));
        await Die("g~", () => world.Report(Report(JobEventType.Start)));
        world.Clock.Advance(FromMinutes(2));
        var other = world.Beside(world.Store, world.Queue, prefect, wandb);
        other.Configuration.Replace(world.Configuration.Value, 1);

        await Task.WhenAll(
            world.Engine.Sweep.All(default), other.Engine.Sweep.All(default), world.Engine.Sweep.All(default));
        await world.PassSwept(FromMinutes(10));

        Assert.Single(prefect.Attempts);
        Assert.Single(wandb.Attempts);
        Assert.Empty(await world.Left());
    }

    private static ImmutableSortedDictionary<string, string> Texts(string name, string value) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(name, value);

    private void Configure(Receiver[] receivers, params StatusRule[] rules) =>
        world.Configuration.Replace(Asked(receivers, rules), 1);

    // A process that ends before it writes such a row; whatever it had scheduled is forgotten.
    private async Task Die(string prefix, Func<Task> report)
    {
        var store = new HookedStore(world.Store);
        var dying = world.Beside(store, world.Queue, prefect, wandb);
        dying.Configuration.Replace(world.Configuration.Value, 1);
        store.BeforeCommit = (_, writes) =>
            writes.Any(write => write.Key.StartsWith(prefix, StringComparison.Ordinal))
                ? throw new CutOffException()
                : Task.CompletedTask;
        await report();
        await Assert.ThrowsAsync<CutOffException>(() => dying.Pass(FromSeconds(1)));
        world.Queue.Clear();
    }
}
