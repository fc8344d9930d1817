using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;

namespace Alerting.Stories.Faults;

/// <summary>A folder with a configuration that tells everything to one webhook, and a client for the door.</summary>
internal sealed class OneWebhook : IAsyncDisposable
{
    private readonly ProcessFolder folder = new();

    private OneWebhook(VendorServer sink) => (Sink, Configuration) = (sink, Write(sink));

    public VendorServer Sink { get; }

    public HttpClient Client { get; } = new();

    public string Configuration { get; }

    public string Data => folder.Data;

    public static async Task<OneWebhook> Make() => new(await WebhookSink.Start());

    public AlertingProcess Serve() => AlertingProcess.Serve(Data, "--config", Configuration);

    /// <summary>An alert whose text cannot be compressed.</summary>
    public static string Large(int number)
    {
        var noise = new byte[9000];
        new Random(number).NextBytes(noise);
        return AlertmanagerPost.Body(
            $"Large{number}", "a", new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), text: Convert.ToBase64String(noise));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Sink.DisposeAsync();
        folder.Dispose();
    }

    private string Write(VendorServer sink) => folder.Write("alertmanager.yml",
        $$"""
        route: {receiver: team, group_by: [alertname, job], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
        receivers:
          - name: team
            webhook_configs: [{url: '{{sink.Url}}/hook'}]
        """);
}
