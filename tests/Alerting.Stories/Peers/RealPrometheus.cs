using Alerting.Testing.Processes;

namespace Alerting.Stories.Peers;

/// <summary>A real Prometheus with one rule, <c>SensorDown</c>: the page of metrics says <c>sensor 0</c>.</summary>
internal static class RealPrometheus
{
    /// <summary>Ready once this returns.</summary>
    /// <param name="folder">Where its files go.</param>
    /// <param name="metrics">What it scrapes.</param>
    /// <param name="alertmanager">Whom it sends alerts to.</param>
    /// <param name="token">What it presents there as a bearer token; null: nothing.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<PeerProcess> Start(
        ProcessFolder folder, string metrics, Uri alertmanager, string? token, CancellationToken stop)
    {
        folder.Write("rules.yml",
            """
            groups:
              - name: sensors
                rules:
                  - alert: SensorDown
                    expr: sensor == 0
                    annotations: {summary: the <sensor> & its cable}
            """);
        var file = folder.Write("prometheus.yml",
            $$"""
            global: {scrape_interval: 250ms, evaluation_interval: 250ms}
            rule_files: [rules.yml]
            alerting:
              alertmanagers:
                - static_configs: [{targets: ['{{alertmanager.Authority}}']}]
                  {{(token is null ? "" : $"authorization: {{ credentials: '{token}' }}")}}
            scrape_configs:
              - {job_name: sensors, static_configs: [{targets: ['{{new Uri(metrics).Authority}}']}]}
            """);
        var port = LocalPorts.Free();
        var process = PeerProcess.Start(
            "prometheus",
            $"--config.file={file}",
            $"--storage.tsdb.path={Path.Combine(folder.Path, "prometheus")}",
            $"--web.listen-address=127.0.0.1:{port}",
            "--rules.alert.resend-delay=1s");
        await process.Answers(new($"http://127.0.0.1:{port}/-/ready"), stop);
        return process;
    }
}
