using System.Text;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>Settings alone choose store and queue; what is missing or wrong is said in one line, without a secret.</summary>
public sealed class EngineChoiceStories
{
    private const string Bus = "Endpoint=sb://127.0.0.1:1/;SharedAccessKeyName=k;SharedAccessKey=c2VjcmV0;UseDevelopmentEmulator=true";
    private const string Storage = "DefaultEndpointsProtocol=https;AccountName=nobody;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("storage is set and Service Bus is not: set ServiceBus__fullyQualifiedNamespace", "AzureWebJobsStorage", Storage)]
    [InlineData("ServiceBus is set and no storage is: set AzureWebJobsStorage__accountName", "ServiceBus", Bus)]
    [InlineData("ALERTING_QUEUES \"bus\": expected \"embedded\" or nothing", "ALERTING_QUEUES", "bus")]
    [InlineData("AzureWebJobsStorage: ", "AzureWebJobsStorage", "AccountName=x", "ServiceBus", Bus)]
    [InlineData("ServiceBus: ", "AzureWebJobsStorage", Storage, "ServiceBus", "Endpoint=sb://x.example/;SharedAccessKey=c2VjcmV0")]
    [InlineData("ServiceBus__fullyQualifiedNamespace: ", "AzureWebJobsStorage", Storage, "ServiceBus__fullyQualifiedNamespace", "sb://x/")]
    [InlineData("ALERTING_TABLES_ENDPOINT: ", "ALERTING_TABLES_ENDPOINT", "http://tables.example", "ServiceBus", Bus)]
    [InlineData("AzureWebJobsStorage: ", "AzureWebJobsStorage", Storage, "ServiceBus", Bus, "ALERTING_TABLE", "no-name")]
    [InlineData("ALERTING_TOKEN: its Key Vault reference was not resolved", "ALERTING_TOKEN", "@Microsoft.KeyVault(SecretUri=https://v/secrets/t/)")]
    public async Task What_cannot_be_is_refused_by_the_name_of_its_setting(string expected, params string[] settings)
    {
        using var folder = new ProcessFolder();
        await using var process = AlertingProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0", "--data", folder.Data],
            [.. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        Assert.Equal(1, await process.Exit());
        var line = Assert.Single(process.Errors);
        Assert.StartsWith("alerting: " + expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Data), "the embedded store was opened");
    }

    [Fact]
    public async Task A_wrong_key_refuses_the_start_and_says_so()
    {
        var azurite = await Azurite.Shared();
        var wrong = azurite.ConnectionString.Replace(Azurite.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes("wrong key")), StringComparison.Ordinal);
        await using var process = AlertingProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0"],
            ("AzureWebJobsStorage", wrong), ("ALERTING_QUEUES", "embedded"), ("ALERTING_TABLE", "wrongkey"));

        Assert.Equal(1, await process.Exit());
        var line = Assert.Single(process.Errors);
        Assert.Contains("devstoreaccount1", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("wrong key")), line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_missing_is_named_in_the_log_and_nothing_accepted_is_lost()
    {
        await using var bus = await ServiceBusServer.Start(RealClock.Instance, "send-webhook");
        var azurite = await Azurite.Shared();
        await using var process = AlertingProcess.Start(
            ["serve", "--urls", "http://127.0.0.1:0"],
            ("AzureWebJobsStorage", azurite.ConnectionString), ("ServiceBus", bus.ConnectionString),
            ("ALERTING_TABLE", "t" + Guid.NewGuid().ToString("N")));
        using var client = new HttpClient { BaseAddress = await process.Address() };

        using var answer = await AlertmanagerPost.Send(
            client, client.BaseAddress, AlertmanagerPost.Body("A", "a", RealClock.Instance.GetUtcNow()), Stop);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.True(await RealClock.Instance.Until(
            () => process.Output.Any(line => line.Contains("queue 'wake' does not exist", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(30), Stop));
        Assert.Contains(process.Output, line => line.Contains("Nothing receives from Service Bus here", StringComparison.Ordinal));
    }
}
