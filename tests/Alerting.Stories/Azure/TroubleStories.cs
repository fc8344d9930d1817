using System.Net;
using Alerting.Core.Ports;
using Alerting.Testing.Azure;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>
/// Tables away, Service Bus throttled or away, both away, messages handed out twice, vendors that hang: minutes of it, on a
/// clock that is moved by hand.
/// </summary>
public sealed class TroubleStories
{
    private const string Webhook = "webhook_configs: [ { url: 'VENDOR/hook' } ]";
    private const string Slack = "slack_configs: [ { api_url: 'VENDOR/services/x' } ]";

    private static readonly string[] Queues = [.. QueueNames.Deployed];

    private static Task Never { get; } = new TaskCompletionSource().Task;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_away_for_a_minute_cost_time_and_no_dead_letter()
    {
        await using var azure = await StandingAzure.Start(Webhook, await WebhookSink.Start());
        using var accepted = await azure.Post("A");
        azure.Store.IsAway = true;
        await azure.Pass(TimeSpan.FromMinutes(1), () => false);
        using var refused = await azure.Post("B");
        Assert.Empty(azure.Vendor.Requests);

        azure.Store.IsAway = false;

        Assert.True(await azure.Pass(TimeSpan.FromMinutes(2), () => azure.Vendor.Requests.Count == 1));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (accepted.StatusCode, refused.StatusCode));
        Assert.All(Queues, queue => Assert.Empty(azure.Bus.DeadLetters(queue)));
        Assert.All(azure.Host.Invocations, call => Assert.True(call.Succeeded, call.Why));
        Assert.InRange(azure.Bus.Accepted("wake").Count, 2, 12);
    }

    [Fact]
    public async Task Service_Bus_throttled_for_a_minute_does_not_hold_up_the_doors_and_the_timer_delivers()
    {
        await using var azure = await StandingAzure.Start(Webhook, await WebhookSink.Start());
        azure.Bus.Always = ServiceBusFault.Throttled(429);

        var posted = azure.Post("A");
        Assert.True(await azure.Pass(TimeSpan.FromSeconds(15), () => posted.IsCompleted));
        using var accepted = await posted;

        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.True(await azure.Pass(TimeSpan.FromMinutes(4), () => azure.Vendor.Requests.Count == 1, withTimer: true));
        Assert.Empty(azure.Bus.Accepted("wake"));
    }

    [Fact]
    public async Task When_a_message_cannot_even_be_put_back_its_function_holds_it_and_then_fails()
    {
        await using var azure = await StandingAzure.Start(Webhook, await WebhookSink.Start());
        using var accepted = await azure.Post("A");
        azure.Store.IsAway = true;
        azure.Bus.Always = ServiceBusFault.Error(500);

        Assert.True(await azure.Pass(
            TimeSpan.FromMinutes(3), () => azure.Host.Invocations.Any(call => call is { Function: "WakeGroup", Succeeded: false })));
        var failed = azure.Host.Invocations.First(call => call is { Function: "WakeGroup", Succeeded: false });

        Assert.InRange(failed.Duration, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(100));
        (azure.Store.IsAway, azure.Bus.Always) = (false, null);
        Assert.True(await azure.Pass(TimeSpan.FromMinutes(2), () => azure.Vendor.Requests.Count == 1));
        Assert.All(Queues, queue => Assert.Empty(azure.Bus.DeadLetters(queue)));
    }

    [Fact]
    public async Task A_vendor_that_asks_for_a_pause_gets_it_and_the_next_attempt_is_a_message_of_its_own()
    {
        await using var azure = await StandingAzure.Start(Webhook, await WebhookSink.Start());
        azure.Vendor.Respond(VendorAnswer.Status(429, retryAfter: "40"), VendorAnswer.Status(429, retryAfter: "40"));
        using var accepted = await azure.Post("A");

        Assert.True(await azure.Pass(TimeSpan.FromMinutes(3), () => azure.Vendor.Requests.Count == 3));

        Assert.Equal(3, azure.Bus.Accepted("send-webhook").Select(message => message.MessageId).Distinct().Count());
        Assert.Equal(3, azure.Bus.Accepted("send-webhook").Count);
    }

    [Fact]
    public async Task A_Slack_that_never_answers_hears_one_possible_repeat_whatever_becomes_of_the_message()
    {
        await using var azure = await StandingAzure.Start(Slack, await SlackHook.Start());
        azure.Vendor.Respond(VendorAnswer.Hang(Never));
        using var accepted = await azure.Post("A");
        Assert.True(await azure.Pass(TimeSpan.FromMinutes(2), () => azure.Vendor.Requests.Count == 1));

        // The host lets go of the call and of its message, whose lock runs out: it comes to another instance.
        azure.Host.Kill();
        await azure.Host.Restart();

        Assert.True(await azure.Pass(TimeSpan.FromMinutes(4), () => azure.Vendor.Requests.Count == 2, withTimer: true));
        await azure.Pass(TimeSpan.FromMinutes(2), () => false, withTimer: true);
        Assert.Equal(2, azure.Vendor.Requests.Count);
    }

    [Fact]
    public async Task A_message_handed_out_twice_or_after_its_lock_ran_out_is_told_once()
    {
        await using var azure = await StandingAzure.Start(Webhook, await WebhookSink.Start());
        using var accepted = await azure.Post("A");
        Assert.True(await azure.Pass(TimeSpan.FromMinutes(2), () => azure.Vendor.Requests.Count == 1));
        var before = azure.Host.Invocations.Count;
        var copies = azure.Bus.Accepted("send-webhook").Concat(azure.Bus.Accepted("wake")).ToArray();
        var sender = new Adapters.Queues.ServiceBus.ServiceBusQueue(
            Adapters.Queues.ServiceBus.ServiceBusOptions.Parse(azure.Bus.ConnectionString), azure.Clock);

        foreach (var copy in copies)
        {
            var queue = copy.MessageId.StartsWith('0') && copy.MessageId.IndexOf('.', StringComparison.Ordinal) == 3
                ? "wake" : "send-webhook";
            await sender.Send(
                queue, "again-" + copy.MessageId, System.Text.Encoding.UTF8.GetString(copy.Body.Span), default, Stop);
        }

        var handled = before + copies.Length;
        Assert.True(await azure.Pass(TimeSpan.FromMinutes(1), () => azure.Host.Invocations.Count >= handled));
        Assert.Single(azure.Vendor.Requests);
    }
}
