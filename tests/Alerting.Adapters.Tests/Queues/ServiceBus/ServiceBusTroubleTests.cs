using System.Net.Sockets;
using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Adapters.Tests.Queues.ServiceBus;

public sealed class ServiceBusTroubleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly FixedClock clock = new();
    private readonly WatchedClock watched;
    private ServiceBusServer server = null!;
    private ServiceBusQueue queue = null!;

    public ServiceBusTroubleTests() => watched = new(clock);

    private string Key => server.ConnectionString.Split("SharedAccessKey=")[1].Split(';')[0];

    public async ValueTask InitializeAsync()
    {
        server = await ServiceBusServer.Start(clock, "wake");
        queue = new(ServiceBusOptions.Parse(server.ConnectionString), watched);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_queue_that_is_not_there_is_named()
    {
        var refused = await Refused("send-slack");

        Assert.Equal(
            $"Service Bus queue 'send-slack' does not exist in namespace {server.Url[7..]}; "
            + "deploy it (infra/) or create it", refused.Message);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_missing_right_is_named_and_not_asked_for_again(int status)
    {
        server.Fail(ServiceBusFault.Error(status, "no"));

        var refused = await Refused("wake");

        Assert.Contains("Azure Service Bus Data Sender", refused.Message, StringComparison.Ordinal);
        Assert.Contains("right Send", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, queue.Operations);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_in_no_message()
    {
        var wrong = server.ConnectionString.Replace(Key, "not" + Key, StringComparison.Ordinal);
        queue = new(ServiceBusOptions.Parse(wrong), watched);

        var refused = await Refused("wake");

        Assert.DoesNotContain(Key, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Accepted("wake"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(403)]
    public async Task A_throttled_message_waits_at_least_two_seconds_and_then_arrives(int status)
    {
        server.Fail(ServiceBusFault.Throttled(status));

        var sent = Send();
        var pause = await watched.Pause();
        Assert.InRange(pause, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));
        clock.Advance(pause - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, queue.Operations);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        await sent;
        Assert.Single(server.Accepted("wake"));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 2)]
    public async Task A_longer_wait_that_is_asked_for_is_kept(string retryAfter, int seconds)
    {
        server.Fail(ServiceBusFault.Throttled(429, retryAfter));

        var sent = Send();

        Assert.Equal(TimeSpan.FromSeconds(seconds), await watched.Pause());
        clock.Advance(TimeSpan.FromSeconds(seconds));
        await sent;
    }

    [Fact]
    public async Task Throttling_that_does_not_end_is_told()
    {
        server.Always = ServiceBusFault.Throttled(429);

        var sent = Send();
        await Wait(9);

        var refused = await Assert.ThrowsAsync<QueueUnavailableException>(() => sent);
        Assert.Contains("throttled (429)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("50009", refused.Message, StringComparison.Ordinal);
        Assert.Equal(10, queue.Operations);
    }

    [Fact]
    public async Task An_error_of_the_service_is_tried_again_soon()
    {
        server.Fail(ServiceBusFault.Error(500), ServiceBusFault.Error(502));

        var sent = Send();
        var pause = await watched.Pause();
        Assert.InRange(pause, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400));
        clock.Advance(pause);
        await Wait(1);

        await sent;
        Assert.Single(server.Accepted("wake"));
    }

    [Fact]
    public async Task An_error_that_does_not_end_is_told()
    {
        server.Always = ServiceBusFault.Error(500, "out of order");

        var sent = Send();
        await Wait(3);

        var refused = await Assert.ThrowsAsync<QueueUnavailableException>(() => sent);
        Assert.EndsWith("answered 500. out of order", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_there_once()
    {
        server.Fail(ServiceBusFault.LostAnswer);

        var sent = Send();
        await Wait(1);

        await sent;
        Assert.Equal(2, queue.Operations);
        Assert.Single(server.Accepted("wake"));
    }

    [Fact]
    public async Task Connections_that_break_are_tried_four_times()
    {
        server.Always = ServiceBusFault.Broken;

        var sent = Send();
        await Wait(3);

        var away = await Assert.ThrowsAsync<QueueUnavailableException>(() => sent);
        Assert.Contains("cannot be reached", away.Message, StringComparison.Ordinal);
        Assert.Equal(4, queue.Operations);
    }

    [Fact]
    public async Task A_namespace_that_does_not_answer_the_call_is_away()
    {
        await server.DisposeAsync();

        var sent = Send();
        await Wait(3);

        var away = await Assert.ThrowsAsync<QueueUnavailableException>(() => sent);
        Assert.IsType<SocketException>(away.GetBaseException());
        Assert.DoesNotContain(Key, away.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_try_that_hangs_is_given_up_after_ten_seconds()
    {
        server.Fail(ServiceBusFault.Hang());
        var sent = Send();
        await server.Received(TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromSeconds(10));
        await Wait(1);

        await sent;
        Assert.Single(server.Accepted("wake"));
    }

    [Fact]
    public async Task A_caller_that_leaves_while_the_service_hangs_leaves_at_once()
    {
        server.Always = ServiceBusFault.Hang();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
        var sent = Send(patience.Token);
        await server.Received(TestContext.Current.CancellationToken);
        Assert.False(sent.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        Assert.Equal(1, queue.Operations);
    }

    [Fact]
    public async Task A_caller_that_leaves_between_two_tries_leaves_at_once()
    {
        server.Always = ServiceBusFault.Throttled(429, "20");
        using var patience = new CancellationTokenSource();
        var sent = Send(patience.Token);
        await watched.Pause();

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
    }

    [Fact]
    public async Task Nothing_is_sent_for_a_caller_that_has_left()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Send(new(canceled: true)));

        Assert.Empty(server.Requests);
    }

    private Task Send() => Send(TestContext.Current.CancellationToken);

    private Task Send(CancellationToken cancellation) =>
        queue.Send("wake", "a", "body", clock.GetUtcNow(), cancellation).WaitAsync(Patience, CancellationToken.None);

    private Task<QueueUnavailableException> Refused(string name) =>
        Assert.ThrowsAsync<QueueUnavailableException>(() => queue.Send(
            name, "a", "body", clock.GetUtcNow(), TestContext.Current.CancellationToken));

    private async Task Wait(int times)
    {
        for (var i = 0; i < times; i++)
        {
            clock.Advance(await watched.Pause());
        }
    }
}
