using Alerting.Core.Alerts;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Rows;
using Alerting.Testing.Worlds;
using Xunit;
using static System.TimeSpan;

namespace Alerting.Core.Tests.Desks;

/// <summary>Jobs that are asked instead of telling.</summary>
public sealed class ProbeDeskTests
{
    private static readonly JobDefinition Api = new()
    {
        Name = "api",
        Probe = new(new("http://test/health"), FromSeconds(30), [], FromSeconds(5)),
        Retries = 2,
    };

    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;
    private int asked;

    public ProbeDeskTests()
    {
        world = World.Of(webhook);
        Answer(isGood: true);
    }

    private IEnumerable<AlertStatus> Told => webhook.Attempts.Select(notice => notice.Alerts[0].Status);

    [Fact]
    public async Task It_is_asked_on_a_grid_and_good_answers_are_silent()
    {
        await Declare(Api);
        await world.Pass(FromMinutes(10));

        Assert.Equal(21, asked);
        Assert.Empty(Told);
    }

    [Fact]
    public async Task Bad_answers_one_after_the_other_are_told_after_the_retries_and_end_with_a_good_one()
    {
        await Declare(Api);
        await world.Pass(FromMinutes(1));
        Answer(isGood: false);

        await world.Pass(FromSeconds(61));
        Assert.Empty(Told);

        await world.Pass(FromSeconds(32));
        Assert.Equal([AlertStatus.Firing], Told);
        Assert.Equal("api failed: attempt 3 failed: answered 503", webhook.Attempts[0].Alerts[0].Annotations["summary"]);

        await world.Pass(FromHours(1));
        Assert.Equal([AlertStatus.Firing], Told);

        Answer(isGood: true);
        await world.Pass(World.Interval + FromMinutes(1));
        Assert.Equal([AlertStatus.Firing, AlertStatus.Resolved], Told);
    }

    [Fact]
    public async Task One_bad_answer_that_is_followed_by_a_good_one_is_nobodys_business()
    {
        await Declare(Api);
        Answer(isGood: false);
        await world.Pass(FromSeconds(30));
        Answer(isGood: true);
        await world.Pass(FromHours(1));

        Assert.Empty(Told);
    }

    [Fact]
    public async Task The_sweep_asks_where_hints_are_lost()
    {
        await Declare(Api);
        world.Queue.LosesAll = true;
        world.Queue.Clear();
        await world.PassSwept(FromMinutes(10));

        Assert.InRange(asked, 19, 22);
    }

    [Fact]
    public async Task Of_two_instances_one_asks()
    {
        await Declare(Api);
        var other = world.Beside(world.Store, world.Queue, webhook);
        other.Configuration.Replace(world.Configuration.Value, 2);
        other.Answers = world.Answers;
        var partition = world.Engine.On.Shards.Of(JobId.Of("api"));
        for (var round = 0; round < 20; round++)
        {
            world.Clock.Advance(FromSeconds(30));
            await Task.WhenAll(
                world.Engine.Sweep.Probes(partition, default), other.Engine.Sweep.Probes(partition, default));
        }

        Assert.Equal(21, asked);
    }

    [Fact]
    public async Task What_is_not_declared_any_more_is_not_asked()
    {
        await Declare(Api);
        await Declare();
        await world.Pass(FromHours(1));

        Assert.Equal(1, asked);
        Assert.Empty(await world.Rows(JobKeys.ProbePrefix));
    }

    private void Answer(bool isGood) => world.Answers = _ =>
    {
        Interlocked.Increment(ref asked);
        return new(isGood, isGood ? "answered 200" : "answered 503", FromMilliseconds(5));
    };

    private async Task Declare(params JobDefinition[] jobs)
    {
        var declared = world.Configuration.Value with { Jobs = JobRegistry.Of(jobs) };
        world.Configuration.Replace(declared, (await world.Configuration.Now(default)).Epoch + 1);
        await world.Engine.Sweep.Migrate(default);
        await world.Settle();
    }
}
