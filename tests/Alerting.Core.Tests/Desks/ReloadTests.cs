using Alerting.Core.Desks.Changeover;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>
/// Another configuration is published while processes run. Tried: quick ones one after the other and back again, a
/// publisher that ends between any two of its writes, a store that is slow, away or does not say what it did.
/// </summary>
public sealed class ReloadTests
{
    private static readonly TimeSpan Followed = TimeSpan.FromSeconds(5);

    private readonly Instances instances = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4.9, 1, "one")]
    [InlineData(5, 2, "two")]
    [InlineData(5.1, 2, "two")]
    public async Task Every_instance_follows_five_seconds_after_it(double seconds, long epoch, string receiver)
    {
        var (here, there) = (await instances.Start("one"), await instances.Start("one"));
        Pass(1.5);
        await there.Now(Stop);
        Assert.Equal(new(2, null), await Reload(here, "two"));

        var now = await instances.Agree(TimeSpan.FromSeconds(seconds), here, there);

        Assert.Equal((epoch, receiver), now);
    }

    [Fact]
    public async Task It_is_waited_for_where_it_was_asked_for_until_an_instance_whose_clock_is_a_second_behind_follows()
    {
        var here = await instances.Start("one");
        var (epoch, _) = await Reload(here, "two");
        var asked = instances.Clock.GetUtcNow();

        var reached = here.Reached(epoch, Stop);
        await instances.Clock.MoveWhileWaitedFor(reached);

        Assert.True(instances.Clock.GetUtcNow() >= asked.AddSeconds(6));
        Assert.Equal("two", (await reached).Value.Route.Receiver);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4.9)]
    [InlineData(5)]
    public async Task What_was_in_force_before_is_gone_back_to_at_once(double seconds)
    {
        var (here, there) = (await instances.Start("one"), await instances.Start("one"));
        await Reload(here, "two");
        await instances.Agree(TimeSpan.FromSeconds(seconds), here, there);
        await Reload(there, "one");

        Assert.Equal((3, "one"), await instances.Agree(Followed, here, there));
        Assert.Equal(["two"], await Previous(here));
        await Reload(here, "two");
        Assert.Equal((4, "two"), await instances.Agree(Followed, here, there));
        Assert.Equal(["one"], await Previous(there));
    }

    [Fact]
    public async Task Three_in_ten_seconds_come_into_force_one_after_the_other()
    {
        var (here, there) = (await instances.Start("one"), await instances.Start("one"));
        foreach (var receiver in (string[])["two", "three", "four"])
        {
            await Reload(here, receiver);
            await instances.Agree(TimeSpan.FromSeconds(3), here, there);
        }

        Assert.Equal((3, "three"), await Instances.Decides(there));
        Assert.Equal((4, "four"), await instances.Agree(Followed, here, there));
        Assert.Equal(["three", "two", "one"], await Previous(here));
        Assert.Equal(["three", "two", "one"], await Previous(there));
    }

    [Fact]
    public async Task What_is_published_already_is_not_published_again()
    {
        var hooked = new HookedStore(instances.Store);
        var here = await instances.Start("one", hooked);
        await Reload(here, "two");
        var commits = hooked.Commits;

        Assert.Equal(new(2, null), await Reload(here, "two"));

        Assert.Equal(commits, hooked.Commits);
    }

    [Fact]
    public async Task It_is_taken_at_its_word_where_a_start_would_wait()
    {
        var old = await instances.Start("one");
        await Reload(old, "two");
        Pass(5);
        var late = await instances.Start("one");
        Assert.Equal((2, "two"), await instances.Agree(TimeSpan.FromMinutes(1), old, late));

        await Reload(late, "one");

        Assert.Equal((3, "one"), await instances.Agree(Followed, old, late));
    }

    [Theory]
    [InlineData(8, null)]
    [InlineData(9, "8 changes are still being carried out; try again in a few minutes")]
    public async Task As_many_changes_are_carried_out_at_a_time(int change, string? refusal)
    {
        var here = await instances.Start("0");
        for (var n = 1; n < change; n++)
        {
            await Reload(here, $"{n}");
        }

        Assert.Equal(refusal, (await Reload(here, $"{change}")).Refusal);
        await instances.Agree(Followed, here);

        // Going back to one of them makes none more.
        Assert.Null((await Reload(here, "1")).Refusal);
        Pass(160);
        await here.Migrated(await here.Now(Stop), instances.Store.UtcNow, Stop);
        Assert.Null((await Reload(here, $"{change}")).Refusal);
    }

    [Theory]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    public async Task What_cannot_be_carried_out_for_ten_minutes_makes_room(double minutes, bool isPublished)
    {
        var here = await instances.Start("0");
        for (var n = 1; n <= 8; n++)
        {
            await Reload(here, $"{n}");
            Pass(5);
        }

        // The first of them ended with the first change.
        Pass((minutes * 60) - 35);

        Assert.Equal(isPublished, (await Reload(here, "9")).Refusal is null);
    }

    [Fact]
    public async Task What_others_could_not_read_is_not_published()
    {
        var here = await instances.Start("one", secret: null);

        Assert.Contains("ALERTING_TOKEN", (await Reload(here, "two")).Refusal, StringComparison.Ordinal);
        Assert.Equal((1, "one"), await instances.Agree(Followed, here));
        Assert.Null((await Reload(here, "one")).Refusal);
    }

    [Fact]
    public async Task While_the_store_is_away_the_old_one_goes_on()
    {
        var hooked = new HookedStore(instances.Store);
        var here = await instances.Start("one", hooked);
        hooked.IsAway = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Reload(here, "two"));

        Assert.Equal((1, "one"), await Instances.Decides(here));
        hooked.IsAway = false;
        await Reload(here, "two");
        Assert.Equal((2, "two"), await instances.Agree(Followed, here));
    }

    [Theory]
    [InlineData(4.9, true)]
    [InlineData(5, false)]
    [InlineData(5.1, false)]
    public async Task A_process_that_has_not_seen_the_change_come_decides_nothing(double seconds, bool decides)
    {
        var hooked = new HookedStore(instances.Store);
        var (here, behind) = (await instances.Start("one"), await instances.Start("one", hooked));
        await Reload(here, "two");
        Pass(4);
        await behind.Now(Stop);
        hooked.IsAway = true;

        // It has compared a moment ago; what it saw may have been put off since.
        Pass(seconds - 4);

        Assert.Equal(decides, await Instances.MayDecide(behind) is not null);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task A_publisher_may_end_around_each_of_its_writes(int write, bool isWritten)
    {
        var hooked = new HookedStore(instances.Store);
        var (killed, there) = (await instances.Start("one", hooked), await instances.Start("one"));
        var count = 0;
        hooked.BeforeCommit = async (partition, writes) =>
        {
            // Slow, so that it has a third one: it puts the change off.
            Pass(1.1);
            if (++count == write)
            {
                await (isWritten ? instances.Store.Commit(partition, writes, Stop) : Task.CompletedTask);
                hooked.IsAway = true;
                throw new StoreUnavailableException("killed");
            }
        };

        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            await Reload(killed, "two");
            await killed.Now(Stop);
        });

        var isPublished = write > 2 || (write == 2 && isWritten);
        Assert.Equal(isPublished ? (2, "two") : (1, "one"), await instances.Agree(2 * Followed, there));
        await Reload(there, "three");
        Assert.Equal("three", (await instances.Agree(Followed, there)).Receiver);
    }

    [Theory]
    [InlineData(0.9, 5)]
    [InlineData(1, 5)]
    [InlineData(1.1, 6.1)]
    [InlineData(4.9, 9.9)]
    public async Task A_write_that_took_long_is_put_off_so_that_everybody_sees_it_in_time(double took, double inForce)
    {
        var hooked = new HookedStore(instances.Store);
        var (here, there) = (await instances.Start("one", hooked), await instances.Start("one"));
        var began = instances.Clock.GetUtcNow();
        hooked.BeforeCommit = async (_, writes) =>
        {
            if (writes is [RowWrite.Replaced { Key: "current" }])
            {
                hooked.BeforeCommit = (_, _) => Task.CompletedTask;
                Pass(took);
                await there.Now(Stop);
            }
        };
        await Reload(here, "two");

        Assert.Equal((2, "two"), await instances.Agree(TimeSpan.FromSeconds(12), here, there));
        Assert.Equal(inForce, ((await Current()).From - began).TotalSeconds, 0.01);
    }

    [Fact]
    public async Task A_write_that_is_read_back_because_it_was_in_doubt_is_put_off()
    {
        var hooked = new HookedStore(instances.Store);
        var (here, there) = (await instances.Start("one", hooked), await instances.Start("one"));
        hooked.BeforeCommit = async (partition, writes) =>
        {
            if (writes is [RowWrite.Replaced { Key: "current" }])
            {
                (hooked.BeforeCommit, hooked.IsInDoubt) = ((_, _) => Task.CompletedTask, true);
                await instances.Store.Commit(partition, writes, Stop);
                Pass(0.5);
            }
        };
        await Reload(here, "two");
        await here.Now(Stop);

        Assert.Equal(instances.Clock.GetUtcNow() + Followed, (await Current()).From);
        Assert.Equal((2, "two"), await instances.Agree(Followed, here, there));
    }

    [Fact]
    public async Task Two_publish_at_once_and_one_follows_the_other()
    {
        var hooked = new HookedStore(instances.Store);
        var (here, there) = (await instances.Start("one", hooked), await instances.Start("one"));
        hooked.BeforeCommit = async (_, writes) =>
        {
            if (writes is [RowWrite.Replaced { Key: "current" }])
            {
                hooked.BeforeCommit = (_, _) => Task.CompletedTask;
                await Reload(there, "two");
            }
        };

        Assert.Equal(new(3, null), await Reload(here, "three"));

        Assert.Equal((3, "three"), await instances.Agree(Followed, here, there));
        Assert.Equal(["two", "one"], await Previous(there));
    }

    [Fact]
    public async Task A_write_that_lands_without_anybody_knowing_has_two_decide_side_by_side_for_four_seconds_at_most()
    {
        var hooked = new HookedStore(instances.Store);
        var (here, behind) = (await instances.Start("one", hooked), await instances.Start("one"));
        hooked.BeforeCommit = async (partition, writes) =>
        {
            if (writes is [RowWrite.Replaced { Key: "current" }])
            {
                // As late as it can be, long after it was given up, and compared just before.
                Pass(45);
                await behind.Now(Stop);
                await instances.Store.Commit(partition, writes, Stop);
                hooked.IsAway = true;
            }
        };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Reload(here, "two"));
        var ahead = await instances.Start("one");
        var landed = instances.Clock.GetUtcNow();

        var after = TimeSpan.Zero;
        for (; (await Instances.MayDecide(behind))?.Epoch == 1; after = instances.Clock.GetUtcNow() - landed)
        {
            var now = await ahead.Now(Stop);
            Assert.Equal(2, now.Epoch);
            Assert.True(now.MayBeStray(landed) && now.MayBeStray(instances.Clock.GetUtcNow().AddSeconds(100)));
            Pass(0.1);
        }

        Assert.InRange(after, TimeSpan.FromSeconds(1), Publication.SeenFor);

        // Nothing counts as moved before the last work by the one before has ended.
        await ahead.Migrated(await ahead.Now(Stop), instances.Clock.GetUtcNow().AddSeconds(99), Stop);
        Assert.False((await Current()).IsMigrated);
    }

    [Fact]
    public async Task Alone_it_is_in_force_at_once_and_requests_in_flight_are_known_to_go_by_the_one_before()
    {
        var here = await instances.Start("one", secret: null, isAlone: true);
        Assert.False((await here.Now(Stop)).MayBeStray(instances.Clock.GetUtcNow()));

        Assert.Equal(new(2, null), await Reload(here, "two"));
        Assert.True(here.Reached(2, Stop).IsCompletedSuccessfully);

        var now = await here.Now(Stop);
        Assert.Equal((2, "two"), (now.Epoch, now.Value.Route.Receiver));
        Assert.True(now.MayBeStray(instances.Clock.GetUtcNow()));
        Assert.Equal(["one"], await Previous(here));
        await here.Migrated(now, instances.Store.UtcNow, Stop);
        Assert.False((await here.Now(Stop)).IsMigrated);
        Pass(150);
        await here.Migrated(now, instances.Store.UtcNow, Stop);
        Assert.True((await here.Now(Stop)).IsMigrated);
    }

    [Fact]
    public async Task Alone_what_was_being_read_during_a_reload_is_not_kept()
    {
        var hooked = new HookedStore(instances.Store);
        var here = new PublishedConfiguration(
            hooked, Instances.Own("one"), null, isAlone: true, instances.Clock, _ => true);
        await here.Compare(Stop);
        var late = new TaskCompletionSource();
        hooked.AfterGet = _ =>
        {
            hooked.AfterGet = _ => Task.CompletedTask;
            return late.Task;
        };
        var reading = here.Compare(Stop);
        await Reload(here, "two");
        await here.Now(Stop);
        late.SetResult();
        await reading;

        Assert.Equal((2, "two"), await Instances.Decides(here));
    }

    private static Task<Reloaded> Reload(PublishedConfiguration instance, string receiver) =>
        instance.Reload(Instances.Own(receiver), Stop);

    private static async Task<IEnumerable<string>> Previous(PublishedConfiguration instance) =>
        (await instance.Now(Stop)).Previous.Select(it => it.Route.Receiver);

    private async Task<ConfigurationRow> Current() =>
        ConfigurationRow.Read((await instances.Store.Get("config", "current", Stop))!);

    private void Pass(double seconds) => instances.Clock.Advance(TimeSpan.FromSeconds(seconds));
}
