using System.Text;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>SIGKILL of the handler between the vendor's having the message and the receipt.</summary>
public abstract class KilledStories(string kind)
{
    private static Task Never { get; } = new TaskCompletionSource().Task;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_that_is_killed_while_it_sends_says_it_once_more()
    {
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(azure.Configuration(kinds: kind)));
        var vendor = kind == "slack" ? azure.Slack : azure.Webhook;
        vendor.Respond(VendorAnswer.Hang(Never));

        await AzureGround.Accepted(host, "DiskFull");
        await vendor.Received(Stop);
        host.Crash();

        // The claim is good for 60 s; then the timer finds its row.
        await RealClock.Instance.Until(() => host.Invocations.Any(call => !call.Succeeded), TimeSpan.FromMinutes(3), Stop);
        for (var i = 0; i < 100 && vendor.Requests.Count < 2; i++)
        {
            await RealClock.Instance.Pause(TimeSpan.FromSeconds(1), Stop);
            await host.RunTimer("CheckDue");
        }

        var told = vendor.Requests;
        Assert.Equal(2, told.Count);
        Assert.Equal(kind == "webhook", told[0].Header("Alerting-Notice-Id") is { } id
            && id == told[1].Header("Alerting-Notice-Id"));
        Assert.Equal(kind == "slack", Encoding.UTF8.GetString(told[1].Body.Span)
            .Contains("ossible repeat", StringComparison.Ordinal));
        Assert.Empty(azure.Bus.DeadLetters("send-" + kind));
    }
}

/// <summary>The same notice, which the sink knows by its id.</summary>
public sealed class KilledWhileItTellsAWebhook() : KilledStories("webhook");

/// <summary>Another notice, worded as a possible repeat.</summary>
public sealed class KilledWhileItTellsSlack() : KilledStories("slack");
