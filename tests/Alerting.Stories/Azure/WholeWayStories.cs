using System.Text;
using System.Text.Json.Nodes;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>The built executable under the Functions host, on Azurite and Service Bus.</summary>
public sealed class WholeWayStories
{
    private static Task Never { get; } = new TaskCompletionSource().Task;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_is_told_resolved_and_told_so_exactly_as_alone()
    {
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host();
        Assert.Contains(host.Output, line => line.Contains("Service Bus 127.0.0.1", StringComparison.Ordinal)
            && line.Contains("table " + azure.Table, StringComparison.Ordinal));

        await AzureGround.Accepted(host, "DiskFull");
        await AzureGround.Told(azure.Webhook, "\"firing\"");
        await AzureGround.Told(azure.Slack, "DiskFull");
        await AzureGround.Accepted(host, "DiskFull", isResolved: true);
        await AzureGround.Told(azure.Webhook, "\"status\":\"resolved\"");
        await AzureGround.Told(azure.Slack, "DiskFull", times: 2);

        var alone = await ToldAlone();
        Assert.Equal(alone, azure.Webhook.Requests.Select(Timeless));
        Assert.Empty(azure.Bus.DeadLetters("wake"));
        Assert.Empty(azure.Bus.DeadLetters("send-webhook"));
        Assert.All(host.Invocations, call => Assert.True(call.Succeeded, call.Why));
    }

    [Fact]
    public async Task Each_scale_group_on_an_instance_of_its_own_comes_to_the_same()
    {
        await using var azure = await AzureGround.Lay();
        var config = azure.Configuration();
        var http = await azure.Host(azure.Settings(config), "ReceiveAlertmanager", "Api");
        await azure.Host(azure.Settings(config), "WakeGroup");
        await azure.Host(azure.Settings(config), "SendSlack");
        await azure.Host(azure.Settings(config), "SendWebhook", "CheckDue");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(n => AzureGround.Accepted(http, "Alert" + n)));
        for (var n = 0; n < 5; n++)
        {
            await AzureGround.Told(azure.Webhook, "Alert" + n);
            await AzureGround.Told(azure.Slack, "Alert" + n);
        }

        Assert.Equal((5, 5), (azure.Webhook.Requests.Count, azure.Slack.Requests.Count));
    }

    // The same alerts into the executable alone, without any host.
    private static async Task<IReadOnlyList<string>> ToldAlone()
    {
        await using var azure = await AzureGround.Lay();
        using var folder = new ProcessFolder();
        await using var alone = AlertingProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0", "--data", folder.Data],
            ("ALERTING_CONFIG", azure.Configuration()), ("ALERTING_EXTERNAL_URL", "http://alerting.example"),
            ("ALERTING_SECRET_SLACK", azure.Slack.Url + "/services/T0/B0/secret"));
        using var client = new HttpClient { BaseAddress = await alone.Address() };
        foreach (var (isResolved, times) in ((bool, int)[])[(false, 1), (true, 2)])
        {
            var now = RealClock.Instance.GetUtcNow();
            var body = AlertmanagerPost.Body(
                "DiskFull", "a", now.AddMinutes(-1), isResolved ? now : null, "DiskFull says why");
            using var answer = await AlertmanagerPost.Send(client, client.BaseAddress, body, Stop);
            await AzureGround.Told(azure.Webhook, "DiskFull", times);
        }

        return [.. azure.Webhook.Requests.Select(Timeless)];
    }

    private static string Text(VendorRequest request) => Encoding.UTF8.GetString(request.Body.Span);

    private static string Timeless(VendorRequest request)
    {
        var body = JsonNode.Parse(Text(request))!;
        foreach (var alert in body["alerts"]!.AsArray())
        {
            alert!["startsAt"] = "";
            alert["endsAt"] = alert["endsAt"]!.GetValue<string>().StartsWith("0001", StringComparison.Ordinal) ? "0001" : "";
        }

        return body.ToJsonString();
    }
}
