using Alerting.Adapters.Tables.Azure;
using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>Many instances at one group in real tables: 412 upon 412.</summary>
public sealed class StormStories
{
    private const int Instances = 4;
    private const int Writers = 32;
    private const int Rounds = 3;

    [Fact]
    public async Task Thirty_two_writers_and_four_lookers_at_one_group_lose_nothing_and_come_to_an_end()
    {
        var azurite = await Azurite.Shared();
        var webhook = new RecordingChannel("webhook", deduplicates: true);
        var options = azurite.Options("t" + Guid.NewGuid().ToString("N"));
        var engines = new List<Engine>();
        for (var i = 0; i < Instances; i++)
        {
            engines.Add(await Instance(options, webhook));
        }

        for (var round = 0; round < Rounds; round++)
        {
            var accepting = Enumerable.Range(0, Writers).Select(writer => engines[writer % Instances].Accepting.Accept(
                [World.Firing("Storm", $"{round}-{writer}")], TimeSpan.Zero, null, CancellationToken.None));
            var looking = engines.Select(engine => engine.Sweep.All(CancellationToken.None));
            await Task.WhenAll([.. accepting, .. looking]);
        }

        // Ticks are 50 ms apart: the last of them tells what the ones before could not know.
        var all = Rounds * Writers;
        Assert.True(await RealClock.Instance.Until(() => Known(webhook) == all, TimeSpan.FromMinutes(3), default,
            () => engines[0].Sweep.Looks("000", CancellationToken.None)), $"{Known(webhook)} of {all}");
        Assert.InRange(webhook.Attempts.Count, 1, 30);
    }

    private static int Known(RecordingChannel webhook) => webhook.Attempts
        .SelectMany(attempt => attempt.Alerts).Select(alert => alert.Labels["instance"]).Distinct().Count();

    private static async Task<Engine> Instance(AzureTableOptions options, IChannel channel)
    {
        var store = new AzureTableStore(options, RealClock.Instance);
        await store.EnsureTable(CancellationToken.None);
        var one = World.OneReceiver("webhook");
        var configuration = new CurrentConfiguration(
            one with { Route = one.Route with { GroupInterval = TimeSpan.FromMilliseconds(50) } }, 1);
        var queue = new DirectQueue();
        var on = new Foundation(
            store, new Shards(1), configuration, new Hints(queue, store, RealClock.Instance), RealClock.Instance,
            new AlertingMeter(), "http://test");
        return queue.Engine = new(on, [channel], new SenderIdentity(Guid.NewGuid().ToString("N"), IsAlone: false));
    }

    // Has a notice sent at once; looks are the sweep's here.
    private sealed class DirectQueue : IQueue
    {
        public Engine Engine { get; set; } = null!;

        public bool RemembersIds => false;

        public Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation) =>
            queue != QueueNames.Wake && RowHint.TryParse(queue, body, out var hint)
                ? Engine.Handle(hint, CancellationToken.None)
                : Task.CompletedTask;
    }
}
