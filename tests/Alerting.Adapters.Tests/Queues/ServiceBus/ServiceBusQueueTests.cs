using System.Diagnostics;
using System.Text;
using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Adapters.Tests.Queues.ServiceBus;

public sealed class ServiceBusQueueTests : IAsyncLifetime
{
    private readonly FixedClock clock = new();
    private ServiceBusServer server = null!;
    private ServiceBusQueue queue = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServiceBusServer.Start(clock, "wake", "send-slack", "send-webhook", "send-other");
        queue = new(ServiceBusOptions.Parse(server.ConnectionString), clock);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_message_arrives_with_its_body_and_its_id()
    {
        await Send("17.1772438400000", "17");

        var message = (await Receive("wake")).Message;
        Assert.Equal("17.1772438400000", message.MessageId);
        Assert.Equal("17", Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal("text/plain; charset=utf-8", message.ContentType);
        Assert.Null(message.ScheduledFor);
        Assert.Equal(1, queue.Operations);
    }

    [Fact]
    public async Task An_id_that_was_handed_out_already_is_remembered_and_the_queue_says_so()
    {
        await Send("1", "first");
        Assert.True(server.Complete(await Receive("wake")));

        await Send("1", "second");

        Assert.Single(server.Accepted("wake"));
        Assert.True(queue.RemembersIds);
    }

    [Fact]
    public async Task Text_of_any_script_arrives_as_it_was_sent()
    {
        await Send("größe \"é\" 😀", "日本 \"<&>\" 😀");

        var message = (await Receive("wake")).Message;
        Assert.Equal("größe \"é\" 😀", message.MessageId);
        Assert.Equal("日本 \"<&>\" 😀", Encoding.UTF8.GetString(message.Body.Span));
    }

    [Fact]
    public async Task The_trace_goes_along()
    {
        using var activity = new Activity("a step") { TraceStateString = "vendor=1" };
        activity.AddBaggage("who", "not for Azure");
        activity.Start();

        await Send("a", "body");

        var message = (await Receive("wake")).Message;
        Assert.Equal(activity.TraceId.ToHexString(), message.CorrelationId);
        Assert.Equal(activity.Id, message.Properties["Diagnostic-Id"]);
        Assert.Equal(activity.Id, message.Properties["traceparent"]);
        Assert.Equal(2, message.Properties.Count);
    }

    [Fact]
    public async Task Without_a_trace_there_are_no_properties()
    {
        Assert.Null(Activity.Current);

        await Send("a", "body");

        var message = (await Receive("wake")).Message;
        Assert.Null(message.CorrelationId);
        Assert.Empty(message.Properties);
    }

    [Theory]
    [InlineData(30_000, 30)]
    [InlineData(30_001, 31)]
    [InlineData(1, 1)]
    public async Task A_message_comes_at_its_time_rounded_up_to_a_second_and_not_before(int after, int seconds)
    {
        await queue.Send(
            "wake", "a", "body", clock.GetUtcNow().AddMilliseconds(after), TestContext.Current.CancellationToken);
        var received = Receive("wake");
        clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(received.IsCompleted);

        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("a", (await received).Message.MessageId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task A_time_that_is_not_in_the_future_means_now(int seconds)
    {
        await queue.Send(
            "wake", "a", "body", clock.GetUtcNow().AddSeconds(seconds), TestContext.Current.CancellationToken);

        Assert.Null((await Receive("wake")).Message.ScheduledFor);
    }

    [Fact]
    public async Task The_end_of_time_can_be_scheduled()
    {
        await queue.Send("wake", "a", "body", DateTimeOffset.MaxValue, TestContext.Current.CancellationToken);

        Assert.Equal(9999, Assert.Single(server.Accepted("wake")).ScheduledFor?.Year);
    }

    [Fact]
    public async Task The_same_id_is_dropped_and_that_of_another_attempt_arrives()
    {
        await Send("notice.1", "first");
        await Send("notice.1", "again");
        await Send("notice.2", "second");

        Assert.Equal(["notice.1", "notice.2"], server.Accepted("wake").Select(message => message.MessageId));
        Assert.Equal(3, queue.Operations);
    }

    [Theory]
    [InlineData("wake", "wake")]
    [InlineData("send-slack", "send-slack")]
    [InlineData("send-webhook", "send-webhook")]
    [InlineData("send-inbox", "send-other")]
    [InlineData("send-other", "send-other")]
    public async Task A_channel_without_a_queue_of_its_own_goes_through_the_common_one(string name, string entity)
    {
        await queue.Send(name, "a", "body", clock.GetUtcNow(), TestContext.Current.CancellationToken);

        Assert.Single(server.Accepted(entity));
    }

    [Fact]
    public async Task What_is_deployed_can_be_told()
    {
        var options = ServiceBusOptions.Parse(server.ConnectionString) with { Queues = ["wake", "send-other"] };
        queue = new(options, clock);

        await queue.Send("send-slack", "a", "body", clock.GetUtcNow(), TestContext.Current.CancellationToken);

        Assert.Single(server.Accepted("send-other"));
    }

    [Fact]
    public async Task A_queue_nobody_knows_is_a_mistake() =>
        await Assert.ThrowsAsync<ArgumentException>(() => queue.Send(
            "wakes", "a", "body", clock.GetUtcNow(), TestContext.Current.CancellationToken));

    [Fact]
    public async Task An_id_has_at_most_128_characters()
    {
        await Send(new('a', 128), "body");

        await Assert.ThrowsAsync<ArgumentException>(() => Send(new('a', 129), "body"));
        await Assert.ThrowsAsync<ArgumentException>(() => Send("", "body"));
        Assert.Single(server.Accepted("wake"));
    }

    [Fact]
    public async Task Many_at_once_all_arrive()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Send("id" + i, "body")));

        Assert.Equal(200, server.Accepted("wake").Count);
        Assert.Equal(200, queue.Operations);
    }

    private Task Send(string id, string body) =>
        queue.Send("wake", id, body, clock.GetUtcNow(), TestContext.Current.CancellationToken);

    private Task<LockedMessage> Receive(string name) => server.Receive(name, TestContext.Current.CancellationToken);
}
