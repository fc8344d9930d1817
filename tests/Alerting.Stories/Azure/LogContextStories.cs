using System.Text;
using System.Text.Json;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Logs;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>
/// Log context where each channel is a function on an instance of its own, over Azurite and Service Bus: what was found
/// out once is said by all.
/// </summary>
public sealed class LogContextStories
{
    [Fact]
    public async Task Every_channel_on_its_own_instance_says_what_one_of_them_found_out()
    {
        var now = RealClock.Instance.GetUtcNow();
        await using var logs = await ElasticsearchServer.Start(
            new(now.AddSeconds(-62), "INFO reading features"),
            new(now.AddSeconds(-61), "ERROR disk full on /var/lib/features, password=only-in-the-log", "ERROR"));
        await using var azure = await AzureGround.Lay();
        var settings = azure.Settings(Configuration(azure, logs));
        var http = await azure.Host(settings, "ReceiveAlertmanager", "Api", "WakeGroup", "CheckDue");
        await azure.Host(settings, "SendSlack");
        await azure.Host(settings, "SendWebhook");

        await AzureGround.Accepted(http, "DiskFull");

        await AzureGround.Told(azure.Webhook, "disk full on /var/lib/features");
        await AzureGround.Told(azure.Slack, "disk full on /var/lib/features");
        // Two that begin in the same moment both ask; what the first of them stored is what both say.
        Assert.InRange(logs.Requests.Count, 1, 2);
        var context = Body(Assert.Single(azure.Webhook.Requests)).GetProperty("context");
        Assert.Contains("[redacted]", context.GetProperty("firstError").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("answered", context.GetProperty("sources")[0].GetProperty("state").GetString());
        Assert.All(
            azure.Webhook.Requests.Concat(azure.Slack.Requests),
            told => Assert.DoesNotContain("only-in-the-log", Text(told), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_that_never_answers_is_named_and_the_message_leaves()
    {
        await using var logs = await VendorServer.Start(_ => VendorAnswer.Hang(Never));
        await using var azure = await AzureGround.Lay();
        var host = await azure.Host(azure.Settings(Configuration(azure, logs)));

        await AzureGround.Accepted(host, "DiskFull");

        await AzureGround.Told(azure.Webhook, "DiskFull");
        var source = Body(azure.Webhook.Requests[0]).GetProperty("context").GetProperty("sources")[0];
        Assert.Equal(("cluster", "late"), (source.GetProperty("name").GetString(), source.GetProperty("state").GetString()));
    }

    private static Task Never { get; } = new TaskCompletionSource().Task;

    private static string Configuration(AzureGround azure, VendorServer logs)
    {
        var folder = azure.Configuration();
        File.WriteAllText(Path.Combine(folder, "alerting.yml"), $$"""
            logs:
              deadline: 1s
              sources:
                - name: cluster
                  elasticsearch: { url: '{{logs.Url}}', api_key: '{{ElasticsearchServer.Key}}' }
                  fields: { instance: host.name }
            """);
        return folder;
    }

    private static JsonElement Body(VendorRequest request) => JsonElement.Parse(Text(request));

    private static string Text(VendorRequest request) => Encoding.UTF8.GetString(request.Body.Span);
}
