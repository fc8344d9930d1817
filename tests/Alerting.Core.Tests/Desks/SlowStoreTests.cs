using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>A store that takes its time, as one does that is throttled.</summary>
public sealed class SlowStoreTests
{
    private readonly FixedClock clock = new();
    private readonly RecordingChannel slack = new("slack", deduplicates: false);

    [Theory]
    [InlineData(24, 1)]
    [InlineData(26, 0)]
    [InlineData(59, 0)]
    public async Task A_claim_that_took_long_to_store_leaves_no_time_to_send_and_nothing_is_sent_twice(
        int seconds, int sent)
    {
        HookedStore store = null!;
        var world = World.Standing(clock, inner => store = new(inner), slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        store.BeforeCommit = (_, writes) =>
        {
            if (writes is [RowWrite.Replaced claim] && claim.Key.Contains("~s~", StringComparison.Ordinal))
            {
                store.BeforeCommit = (_, _) => Task.CompletedTask;
                clock.Advance(TimeSpan.FromSeconds(seconds));
            }

            return Task.CompletedTask;
        };

        await world.Post(World.Firing("A"));
        await world.Settle();
        Assert.Equal(sent, slack.Attempts.Count);

        await world.Pass(TimeSpan.FromMinutes(5));
        Assert.Single(slack.Attempts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_claim_whose_answer_was_lost_is_let_go_and_nothing_counts_as_sent(bool isStored)
    {
        HookedStore store = null!;
        var world = World.Standing(clock, inner => store = new(inner), slack);
        world.Configuration.Replace(World.OneReceiver("slack"), 1);
        store.BeforeCommit = async (partition, writes) =>
        {
            if (writes is [RowWrite.Replaced claim] && claim.Key.Contains("~s~", StringComparison.Ordinal))
            {
                store.BeforeCommit = (_, _) => Task.CompletedTask;
                if (isStored)
                {
                    await store.Commit(partition, writes, CancellationToken.None);
                }

                throw new StoreUnavailableException("the answer was lost");
            }
        };
        await world.Post(World.Firing("A"));

        await Assert.ThrowsAsync<StoreUnavailableException>(world.Settle);
        await world.PassSwept(TimeSpan.FromMinutes(5));

        Assert.Equal(Reason.FirstNotification, Assert.Single(slack.Attempts).Reason);
    }
}
