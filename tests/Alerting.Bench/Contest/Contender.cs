using System.Globalization;
using Alerting.Testing;
using Alerting.Testing.Processes;

namespace Alerting.Bench.Contest;

/// <summary>A server that reads an <c>alertmanager.yml</c> and takes alerts at <c>/api/v2/alerts</c>.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Executable">What is started.</param>
/// <param name="Arguments">Of a configuration file, a data folder and an address to listen on.</param>
internal sealed record Contender(string Name, string Executable, Func<string, string, string, string[]> Arguments)
{
    private const string Debian = "prometheus-alertmanager";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The one installed here, of the release that is compared with. Throws when it is another or missing.</summary>
    public static async Task<Contender> Theirs() =>
        new("Alertmanager 0.25", await PeerVersion.Known(Debian, "0.25"), AsAlertmanager);

    /// <summary>Our single file.</summary>
    public static Contender Ours(string executable) => new(
        "alerting", executable, (file, data, address) => ["alertmanager", .. AsAlertmanager(file, data, address)]);

    /// <summary>Starts it on an empty folder; ready once this returns.</summary>
    /// <param name="folder">Where its configuration and data lie.</param>
    /// <param name="sink">Its one receiver's address.</param>
    public async Task<(AlertingProcess Process, Uri Address)> Start(string folder, string sink)
    {
        var file = Path.Combine(folder, "alertmanager.yml");
        await File.WriteAllTextAsync(file, Configuration(sink));
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{LocalPorts.Free()}");
        var process = AlertingProcess.StartFile(
            Executable, Arguments(file, Path.Combine(folder, "data"), address));
        var page = new Uri($"http://{address}/");
        if (await RealClock.Instance.Until(IsReady(page), Patience, CancellationToken.None))
        {
            return (process, page);
        }

        await process.DisposeAsync();
        throw new InvalidOperationException(
            $"{Name} is not ready: {string.Join('\n', [.. process.Output, .. process.Errors])}");
    }

    private static string[] AsAlertmanager(string file, string data, string address) =>
    [
        $"--config.file={file}", $"--storage.path={data}", $"--web.listen-address={address}",
        "--cluster.listen-address=",
    ];

    private static string Configuration(string sink) =>
        $"""
        route:
          receiver: sink
          group_by: [group]
          group_wait: 1s
          group_interval: 5m
          repeat_interval: 4h
        receivers:
          - name: sink
            webhook_configs:
              - url: {sink}/
                send_resolved: false
        """;

    private static Func<bool> IsReady(Uri server) => () =>
    {
        using var client = new HttpClient { BaseAddress = server };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/-/ready");
            using var answer = client.Send(request);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    };
}
