using System.Net;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Faults;

public sealed class RepeatedWebhookStory
{
    private const int Times = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ThreeTicks = TimeSpan.FromSeconds(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_repeated_a_thousand_times_at_once_is_told_once()
    {
        await using var world = await OneWebhook.Make();
        await using var alerting = world.Serve();
        var address = await alerting.Address();
        var body = AlertmanagerPost.Body("Repeated", "a", new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

        await Task.WhenAll(Enumerable.Range(0, Times).Select(_ => UntilTaken(world.Client, address, body)));

        Assert.True(await RealClock.Instance.Until(() => world.Sink.Requests.Count > 0, Patience, Stop));
        await RealClock.Instance.Pause(ThreeTicks, Stop);
        Assert.Single(world.Sink.Requests);
        Assert.Equal("OK", await world.Client.GetStringAsync(new Uri(address, "/-/ready"), Stop));
        await alerting.Terminate();
        Assert.Equal(0, await alerting.Exit());
        Assert.DoesNotContain(alerting.Output, line => line.Contains("\"Error\"", StringComparison.Ordinal));
    }

    // 503 asks to come again: no more bodies are read at once than there is room for.
    private static async Task UntilTaken(HttpClient client, Uri address, string body)
    {
        while (true)
        {
            using var answer = await AlertmanagerPost.Send(client, address, body, Stop);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(20), Stop);
        }
    }
}
