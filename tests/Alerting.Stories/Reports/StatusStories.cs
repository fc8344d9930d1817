using System.Text.Json;
using Alerting.Stories.Doors;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Reports;

/// <summary>Reports of every level from the doors to a Prefect server.</summary>
public sealed class StatusStories
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prefect_is_told_of_reports_and_log_records_and_no_alert_is_seen()
    {
        await using var prefect = await PrefectServer.Start();
        using var folder = new ProcessFolder();
        folder.Write("alerting.yml", $$"""
            receivers:
              - { name: team, inbox_configs: [{}] }
              - { name: workflow-status, prefect_configs: [{ api_url: '{{prefect.Api}}' }] }
            status:
              - { receiver: workflow-status, matchers: [job=scores] }
            """);
        await using var app = await RunningApp.Start(config: folder.Path);

        await app.Send("POST", "/api/jobs/scores/runs/r-1/start");
        await app.Send("POST", "/api/jobs/other/runs/r-1/start");
        await app.Send("POST", "/api/logs", """{"job":"scores","run":"r-1","level":"DEBUG","message":"batch 7 of 9"}""");
        await app.Send("POST", "/api/jobs/scores/runs/r-1/success", """{"metrics":{"auc":0.91}}""");
        await RealClock.Instance.Until(() => prefect.Events.Count == 3, TimeSpan.FromSeconds(30), Stop);

        Assert.Equal(
            [
                "DEBUG alerting.job.status batch 7 of 9 {}", "INFO alerting.job.start  {}",
                """INFO alerting.job.success  {"auc":0.91}""",
            ],
            prefect.Events.Values.Select(Shown).Order(StringComparer.Ordinal));
        Assert.Equal("[]", (await app.Client.GetStringAsync(new Uri("/api/v2/alerts", UriKind.Relative), Stop)).Trim());
        Assert.Equal("[]", (await app.Client.GetStringAsync(new Uri("/api/v2/alerts/groups", UriKind.Relative), Stop)).Trim());
    }

    private static string Shown(JsonElement made)
    {
        var payload = made.GetProperty("payload");
        var message = payload.TryGetProperty("message", out var said) ? said.GetString() : "";
        return $"{payload.GetProperty("level").GetString()} {made.GetProperty("event").GetString()} {message} "
            + payload.GetProperty("metrics").GetRawText();
    }
}
