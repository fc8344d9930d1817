using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Desks.Delivering;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Delivering;

public sealed class PlacesTests
{
    private readonly FixedClock clock = new();
    private HookedStore store = null!;

    [Fact]
    public async Task Those_whose_asking_failed_keep_no_places()
    {
        var places = Make();
        store.BeforeCommit = (_, _) => throw new StoreUnavailableException("away");
        foreach (var _ in Enumerable.Range(0, 50))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => Take(places));
        }

        store.BeforeCommit = (_, _) => Task.CompletedTask;

        Assert.Equal(clock.GetUtcNow(), await Take(places));
    }

    [Fact]
    public async Task A_place_that_was_not_stored_is_given_to_nobody()
    {
        var places = Make();
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        store.BeforeCommit = async (_, _) =>
        {
            store.BeforeCommit = (_, _) => throw new StoreUnavailableException("away");
            begun.SetResult();
            await goOn.Task;
        };
        var first = Take(places);
        await begun.Task;
        var others = Enumerable.Range(0, 3).Select(_ => Take(places)).ToArray();
        goOn.SetResult();

        await first;

        foreach (var other in others)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => other);
        }
    }

    [Fact]
    public async Task Those_who_ask_at_one_time_share_a_write()
    {
        var places = Make();
        var commits = 0;
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        store.BeforeCommit = async (_, _) =>
        {
            commits++;
            begun.TrySetResult();
            await goOn.Task;
        };
        var first = Take(places);
        await begun.Task;
        var others = Enumerable.Range(0, 20).Select(_ => Take(places)).ToArray();
        goOn.SetResult();
        await Task.WhenAll(others);

        Assert.Equal(2, commits);
        Assert.Equal(21, others.Select(other => other.Result).Append(await first).Distinct().Count());
    }

    private Places Make()
    {
        var world = World.Standing(clock, inner => store = new(inner), new RecordingChannel("slack", false));
        return new(world.Engine.On);
    }

    private static Task<DateTimeOffset> Take(Places places) =>
        places.Take("slack~x", [new RateLimit(1, TimeSpan.FromSeconds(1))], isPage: true, CancellationToken.None);
}
