using Alerting.Stories.Cli;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>amtool, against the process as an Alertmanager and against one that asks for a token.</summary>
public sealed class AmtoolStories : IAsyncDisposable
{
    private const string Configuration =
        """
        route: {receiver: team, group_by: [alertname], routes: [{receiver: other, matchers: ['team=~"x|y"']}]}
        receivers: [{name: team, webhook_configs: [{url: 'http://127.0.0.1:1/secret'}]}, {name: other}]
        """;

    private readonly ProcessFolder folder = new();
    private AlertingProcess? alerting;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Commands => ["alertmanager", "serve"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Amtool_shows_the_configuration_that_is_in_force_and_takes_it_for_a_good_file(string command)
    {
        var at = await Start(command);

        var shown = await Amtool([.. at, "config", "show"]);
        var file = folder.Write("shown.yml", shown);

        Assert.Contains("receiver: other", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("secret'", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", shown, StringComparison.Ordinal);
        Assert.Contains("SUCCESS", await Amtool("check-config", file), StringComparison.Ordinal);
        Assert.Contains("2 receivers", await Amtool("check-config", file), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Amtool_asks_the_server_for_its_routes_and_tests_them(string command)
    {
        var at = await Start(command);

        Assert.Contains("{team=~\"x|y\"}  receiver: other", await Amtool([.. at, "config", "routes", "show"]), StringComparison.Ordinal);
        Assert.Equal("other\n", await Amtool([.. at, "config", "routes", "test", "team=x"]));
        Assert.Equal("team\n", await Amtool([.. at, "config", "routes", "test", "team=z"]));
        var wrong = await Ended.Amtool([.. at, "config", "routes", "test", "--verify.receivers=team", "team=y"]);
        Assert.Equal(1, wrong.Code);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Amtool_adds_alerts_and_finds_them_by_what_holds_them_back(string command)
    {
        var at = await Start(command);
        await Amtool([.. at, "alert", "add", "DiskFull", "team=x", "instance=a,b", "--annotation=summary=full", "--generator-url=http://p.example/?a=b"]);
        await Amtool([.. at, "alert", "add", "DiskFull", "team=z", "--start=2026-01-02T03:04:05Z", "--end=2031-01-01T00:00:00Z"]);
        await Amtool([.. at, "alert", "add", "Over", "--start=2026-01-02T03:04:05Z", "--end=2026-01-02T03:04:06Z"]);
        var id = (await Amtool([.. at, "silence", "add", "-a", "me", "-c", "why", "DiskFull", "team=~x|y"])).Trim();

        async Task<int> Found(params string[] query) =>
            (await Amtool([.. at, "alert", "query", "-o", "json", .. query])).Split("\"fingerprint\"").Length - 1;

        Assert.Equal(1, await Found());
        Assert.Equal(1, await Found("--silenced"));
        Assert.Equal(2, await Found("--silenced", "--active", "DiskFull"));
        Assert.Equal(0, await Found("--inhibited"));
        Assert.Equal(1, await Found("--silenced", "DiskFull", "instance=\"a,b\"", "team!~z.*"));
        Assert.Equal(1, await Found("--silenced", "--receiver=other"));
        Assert.Equal(0, await Found("--silenced", "--receiver=team"));
        Assert.Equal(id, (await Amtool([.. at, "silence", "query", "-q", "DiskFull", "team=~x|y"])).Trim());
        await Amtool([.. at, "silence", "expire", id]);
        Assert.Equal(2, await Found("DiskFull"));
    }

    [Fact]
    public async Task Without_the_token_amtool_is_told_that_it_may_not()
    {
        var at = await Start("serve");

        var ended = await Ended.Amtool([at[0], "silence", "query"]);

        Assert.Equal(1, ended.Code);
        Assert.Contains("401", ended.Errors, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (alerting is not null)
        {
            await alerting.DisposeAsync();
        }

        folder.Dispose();
    }

    // Returns what amtool is to be given: where, and with what.
    private async Task<string[]> Start(string command)
    {
        var file = folder.Write("alertmanager.yml", Configuration);
        alerting = command == "serve"
            ? AlertingProcess.Start(
                ["serve", "--urls", "http://127.0.0.1:0", "--data", folder.Data, "--config", file], ("ALERTING_TOKEN", "a-token"))
            : AlertingProcess.Start(
                [command, "--config.file", file, "--storage.path", folder.Data, "--web.listen-address=127.0.0.1:0"]);
        var http = folder.Write("http.yml", "authorization: {credentials: a-token}\n");
        string[] with = command == "serve" ? ["--http.config.file=" + http] : [];
        return [$"--alertmanager.url={await alerting.Address()}", "--no-version-check", .. with];
    }

    private static async Task<string> Amtool(params string[] args)
    {
        Stop.ThrowIfCancellationRequested();
        var ended = await Ended.Amtool(args);
        Assert.True(ended.Code == 0, $"{string.Join(' ', args)}: {ended.Output}{ended.Errors}");
        return ended.Output;
    }
}
