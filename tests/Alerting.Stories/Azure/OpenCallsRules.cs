using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>Stories wait for the calls that are counted here, so they have to be.</summary>
public sealed class OpenCallsRules
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_on_its_way_is_an_open_call_of_its_port_alone_until_it_ends()
    {
        var clock = new FixedClock();
        await using var bus = await ServiceBusServer.Start(clock, "wake");
        await using var other = await ServiceBusServer.Start(clock, "wake");
        using var sending = new OpenCalls(new Uri(bus.Url).Port);
        using var elsewhere = new OpenCalls(new Uri(other.Url).Port);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var queue = new ServiceBusQueue(ServiceBusOptions.Parse(bus.ConnectionString), clock);
        bus.Always = ServiceBusFault.Hang();

        var sent = queue.Send("wake", "a", "body", clock.GetUtcNow(), patience.Token);
        await bus.Received(Stop);
        Assert.Equal((false, true), (sending.None, elsewhere.None));

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        Assert.True(await RealClock.Instance.Until(() => sending.None, TimeSpan.FromMinutes(3), Stop));
    }
}
