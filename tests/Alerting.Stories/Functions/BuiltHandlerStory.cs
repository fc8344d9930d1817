using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Alerting.Testing;
using Alerting.Testing.Functions;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Functions;

/// <summary>The built script root, run as the Functions host runs it.</summary>
public sealed class BuiltHandlerStory
{
    private const string Token = "s3cret-token";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_posted_through_the_host_is_in_the_inbox_and_outlives_the_instance()
    {
        using var folder = new ProcessFolder();
        await using var host = await FunctionsHost.Start(new()
        {
            Functions = ["ReceiveAlertmanager", "Api"],
            Settings = new Dictionary<string, string>
            {
                ["ALERTING_TOKEN"] = Token,
                ["ALERTING_DATA"] = folder.Data,
                ["ALERTING_QUEUES"] = "embedded",
                // For functions that do not listen here.
                ["ServiceBus"] = "none",
                ["ALERTING_CHECK_SCHEDULE"] = "0 * * * * *",
            },
        });
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var body = AlertmanagerPost.Body("DiskFull", "web-1", RealClock.Instance.GetUtcNow());
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var accepted = await host.Client.PostAsync("/api/alertmanager", content, Stop);
        var isTold = await Told(host);
        host.Kill();
        using var gone = await host.Client.GetAsync("/api/inbox", Stop);
        await host.Restart();

        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.Equal("""{"accepted":1,"rejected":[]}""", await accepted.Content.ReadAsStringAsync(Stop));
        Assert.True(isTold);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, gone.StatusCode);
        Assert.Contains("DiskFull", await Inbox(host), StringComparison.Ordinal);
        host.Crash();
        Assert.Contains("DiskFull", await Inbox(host), StringComparison.Ordinal);
        Assert.Empty(host.Errors);
    }

    private static Task<bool> Told(FunctionsHost host) => RealClock.Instance.Until(
        () => Inbox(host).GetAwaiter().GetResult().Contains("DiskFull", StringComparison.Ordinal),
        TimeSpan.FromSeconds(30), Stop);

    private static async Task<string> Inbox(FunctionsHost host)
    {
        using var answer = await host.Client.GetAsync("/api/inbox", Stop);
        return await answer.Content.ReadAsStringAsync(Stop);
    }
}
