using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Functions;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>The built executable under the Functions host, on Azurite and Service Bus.</summary>
public sealed class WholeWayStories
{
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

    [Fact]
    public async Task A_handler_that_is_killed_while_it_sends_sends_the_same_notice_again()
    {
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(azure.Configuration(kinds: "webhook")));
        azure.Webhook.Respond(VendorAnswer.Hang(Task.Delay(Timeout.Infinite, Stop)));

        await AzureGround.Accepted(host, "DiskFull");
        await azure.Webhook.Received(Stop);
        host.Crash();

        // The claim is good for 60 s; then the timer finds its row.
        await RealClock.Instance.Until(() => host.Invocations.Any(call => !call.Succeeded), TimeSpan.FromSeconds(60), Stop);
        for (var i = 0; i < 100 && azure.Webhook.Requests.Count < 2; i++)
        {
            await RealClock.Instance.Pause(TimeSpan.FromSeconds(1), Stop);
            await host.RunTimer("CheckDue");
        }

        var told = azure.Webhook.Requests;
        Assert.Equal(2, told.Count);
        Assert.Equal(told[0].Header("Alerting-Notice-Id"), told[1].Header("Alerting-Notice-Id"));
        Assert.Empty(azure.Bus.DeadLetters("send-webhook"));
    }

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
    public async Task While_two_deployments_overlap_nothing_is_told_twice_and_nothing_is_lost()
    {
        await using var azure = await AzureGround.Lay();
        var old = await azure.Host(azure.Settings(azure.Configuration("old", "alertname", "webhook")));
        await AzureGround.Accepted(old, "Before");
        await AzureGround.Told(azure.Webhook, "Before");

        var later = await azure.Host(azure.Settings(azure.Configuration("new", "alertname, instance", "webhook")));
        for (var n = 0; n < 12; n++)
        {
            await AzureGround.Accepted(n % 2 == 0 ? old : later, "During" + n);
            await RealClock.Instance.Pause(TimeSpan.FromSeconds(1), Stop);
        }

        await AzureGround.Accepted(old, "Before", isResolved: true);
        await AzureGround.Told(azure.Webhook, "\"status\":\"resolved\"");
        for (var n = 0; n < 12; n++)
        {
            await AzureGround.Told(azure.Webhook, $"During{n}\"");
        }

        var firing = azure.Webhook.Requests.Where(request => Text(request).Contains("\"status\":\"firing\",\"alerts\"", StringComparison.Ordinal)
            || !Text(request).Contains("\"status\":\"resolved\"", StringComparison.Ordinal)).Select(Text).ToArray();
        for (var n = 0; n < 12; n++)
        {
            Assert.Single(firing, text => text.Contains($"\"alertname\":\"During{n}\"", StringComparison.Ordinal));
        }
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

    private static string Text(VendorRequest request) => Encoding.UTF8.GetString(request.Body);

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
