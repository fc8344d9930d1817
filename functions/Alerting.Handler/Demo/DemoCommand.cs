using System.Text.Json;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Demo;

/// <summary>
/// <c>alerting demo</c>: the real service on a temporary data folder and a free port, and a story of about a minute
/// played into it over HTTP. It stays until Ctrl+C; with <c>--once</c> it ends when everything is delivered.
/// </summary>
internal static class DemoCommand
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    // What a user would write, with intervals short enough to watch.
    private static string AlertmanagerYml(string vendors) =>
        $$"""
        route:
          receiver: team
          group_by: [alertname, job_name, job, kind]
          group_wait: 1s
          group_interval: 5s
          repeat_interval: 1h
          routes:
            - matchers: [job_name="churn-nightly-train"]
              receiver: churn-oncall
              continue: true
            - matchers: [job=~"features|train", severity="critical"]
              receiver: pipeline-oncall
              continue: true
            - receiver: team
        receivers:
          - name: team
          - name: churn-oncall
            slack_configs:
              - { api_url: "{{vendors}}/slack", send_resolved: true }
            pagerduty_configs:
              - { routing_key: demo, url: "{{vendors}}/v2/enqueue" }
          - name: pipeline-oncall
            pagerduty_configs:
              - { routing_key: demo, url: "{{vendors}}/v2/enqueue" }
        """;

    private static string AlertingYml(string vendors) =>
        $$"""
        receivers:
          - name: team
            inbox_configs:
              - { send_resolved: true }
          - name: churn-oncall
            sendgrid_configs:
              - api_url: "{{vendors}}"
                api_key: demo
                from: alerts@example.com
                to: oncall@example.com
                send_resolved: true
        {{DemoPipeline.Jobs}}
        """;

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var once = Options.Read("demo", args, [], ["--once"]).Has("--once");
        var folder = Directory.CreateTempSubdirectory("alerting-demo-").FullName;
        try
        {
            return await Play(folder, once);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Play(string folder, bool once)
    {
        using var screen = new DemoScreen(Console.Out);
        await using var vendors = await DemoVendors.Open(screen.ShowVendor);
        await File.WriteAllTextAsync(Path.Combine(folder, "alertmanager.yml"), AlertmanagerYml(vendors.Address));
        await File.WriteAllTextAsync(Path.Combine(folder, "alerting.yml"), AlertingYml(vendors.Address));
        var data = Path.Combine(folder, "data");
        await DemoLogs.Write(Path.Combine(data, "logs"), AlertingApp.SystemTime().GetUtcNow());
        var options = ServeOptions.Read(
            ["--urls", ListenAddress.Free(), "--data", data, "--config", folder], _ => null);
        await using var app = await AlertingApp.Build(
            options, new() { Arrived = screen.Show, LeastLevel = LogLevel.Warning });
        await AlertingApp.Start(app, options);
        var address = app.Urls.First();
        screen.Open(address);

        var whole = await Tell(address, screen, once ? TimeSpan.Zero : Pace, app.Lifetime.ApplicationStopping);
        screen.Close(address, whole, once);
        if (once)
        {
            await app.StopAsync();
        }
        else
        {
            await app.WaitForShutdownAsync();
        }

        return whole ? Commands.Done : Commands.Refused;
    }

    private static async Task<bool> Tell(string address, DemoScreen screen, TimeSpan pace, CancellationToken stopping)
    {
        using var sender = new HttpClient { BaseAddress = new(address) };
        var expected = 0;
        foreach (var step in DemoStory.Steps(AlertingApp.SystemTime().GetUtcNow()))
        {
            screen.Happens(step.Says);
            foreach (var post in step.Posts)
            {
                using var body = new ByteArrayContent(post.Body);
                body.Headers.ContentType = new("application/json");
                using var answer = await sender.PostAsync(new Uri(post.Path, UriKind.Relative), body, stopping);
                answer.EnsureSuccessStatusCode();
            }

            expected += step.Notifications;
            if (!await screen.HasShown(expected, Patience)
                || (step.Waits is { } job && !await Waits(sender, job, screen, stopping)))
            {
                return false;
            }

            await Pause(pace, stopping);
        }

        return true;
    }

    // As anybody can see on the board.
    private static async Task<bool> Waits(HttpClient sender, string job, DemoScreen screen, CancellationToken stopping)
    {
        var time = AlertingApp.SystemTime();
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < Patience; await Pause(Glance, stopping))
        {
            var shown = await sender.GetStringAsync(new Uri("/api/jobs/" + job, UriKind.Relative), stopping);
            using var board = JsonDocument.Parse(shown);
            if (board.RootElement.TryGetProperty("waiting", out var waiting))
            {
                screen.ShowBoard(job, waiting.GetString()!);
                return true;
            }
        }

        return false;
    }

    private static async Task Pause(TimeSpan pace, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(pace, AlertingApp.SystemTime(), stopping);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C ends the pause; the rest of the story is then told without pauses and the service stops.
        }
    }
}
