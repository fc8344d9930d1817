using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Desks.Intake;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Intake;

public sealed class RejectedShelfTests
{
    private readonly FixedClock clock = new();
    private readonly HookedStore store;
    private readonly World world;

    public RejectedShelfTests()
    {
        HookedStore hooked = null!;
        world = World.Standing(clock, inner => hooked = new(inner));
        store = hooked;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_kept_is_found_as_it_came()
    {
        using var shelf = new RejectedShelf(world.Engine.On);
        var body = Body("{", "the body is not JSON") with
        {
            Rid = "r 1",
            ContentType = "application/json",
            Attributes = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("id", "é%20"),
        };

        var id = await shelf.Keep(body);
        var found = await shelf.Find(id!, Stop);

        Assert.NotNull(found);
        Assert.Equal(body.Body.ToArray(), found.Body.ToArray());
        Assert.Equal(body.Attributes, found.Attributes);
        Assert.Equal(
            (body.Path, body.Rid, body.ContentType, body.Why, 1L, clock.GetUtcNow(), false),
            (found.Path, found.Rid, found.ContentType, found.Why, found.Length, found.At, found.IsCut));
    }

    [Fact]
    public async Task The_newest_come_first_and_the_thousand_newest_stay()
    {
        using var shelf = new RejectedShelf(world.Engine.On);
        for (var n = 0; n < 1_200; n++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.NotNull(await shelf.Keep(Body("x", n.ToString(CultureInfo.InvariantCulture))));
        }

        var all = await shelf.List(RejectedShelf.Kept, Stop);
        var three = await shelf.List(3, Stop);

        Assert.Equal(Enumerable.Range(200, 1_000).Reverse().Select(n => n.ToString(CultureInfo.InvariantCulture)), all.Select(it => it.Why));
        Assert.Equal(["1199", "1198", "1197"], three.Select(it => it.Why));
        Assert.Equal(2 * RejectedShelf.Kept, await Rows());
    }

    [Fact]
    public async Task A_flood_fills_nothing()
    {
        using var shelf = new RejectedShelf(world.Engine.On);

        for (var n = 0; n < 10_000; n++)
        {
            await shelf.Keep(Body("x", "why"));
        }

        Assert.Equal(100, (await shelf.List(1_000, Stop)).Count);
        Assert.InRange(store.Commits, 100, 110);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await shelf.Keep(Body("x", "why")));
    }

    [Fact]
    public async Task A_store_that_is_away_or_hangs_costs_nobody_an_answer()
    {
        using var shelf = new RejectedShelf(world.Engine.On);

        store.IsAway = true;
        Assert.Null(await shelf.Keep(Body("x", "why")));
        store.IsAway = false;
        store.BeforeCommit = (_, _) => Task.Delay(Timeout.InfiniteTimeSpan, clock, Stop);
        var hanging = shelf.Keep(Body("x", "why"));
        store.BeforeCommit = (_, _) => Task.CompletedTask;

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await hanging.WaitAsync(TimeSpan.FromSeconds(30), RealClock.Instance, Stop));
    }

    [Fact]
    public async Task Texts_of_strangers_are_no_reason_to_keep_nothing()
    {
        using var shelf = new RejectedShelf(world.Engine.On);
        var bytes = new byte[RejectedBody.MostBytes];
        Random.Shared.NextBytes(bytes);

        var id = await shelf.Keep(new()
        {
            Path = "/api/events/" + new string('x', 60_000),
            Why = "half \uD83D a pair" + new string('y', 5_000),
            ContentType = new string('\uDE00', 5_000),
            Rid = new('r', 60_000),
            Attributes = ImmutableSortedDictionary.Create<string, string>().Add("id", new('\uD83D', 100_000)),
            Length = 100_000,
            Body = bytes,
        });

        var found = await shelf.Find(id!, Stop);

        // Of what is cut, a last word that may be half of one is left out.
        Assert.True(bytes.AsSpan().StartsWith(found!.Body.Span));
        Assert.InRange(found.Body.Length, RejectedBody.MostBytes - 512, RejectedBody.MostBytes);
        Assert.True(found.IsCut);
    }

    [Fact]
    public async Task What_is_taken_away_is_gone_and_what_is_no_id_is_not_there()
    {
        using var shelf = new RejectedShelf(world.Engine.On);
        var id = (await shelf.Keep(Body("x", "why")))!;

        Assert.True(await shelf.Remove(id, Stop));
        Assert.False(await shelf.Remove(id, Stop));
        Assert.Null(await shelf.Find(id, Stop));
        Assert.Equal(0, await Rows());
        foreach (var other in (string[])["", "x", "../h", new string('0', 28), id + "/", new string('~', 600)])
        {
            Assert.Null(await shelf.Find(other, Stop));
            Assert.False(await shelf.Remove(other, Stop));
        }
    }

    [Fact]
    public async Task Two_processes_keep_to_the_limit_together()
    {
        using var one = new RejectedShelf(world.Engine.On);
        using var two = new RejectedShelf(world.Engine.On);
        for (var n = 0; n < 1_400; n++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await (n % 2 == 0 ? one : two).Keep(Body("x", "why"));
        }

        Assert.InRange(await Rows(), 2 * RejectedShelf.Kept, 2 * (RejectedShelf.Kept + 200));
    }

    private static RejectedBody Body(string text, string why) => new()
    {
        Path = "/api/events/prefect",
        Why = why,
        Length = text.Length,
        Body = System.Text.Encoding.UTF8.GetBytes(text),
    };

    private async Task<int> Rows()
    {
        var count = 0;
        string? continuation = null;
        do
        {
            Page page = await store.Range("rejected", "a", "z", 1_000, continuation, Stop);
            count += page.Rows.Count;
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return count;
    }
}
