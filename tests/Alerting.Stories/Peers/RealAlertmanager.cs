using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>A real Alertmanager with one webhook receiver, on a free port.</summary>
internal sealed class RealAlertmanager : IAsyncDisposable
{
    private readonly PeerProcess process;
    private readonly string file;

    private RealAlertmanager(PeerProcess process, string file, int port) =>
        (this.process, this.file, Port) = (process, file, port);

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
        var port = LocalPorts.Free();
        var file = folder.Write("real-alertmanager.yml", configuration);
        var process = PeerProcess.Start(
            "prometheus-alertmanager",
            $"--config.file={file}",
            $"--storage.path={Path.Combine(folder.Path, "alertmanager")}",
            $"--web.listen-address=127.0.0.1:{port}",
            "--web.external-url=http://alertmanager.example.com",
            "--cluster.listen-address=");
        await process.Answers(new($"http://127.0.0.1:{port}/-/ready"), stop);
        return new(process, file, port);
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

    /// <summary>What it states of that configuration, which it takes from now on.</summary>
    public async Task<string> Original(string configuration, CancellationToken stop)
    {
        await File.WriteAllTextAsync(file, configuration, stop);
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{Port}") };
        using var reloaded = await client.PostAsync(new Uri("/-/reload", UriKind.Relative), null, stop);
        Assert.True(reloaded.IsSuccessStatusCode, configuration + await reloaded.Content.ReadAsStringAsync(stop));
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v2/status", UriKind.Relative), stop));
        return status.RootElement.GetProperty("config").GetProperty("original").GetString()!;
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
