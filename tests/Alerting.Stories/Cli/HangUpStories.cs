using System.Text;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary>The real process is sent SIGHUP.</summary>
public sealed class HangUpStories : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ProcessFolder folder = new();
    private AlertingProcess? alerting;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_alert_goes_where_the_changed_file_says_and_so_does_what_fires_still()
    {
        await using var first = await WebhookSink.Start();
        await using var second = await WebhookSink.Start();
        using var client = await Serve(first.Url);
        await Post(client, "Early");
        await Told(first, "Early");

        Write("other", ("team", first.Url), ("other", second.Url));
        await alerting!.HangUp();
        await Says("epoch 2 is in force");
        await Post(client, "Late");
        await Told(second, "Late");
        await Told(second, "Early");

        Assert.DoesNotContain(first.Requests, request => Text(request).Contains("Late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_wrong_changes_nothing_and_stderr_says_what_is_wrong_with_it()
    {
        await using var first = await WebhookSink.Start();
        using var client = await Serve(first.Url);

        folder.Write("alertmanager.yml", "route:\n  receiver: team\n  group_wait: soon\nreceivers: [ { name: team } ]\n");
        await alerting!.HangUp();
        await Says("Failed to reload");
        await Post(client, "After");

        await Told(first, "After");
        Assert.Contains("alerting_config_last_reload_successful 0\n", await client.GetStringAsync("/metrics", Stop));
        await alerting.Terminate();
        Assert.Equal(0, await alerting.Exit());
        Assert.StartsWith(
            "alerting: failed to reload config: alertmanager.yml:3: route.group_wait: ", Assert.Single(alerting.Errors),
            StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (alerting is not null)
        {
            await alerting.DisposeAsync();
        }

        folder.Dispose();
    }

    private async Task<HttpClient> Serve(string url)
    {
        Assert.SkipWhen(IsIgnored(), "SIGHUP is ignored here, as under nohup: what is started inherits that");
        Write("team", ("team", url));
        alerting = AlertingProcess.Serve(folder.Data, "--config", folder.Path);
        return new() { BaseAddress = await alerting.Address() };
    }

    internal static bool IsIgnored() => File.ReadLines("/proc/self/status")
        .Any(line => line.StartsWith("SigIgn:", StringComparison.Ordinal) && (Convert.ToUInt64(line[7..].Trim(), 16) & 1) != 0);

    private void Write(string receiver, params (string Name, string Url)[] receivers) => folder.Write(
        "alertmanager.yml",
        $"route: {{ receiver: {receiver}, group_by: [alertname], group_wait: 0s, group_interval: 1s }}\nreceivers:\n"
        + string.Concat(receivers.Select(it => $"  - {{ name: {it.Name}, webhook_configs: [ {{ url: '{it.Url}/' }} ] }}\n")));

    private static async Task Post(HttpClient to, string name)
    {
        var now = RealClock.Instance.GetUtcNow();
        var body = AlertmanagerPost.Body(name, "a", now.AddMinutes(-1), null, name);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await to.PostAsync("/api/alertmanager", content, Stop);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task Told(VendorServer vendor, string text) => Assert.True(
        await RealClock.Instance.Until(
            () => vendor.Requests.Any(request => Text(request).Contains(text, StringComparison.Ordinal)), Patience, Stop),
        $"\"{text}\" was not told");

    private async Task Says(string text) => Assert.True(
        await RealClock.Instance.Until(
            () => alerting!.Output.Any(line => line.Contains(text, StringComparison.Ordinal)), Patience, Stop),
        string.Join('\n', alerting!.Output));

    private static string Text(VendorRequest request) => Encoding.UTF8.GetString(request.Body.Span);
}
