using System.Net;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>The table service goes away and comes back; messages that are none of ours.</summary>
public sealed class OutageStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poison_message_is_a_dead_letter_and_nothing_else_suffers()
    {
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(azure.Configuration(kinds: "webhook")));
        var foreign = azure.Sender();
        await foreign.Send("send-webhook", "poison", "{\"messageId\":\"evil\"}", default, Stop);
        await foreign.Send("wake", "poison", "../../etc", default, Stop);
        await foreign.Send("wake", "unknown-shard", "999 0 0", default, Stop);

        await AzureGround.Accepted(host, "DiskFull");
        await AzureGround.Told(azure.Webhook, "DiskFull");

        Assert.True(await RealClock.Instance.Until(
            () => azure.Bus.DeadLetters("wake").Count + azure.Bus.DeadLetters("send-webhook").Count == 2,
            TimeSpan.FromSeconds(60), Stop));
    }

    [Fact]
    public async Task Azurite_stopped_and_started_again_has_what_was_accepted_and_the_doors_say_503_meanwhile()
    {
        var azurite = await Azurite.Start(inMemory: false);
        await using var azure = await AzureGround.Lay(azurite);
        var host = await azure.Host(azure.Settings(azure.Configuration(kinds: "webhook")));
        await AzureGround.Accepted(host, "Before");
        await AzureGround.Told(azure.Webhook, "Before");

        await azurite.Stop();
        using var refused = await AzureGround.Post(host, "Meanwhile");
        using var ready = await host.Client.GetAsync("/api/-/ready", Stop);
        await azurite.Run();
        await AzureGround.Accepted(host, "Before", isResolved: true);
        await AzureGround.Told(azure.Webhook, "\"status\":\"resolved\"");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(0, AzureGround.Count(azure.Webhook, "Meanwhile"));
        Assert.Empty(azure.Bus.DeadLetters("wake"));
    }
}
