using System.Net;
using System.Net.Http.Headers;
using Alerting.Handler;
using Alerting.Testing.Processes;
using Alerting.Testing.Tables;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class ReloadStories : IDisposable
{
    private const string Right = "route: { receiver: team }\nreceivers: [ { name: team } ]\n";
    private const string Wrong = "route:\n  receiver: team\n  group_wait: soon\n  group_interval: later\n"
        + "receivers: [ { name: team } ]\n";

    private readonly ProcessFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/-/reload")]
    [InlineData("/api/-/reload")]
    public async Task Changed_files_are_in_force_when_it_answers(string path)
    {
        var store = new MemoryTableStore(AlertingApp.SystemTime());
        await using var app = await RunningApp.Start(store: store, config: folder.Write("alertmanager.yml", Right));
        folder.Write("alertmanager.yml", Right + "# changed\n");

        Assert.Equal((HttpStatusCode.OK, "reloaded\n"), await Reload(app, path));

        Assert.Equal(2, (await store.Get("config", "current", Stop))!.Properties.Long("epoch"));
        Assert.Equal(HttpStatusCode.OK, (await Reload(app, path)).Status);
        Assert.Equal(2, (await store.Get("config", "current", Stop))!.Properties.Long("epoch"));
    }

    [Fact]
    public async Task Files_that_are_wrong_are_answered_with_everything_that_is_wrong_and_the_old_ones_go_on()
    {
        var store = new MemoryTableStore(AlertingApp.SystemTime());
        await using var app = await RunningApp.Start(store: store, config: folder.Write("alertmanager.yml", Right));
        folder.Write("alertmanager.yml", Wrong);

        var (status, text) = await Reload(app);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith(
            "failed to reload config: alertmanager.yml:3: route.group_wait: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("alertmanager.yml:4: route.group_interval: ", lines[1], StringComparison.Ordinal);
        Assert.Equal(1, (await store.Get("config", "current", Stop))!.Properties.Long("epoch"));
        Assert.Equal("0", await Metric(app, "alerting_config_last_reload_successful"));
        folder.Write("alertmanager.yml", Right);
        Assert.Equal(HttpStatusCode.OK, (await Reload(app)).Status);
        Assert.Equal("1", await Metric(app, "alerting_config_last_reload_successful"));
    }

    [Fact]
    public async Task The_metrics_say_from_the_start_that_and_when_the_configuration_was_read()
    {
        await using var app = await RunningApp.Start();

        Assert.Equal("1", await Metric(app, "alerting_config_last_reload_successful"));
        var read = double.Parse(await Metric(app, "alerting_config_last_reload_success_timestamp_seconds"));
        Assert.InRange(AlertingApp.SystemTime().GetUtcNow().ToUnixTimeSeconds() - read, -60, 60);
    }

    [Fact]
    public async Task The_hash_of_the_configuration_changes_with_what_it_means_and_at_once()
    {
        await using var app = await RunningApp.Start(config: folder.Write("alertmanager.yml", Right));
        var first = await Metric(app, "alertmanager_config_hash");
        folder.Write("alertmanager.yml", Right.Replace("receiver: team", "receiver: team, group_wait: 7s"));
        Assert.Equal(HttpStatusCode.OK, (await Reload(app)).Status);

        var second = await Metric(app, "alertmanager_config_hash");

        Assert.NotEqual(first, second);
        folder.Write("alertmanager.yml", Right + "# changed\n");
        Assert.Equal(HttpStatusCode.OK, (await Reload(app)).Status);
        Assert.Equal(first, await Metric(app, "alertmanager_config_hash"));
    }

    [Fact]
    public async Task A_changed_file_of_templates_is_a_changed_configuration()
    {
        var store = new MemoryTableStore(AlertingApp.SystemTime());
        folder.Write("a.tmpl", "{{ define \"x\" }}1{{ end }}");
        var config = folder.Write("alertmanager.yml", Right + "templates: ['*.tmpl']\n");
        await using var app = await RunningApp.Start(store: store, config: config);
        var first = await Metric(app, "alertmanager_config_hash");
        folder.Write("a.tmpl", "{{ define \"x\" }}2{{ end }}");

        Assert.Equal(HttpStatusCode.OK, (await Reload(app)).Status);

        Assert.NotEqual(first, await Metric(app, "alertmanager_config_hash"));
        Assert.Equal(2, (await store.Get("config", "current", Stop))!.Properties.Long("epoch"));
        folder.Write("a.tmpl", "{{ define \"x\" }}{{ if }}{{ end }}");
        Assert.Equal(
            (HttpStatusCode.InternalServerError, $"failed to reload config: {folder.Path}/a.tmpl:1: missing value for if"),
            (await Reload(app)) is var (status, text) ? (status, text.Trim()) : default);
        Assert.Equal(2, (await store.Get("config", "current", Stop))!.Properties.Long("epoch"));
    }

    [Fact]
    public async Task Of_the_built_in_configuration_there_is_nothing_to_read()
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(HttpStatusCode.OK, (await Reload(app)).Status);
    }

    [Fact]
    public async Task While_the_store_is_away_it_is_asked_to_come_again()
    {
        var store = new HookedStore(new MemoryTableStore(AlertingApp.SystemTime()));
        await using var app = await RunningApp.Start(store: store, config: folder.Write("alertmanager.yml", Right));
        folder.Write("alertmanager.yml", Right + "# changed\n");
        store.IsAway = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Reload(app)).Status);

        Assert.Equal("0", await Metric(app, "alerting_config_last_reload_successful"));
        store.IsAway = false;
        Assert.Equal(HttpStatusCode.OK, (await Reload(app)).Status);
    }

    [Fact]
    public async Task It_takes_the_token_and_a_post()
    {
        await using var app = await RunningApp.Start(token: "s3cret-token");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Reload(app)).Status);

        app.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "s3cret-token");

        Assert.Equal(HttpStatusCode.OK, (await Reload(app)).Status);
        using var read = await app.Client.GetAsync("/-/reload", Stop);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, read.StatusCode);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<(HttpStatusCode Status, string Text)> Reload(RunningApp app, string path = "/-/reload")
    {
        using var answer = await app.Client.PostAsync(path, null, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<string> Metric(RunningApp app, string name) =>
        (await app.Client.GetStringAsync("/metrics", Stop)).Split('\n')
            .Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1];
}
