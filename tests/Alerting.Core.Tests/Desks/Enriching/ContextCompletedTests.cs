using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Enriching;

/// <summary>What becomes of a message when more is known of what it told.</summary>
public sealed class ContextCompletedTests
{
    private static readonly Receipt Taken = new Receipt.Delivered("ok") { Reference = "C1/1.1" };

    private readonly RecordingChannel slack = new("slack", deduplicates: false)
    {
        IsEditing = true,
        Otherwise = _ => Taken,
    };

    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;

    public ContextCompletedTests()
    {
        world = World.Of(slack, webhook);
        world.Configuration.Replace(World.OneReceiver("slack", "webhook"), 2);
    }

    [Fact]
    public async Task A_message_that_can_be_changed_is_changed_and_no_other_is_sent()
    {
        await Told();

        await Completed();

        var change = Assert.Single(slack.Take());
        Assert.Equal((Reason.ContextCompleted, "C1/1.1"), (change.Reason, change.Earlier));
        Assert.Empty(webhook.Take());
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task The_change_puts_no_repeat_off()
    {
        await Told();
        await world.Pass(TimeSpan.FromMinutes(30));
        await Completed();
        slack.Take();
        webhook.Take();

        await world.Pass(World.Repeat - TimeSpan.FromMinutes(20));

        Assert.Equal(Reason.RepeatIntervalElapsed, Assert.Single(slack.Take()).Reason);
        Assert.Equal(Reason.RepeatIntervalElapsed, Assert.Single(webhook.Take()).Reason);
    }

    [Fact]
    public async Task What_is_new_goes_before_a_change_that_nobody_has_begun()
    {
        await Told();
        world.Queue.LosesAll = true;
        await Completed();
        await world.Post(World.Firing("A", "b"));

        world.Clock.Advance(World.Interval);
        foreach (var partition in world.Engine.On.Shards.Partitions)
        {
            await world.Engine.Sweep.Looks(partition, CancellationToken.None);
        }

        await world.PassSwept(TimeSpan.FromMinutes(3));

        Assert.Equal(Reason.NewAlertsAdded, Assert.Single(slack.Take()).Reason);
        Assert.Contains("superseded", await Outcomes());
        Assert.Empty(await world.Unsound());
    }

    [Fact]
    public async Task A_tick_without_news_leaves_the_change_to_be_made()
    {
        await Told();
        world.Queue.LosesAll = true;
        await Completed();

        await world.PassSwept(World.Interval + TimeSpan.FromMinutes(3));

        Assert.Equal(Reason.ContextCompleted, Assert.Single(slack.Take()).Reason);
        Assert.DoesNotContain("superseded", await Outcomes());
    }

    [Fact]
    public async Task A_resolve_that_comes_while_the_message_is_changed_is_told_after_it()
    {
        await Told();
        slack.Meanwhile = async said =>
        {
            slack.Meanwhile = _ => Task.CompletedTask;
            await world.Post(world.Resolved("A"));
            world.Clock.Advance(World.Interval);
            await world.Engine.Sweep.All(CancellationToken.None);
        };

        await Completed();
        await world.Settle();

        Assert.Equal([Reason.ContextCompleted, Reason.AllAlertsResolved], slack.Take().Select(it => it.Reason));
        Assert.Empty(await world.Unsound());
    }

    public static TheoryData<string, Receipt> Failures => new()
    {
        { "refused", new Receipt.Refused("message_not_found") },
        { "unknown", new Receipt.Unknown("no answer") },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_change_that_is_not_made_leaves_what_was_told(string outcome, Receipt receipt)
    {
        await Told();
        slack.Answer(receipt);

        await Completed();
        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal(Reason.ContextCompleted, Assert.Single(slack.Take()).Reason);
        Assert.Contains(outcome, await Outcomes());
        Assert.Null((await Slot()).Trouble);
        Assert.Equal(0, (await Slot()).Failures);
    }

    [Fact]
    public async Task A_change_is_tried_three_times_and_then_left()
    {
        await Told();
        slack.Otherwise = _ => new Receipt.Deferred("429", TimeSpan.FromSeconds(5));

        await Completed();
        await world.Pass(TimeSpan.FromHours(1));

        Assert.Equal(3, slack.Take().Count);
        Assert.Contains("expired", await Outcomes());
        Assert.Null((await Slot()).Live);
    }

    [Fact]
    public async Task Of_a_flush_that_was_told_of_before_the_last_nothing_is_changed()
    {
        await Told();
        var first = (await Slot()).Told!.Flush;
        await world.Post(World.Firing("A", "b"));
        await world.Pass(World.Interval);
        slack.Take();

        await Completed(first);

        Assert.Empty(slack.Take());
    }

    private async Task Told()
    {
        await world.Post(World.Firing("A"));
        await world.Settle();
        Assert.Equal(Reason.FirstNotification, Assert.Single(slack.Take()).Reason);
        webhook.Take();
    }

    private async Task Completed(long? flush = null)
    {
        var header = HeaderRow.Read((await world.Rows("g~")).Single(row => row.Key.EndsWith("~h", StringComparison.Ordinal)));
        await world.Engine.Groups.Apply(
            header.Id, new GroupEvent.ContextCompleted(flush ?? (await Slot()).Told!.Flush), CancellationToken.None);
        await world.Settle();
    }

    private async Task<Slot> Slot() => SlotRow.Read(
        (await world.Rows("g~")).Single(row => row.Key.EndsWith("~s~slack[0]", StringComparison.Ordinal)));

    private async Task<IReadOnlyList<string>> Outcomes() =>
        [.. (await world.Rows("y~")).Select(row => row.Properties.Text("outcome") ?? "")];
}
