using System.Text.Json.Nodes;
using Alerting.Testing;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>Two deployments at once, and the run on a workstation.</summary>
public sealed class DeploymentStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workstation_keeps_its_state_in_tables_and_its_queue_in_the_process()
    {
        await using var azure = await AzureGround.Lay();
        var settings = azure.Settings();
        settings.Remove("ServiceBus");
        foreach (var (name, value) in SampleSettings.Read().Where(pair => pair.Key is "ALERTING_QUEUES"
            || pair.Key.StartsWith("AzureWebJobs.", StringComparison.Ordinal)))
        {
            settings[name] = value;
        }

        var host = await azure.Host(settings);
        await AzureGround.Accepted(host, "DiskFull");
        await AzureGround.Told(azure.Webhook, "DiskFull");
        await AzureGround.Told(azure.Slack, "DiskFull");
        await host.RunTimer("CheckDue");
        host.Kill();
        await host.Restart();
        await AzureGround.Accepted(host, "DiskFull", isResolved: true);
        await AzureGround.Told(azure.Webhook, "\"status\":\"resolved\"");

        Assert.Equal(0, azure.Bus.Operations);
        Assert.Equal(2, azure.Webhook.Requests.Count);
    }

    [Fact]
    public async Task While_two_deployments_overlap_everything_is_told_once()
    {
        const int Alerts = 15;
        await using var azure = await AzureGround.Lay();
        var old = await azure.Host(azure.Settings(azure.Configuration("old", "2s", "webhook")));
        await AzureGround.Accepted(old, "Before");
        await AzureGround.Told(azure.Webhook, "Before");

        // Five seconds from here on the other configuration is in force everywhere.
        var later = await azure.Host(azure.Settings(azure.Configuration("new", "3s", "webhook")));
        for (var n = 0; n < Alerts; n++)
        {
            await AzureGround.Accepted(n % 2 == 0 ? old : later, "During" + n);
            await RealClock.Instance.Pause(TimeSpan.FromSeconds(1), Stop);
        }

        await AzureGround.Accepted(old, "Before", isResolved: true);
        await AzureGround.Told(azure.Webhook, "\"status\":\"resolved\"");
        for (var n = 0; n < Alerts; n++)
        {
            await AzureGround.Told(azure.Webhook, $"During{n}\"");
        }

        var told = azure.Webhook.Requests.Select(request => JsonNode.Parse(request.Body.Span)!.AsObject()).ToArray();
        Assert.Equal(1 + Alerts, told.Count(body => (string?)body["status"] == "firing"));
        Assert.Equal("Before", (string?)Assert.Single(
            told, body => (string?)body["status"] == "resolved")["groupLabels"]!["alertname"]);
        var current = await azure.Current();
        Assert.Equal(2, current.Long("epoch"));
    }
}
