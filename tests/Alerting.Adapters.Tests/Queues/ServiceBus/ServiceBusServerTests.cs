using System.Net;
using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Adapters.Tests.Queues.ServiceBus;

/// <summary>What others rely on in the stand-in for the broker.</summary>
public sealed class ServiceBusServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly FixedClock clock = new();
    private ServiceBusServer server = null!;
    private ServiceBusQueue queue = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServiceBusServer.Start(
            clock, new QueueRules("wake"), new QueueRules("send-other") { MaxDeliveries = 2 });
        queue = new(ServiceBusOptions.Parse(server.ConnectionString), clock);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_message_that_is_completed_is_gone()
    {
        await Send("a");
        var message = await Receive();

        Assert.True(server.Complete(message));

        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(server.Complete(message));
        Assert.False(Receive().IsCompleted);
        Assert.Empty(server.DeadLetters("wake"));
    }

    [Fact]
    public async Task A_lock_holds_for_its_minute_and_the_message_comes_again_after_it()
    {
        await Send("a");
        var first = await Receive();
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(60), first.LockedUntil);
        var again = Receive();
        clock.Advance(TimeSpan.FromSeconds(60) - Tick);
        Assert.False(again.IsCompleted);

        clock.Advance(Tick);

        var second = await again;
        Assert.Equal((1, 2), (first.DeliveryCount, second.DeliveryCount));
        Assert.False(server.Complete(first));
        Assert.True(server.Complete(second));
    }

    [Fact]
    public async Task A_renewed_lock_lasts_from_then_on()
    {
        await Send("a");
        var message = await Receive();
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(server.RenewLock(message));
        clock.Advance(TimeSpan.FromSeconds(60) - Tick);
        Assert.True(server.RenewLock(message));

        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.False(server.RenewLock(message));
        Assert.Equal(2, (await Receive()).DeliveryCount);
    }

    [Fact]
    public async Task A_message_that_is_abandoned_comes_again_at_once_and_in_its_old_place()
    {
        await Send("a");
        await Send("b");
        var first = await Receive();

        Assert.True(server.Abandon(first));

        Assert.False(server.Abandon(first));
        Assert.Equal(("a", 2), (first.Message.MessageId, (await Receive()).DeliveryCount));
        Assert.Equal("b", (await Receive()).Message.MessageId);
    }

    [Fact]
    public async Task A_message_given_up_at_its_last_delivery_is_dead()
    {
        await Send("abandoned", "send-other");
        Assert.True(server.Abandon(await Receive("send-other")));
        Assert.Empty(server.DeadLetters("send-other"));
        Assert.True(server.Abandon(await Receive("send-other")));
        await Send("expired", "send-other");
        Assert.True(server.Abandon(await Receive("send-other")));
        await Receive("send-other");
        Assert.Equal(["abandoned"], server.DeadLetters("send-other").Select(message => message.MessageId));

        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(["abandoned", "expired"], server.DeadLetters("send-other").Select(message => message.MessageId));
        Assert.False(Receive("send-other").IsCompleted);
    }

    [Fact]
    public async Task The_same_id_is_dropped_for_ten_minutes_from_acceptance()
    {
        await Send("a");
        server.Complete(await Receive());
        clock.Advance(TimeSpan.FromMinutes(10) - Tick);
        await Send("a");
        Assert.Single(server.Accepted("wake"));

        clock.Advance(Tick);
        await Send("a");

        Assert.Equal([1, 2], server.Accepted("wake").Select(message => message.SequenceNumber));
    }

    [Fact]
    public async Task A_scheduled_message_counts_as_known_from_acceptance_on()
    {
        await Send("a", after: TimeSpan.FromHours(1));
        await Send("a");
        Assert.Single(server.Accepted("wake"));

        clock.Advance(TimeSpan.FromMinutes(10));
        await Send("a");

        Assert.Equal(2, server.Accepted("wake").Count);
    }

    [Fact]
    public async Task Queues_do_not_know_each_others_ids()
    {
        await Send("a");
        await Send("a", "send-other");

        Assert.Single(server.Accepted("send-other"));
    }

    [Fact]
    public async Task Scheduled_messages_come_in_the_order_of_their_times()
    {
        await Send("late", after: TimeSpan.FromSeconds(20));
        await Send("early", after: TimeSpan.FromSeconds(10));

        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("early", (await Receive()).Message.MessageId);
        Assert.Equal("late", (await Receive()).Message.MessageId);
    }

    [Fact]
    public async Task Receivers_that_wait_get_a_message_each()
    {
        var waiting = new[] { Receive(), Receive() };
        await Send("a");
        await Send("b");

        var received = await Task.WhenAll(waiting);

        Assert.Equal(["a", "b"], received.Select(message => message.Message.MessageId).Order());
    }

    [Fact]
    public async Task A_receiver_can_stop_waiting()
    {
        using var stop = new CancellationTokenSource();
        var waiting = server.Receive("wake", stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Send("a");
        Assert.Equal("a", (await Receive()).Message.MessageId);
    }

    [Fact]
    public async Task Under_the_machines_clock_a_message_comes_at_its_time()
    {
        await using var real = await ServiceBusServer.Start(RealClock.Instance, "wake");
        var sender = new ServiceBusQueue(ServiceBusOptions.Parse(real.ConnectionString), RealClock.Instance);
        var at = RealClock.Instance.GetUtcNow().AddSeconds(1);
        await sender.Send("wake", "a", "body", at, TestContext.Current.CancellationToken);

        var message = await real.Receive("wake", TestContext.Current.CancellationToken);

        Assert.True(RealClock.Instance.GetUtcNow() >= at);
        Assert.Equal(1, message.DeliveryCount);
    }

    [Fact]
    public async Task Every_call_counts_as_an_operation()
    {
        await Send("a");
        await Send("a");

        server.Complete(await Receive());

        Assert.Equal(4, server.Operations);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.Created)]
    [InlineData("""{"MessageId":"a","Unknown":1}""", HttpStatusCode.Created)]
    [InlineData("""{"MessageId":7}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"MessageId":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"ScheduledEnqueueTimeUtc":"2026-03-02T08:00:00Z"}""", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    public async Task Wrong_properties_are_refused(string properties, HttpStatusCode status) =>
        Assert.Equal(status, await Post("wake", 10, ("BrokerProperties", properties)));

    [Theory]
    [InlineData("\"text\"", HttpStatusCode.Created)]
    [InlineData("1.5", HttpStatusCode.Created)]
    [InlineData("true", HttpStatusCode.Created)]
    [InlineData("text", HttpStatusCode.BadRequest)]
    public async Task A_custom_property_is_quoted_or_a_number_or_a_boolean(string value, HttpStatusCode status) =>
        Assert.Equal(status, await Post("wake", 10, ("channel", value)));

    [Fact]
    public async Task A_message_over_256_kilobytes_is_refused()
    {
        Assert.Equal(HttpStatusCode.Created, await Post("wake", 255 * 1024));
        Assert.Equal(HttpStatusCode.Forbidden, await Post("wake", 256 * 1024));
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_gone() =>
        Assert.Equal(HttpStatusCode.Gone, await Post("wakes", 10));

    [Fact]
    public async Task Only_sending_goes_over_the_wire() =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await Post("wake/messages/head?x=", 10));

    [Fact]
    public async Task A_signature_that_is_forged_or_old_or_for_another_place_is_refused()
    {
        await Send("a");
        var good = server.Requests[0].Header("Authorization")!;
        Assert.Equal(HttpStatusCode.Created, await Post("wake", 1, ("Authorization", good)));

        foreach (var bad in new[] { "", "Bearer token", good.Replace("se=1", "se=2", StringComparison.Ordinal) })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await Post("wake", 1, ("Authorization", bad)));
        }

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await Post("wake", 1, ("Authorization", good)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Post("wake", 1, ("Authorization", await OfAnotherPlace())));
    }

    // The same policy and key, signed for another namespace.
    private async Task<string> OfAnotherPlace()
    {
        await using var other = await ServiceBusServer.Start(clock, "wake");
        var key = server.ConnectionString.Split("SharedAccessKeyName=")[1];
        var sender = new ServiceBusQueue(
            ServiceBusOptions.Parse($"Endpoint=sb://{other.Url[7..]}/;SharedAccessKeyName={key}"), clock);
        await Assert.ThrowsAnyAsync<Exception>(() =>
            sender.Send("wake", "a", "body", clock.GetUtcNow(), TestContext.Current.CancellationToken));
        return other.Requests[0].Header("Authorization")!;
    }

    private async Task<HttpStatusCode> Post(string path, int size, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        var suffix = path.Contains('/', StringComparison.Ordinal) ? "" : "/messages";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}/{path}{suffix}");
        request.Content = new ByteArrayContent(new byte[size]);
        var isSigned = headers.Any(header => header.Name == "Authorization");
        foreach (var (name, value) in isSigned ? headers : [.. headers, ("Authorization", await Signature())])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<string> Signature()
    {
        await Send(Guid.NewGuid().ToString());
        return server.Requests[^1].Header("Authorization")!;
    }

    private Task Send(string id, string name = "wake", TimeSpan after = default) =>
        queue.Send(name, id, "body", clock.GetUtcNow() + after, TestContext.Current.CancellationToken);

    private Task<LockedMessage> Receive(string name = "wake") =>
        server.Receive(name, TestContext.Current.CancellationToken);
}
