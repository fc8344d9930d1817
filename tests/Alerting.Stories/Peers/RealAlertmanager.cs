using System.Net.Http.Headers;
using System.Text;
using Alerting.Testing.Processes;

namespace Alerting.Stories.Peers;

/// <summary>A real Alertmanager with one webhook receiver, on a free port.</summary>
internal sealed class RealAlertmanager : IAsyncDisposable
{
    private readonly PeerProcess process;

    private RealAlertmanager(PeerProcess process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>The configuration, ours as well as its.</summary>
    public static string Configuration(string groupWait, params string[] receiver) =>
        $"""
        route:
          receiver: team
          group_by: [alertname]
          group_wait: {groupWait}
          group_interval: 1s
          repeat_interval: 1h
        receivers:
          - name: team
        {string.Join('\n', receiver.Select(line => "    " + line))}
        """;

    /// <summary>Ready once this returns.</summary>
    public static async Task<RealAlertmanager> Start(ProcessFolder folder, string configuration, CancellationToken stop)
    {
        var port = PeerProcess.FreePort();
        var file = folder.Write("real-alertmanager.yml", configuration);
        var process = PeerProcess.Start(
            "prometheus-alertmanager",
            $"--config.file={file}",
            $"--storage.path={Path.Combine(folder.Path, "alertmanager")}",
            $"--web.listen-address=127.0.0.1:{port}",
            "--web.external-url=http://alertmanager.example.com",
            "--cluster.listen-address=");
        await process.Answers(new($"http://127.0.0.1:{port}/-/ready"), stop);
        return new(process, port);
    }

    /// <summary>Posts alerts to its own API.</summary>
    public async Task Post(string alerts, CancellationToken stop)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(alerts));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{Port}/api/v2/alerts"), content, stop);
        answer.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
