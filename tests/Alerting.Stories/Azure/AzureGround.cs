using System.Net.Http.Headers;
using System.Text;
using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Adapters.Tables.Azure;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Functions;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedAzurite))]

namespace Alerting.Stories.Azure;

/// <summary>
/// What a deployment has around it: real tables in Azurite, a Service Bus namespace, two vendors, a configuration. Any
/// number of instances of the Functions host run on it.
/// </summary>
internal sealed class AzureGround : IAsyncDisposable
{
    public const string Token = "an-access-token";
    public const string IngestToken = "a-token-that-may-only-post";

    // A hint that a busy machine has lost is made good by the timer, a minute later.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ProcessFolder folder = new();
    private readonly List<FunctionsHost> hosts = [];

    private AzureGround(Azurite azurite, bool isOwn) => (Tables, this.isOwn) = (azurite, isOwn);

    private readonly bool isOwn;

    public Azurite Tables { get; }

    public string Table { get; } = "t" + Guid.NewGuid().ToString("N");

    public ServiceBusServer Bus { get; private init; } = null!;

    public VendorServer Webhook { get; private init; } = null!;

    public VendorServer Slack { get; private init; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="azurite">One of its own, ended with this; null: the one all stories share.</param>
    public static async Task<AzureGround> Lay(Azurite? azurite = null) =>
        new(azurite ?? await Azurite.Shared(), azurite is not null)
        {
            Bus = await ServiceBusServer.Start(
                RealClock.Instance, [.. QueueNames.Deployed]),
            Webhook = await WebhookSink.Start(),
            Slack = await SlackHook.Start(),
        };

    /// <summary>A configuration folder; the webhook and the Slack hook are told at once, then at each tick.</summary>
    public string Configuration(string name = "config", string interval = "2s", string kinds = "webhook slack")
    {
        var config = Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName;
        var hooks = kinds.Contains("webhook", StringComparison.Ordinal)
            ? $"    webhook_configs: [ {{ url: '{Webhook.Url}/hook' }} ]\n" : "";
        var slacks = kinds.Contains("slack", StringComparison.Ordinal)
            ? "    slack_configs: [ { api_url_file: 'env:ALERTING_SECRET_SLACK', send_resolved: true } ]\n" : "";
        File.WriteAllText(Path.Combine(config, "alertmanager.yml"),
            $"route: {{ receiver: team, group_by: [alertname], group_wait: 0s, group_interval: {interval} }}\n"
            + $"receivers:\n  - name: team\n{hooks}{slacks}");
        return config;
    }

    /// <summary>The app settings of this deployment.</summary>
    public Dictionary<string, string> Settings(string? config = null) => new(StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage"] = Tables.ConnectionString,
        ["ServiceBus"] = Bus.ConnectionString,
        ["ALERTING_TABLE"] = Table,
        ["ALERTING_TOKEN"] = Token,
        ["ALERTING_INGEST_TOKEN"] = IngestToken,
        ["ALERTING_SECRET_SLACK"] = Slack.Url + "/services/T0/B0/secret",
        ["ALERTING_EXTERNAL_URL"] = "http://alerting.example",
        ["ALERTING_CHECK_SCHEDULE"] = "0 * * * * *",
        ["ALERTING_CONFIG"] = config ?? Configuration(),
    };

    /// <summary>Somebody else who may send to the queues.</summary>
    public ServiceBusQueue Sender() => new(ServiceBusOptions.Parse(Bus.ConnectionString), RealClock.Instance);

    /// <summary>What the store says of the configuration in force.</summary>
    public async Task<Properties> Current() =>
        (await new AzureTableStore(Tables.Options(Table), RealClock.Instance).Get("config", "current", Stop))!.Properties;

    /// <summary>An instance, with the listeners of these functions only (null: of all).</summary>
    public async Task<FunctionsHost> Host(IReadOnlyDictionary<string, string>? settings = null, params string[]? functions)
    {
        var host = await FunctionsHost.Start(new()
        {
            Settings = settings ?? Settings(),
            Bus = Bus,
            RunsTimers = true,
            Functions = functions is { Length: > 0 } ? functions : null,
        });
        hosts.Add(host);
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return host;
    }

    public static async Task<HttpResponseMessage> Post(
        FunctionsHost host, string name, string instance = "a", bool isResolved = false)
    {
        var now = RealClock.Instance.GetUtcNow();
        var body = AlertmanagerPost.Body(
            name, instance, now.AddMinutes(-1), isResolved ? now : null, name + " says why");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.Client.PostAsync("/api/alertmanager", content, Stop);
    }

    /// <summary>Posts and expects the 200.</summary>
    public static async Task Accepted(FunctionsHost host, string name, string instance = "a", bool isResolved = false)
    {
        using var answer = await Post(host, name, instance, isResolved);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>Returns when a vendor was sent so many requests that hold the text; fails when that takes too long.</summary>
    public static async Task Told(VendorServer vendor, string text, int times = 1) => Assert.True(
        await RealClock.Instance.Until(() => Count(vendor, text) >= times, Patience, Stop),
        $"\"{text}\" was told {Count(vendor, text)} times, expected {times}");

    public static int Count(VendorServer vendor, string text) =>
        vendor.Requests.Count(request => Encoding.UTF8.GetString(request.Body.Span).Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        await Webhook.DisposeAsync();
        await Slack.DisposeAsync();
        await Bus.DisposeAsync();
        if (isOwn)
        {
            await Tables.DisposeAsync();
        }

        folder.Dispose();
    }
}
