using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary>The real process as an Alertmanager.</summary>
public sealed partial class AlertmanagerCommandStories : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ProcessFolder folder = new();
    private AlertingProcess? alerting;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_on_stderr_where_it_listens_and_ends_with_0_when_asked()
    {
        using var client = await Start("--web.listen-address=127.0.0.1:0");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/-/healthy", Stop)).StatusCode);
        await alerting!.Terminate();

        Assert.Equal(0, await alerting.Exit());
        Assert.Empty(alerting.Output);
        Assert.Equal(client.BaseAddress!.Authority, Assert.Single(Listening()));
        Assert.DoesNotContain(alerting.Errors, line => line.Contains("level=WARN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reached_from_other_machines_it_warns_once_and_asks_for_nothing()
    {
        using var client = await Start("--web.listen-address=:0", "--web.listen-address=127.0.0.1:0");
        await Says("level=WARN");

        Assert.Equal(2, Listening().Length);
        Assert.Single(alerting!.Errors, line => line.Contains("level=WARN", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await Post(client, "/api/v2/alerts", "A")).StatusCode);
    }

    [Fact]
    public async Task Settings_of_ours_do_not_lead_it_astray()
    {
        Write();
        alerting = AlertingProcess.Start(
            Arguments("--web.listen-address=127.0.0.1:0"),
            ("ALERTING_URLS", "http://0.0.0.0:80"), ("ALERTING_DATA", "/proc/nowhere"), ("ALERTING_CONFIG", "/nowhere"),
            ("ALERTING_TOKEN", "s3cret"), ("ALERTING_QUEUES", "nonsense"), ("FUNCTIONS_CUSTOMHANDLER_PORT", "1"));
        using var client = new HttpClient { BaseAddress = await alerting.Address() };

        Assert.Equal(HttpStatusCode.OK, (await Post(client, "/api/v2/alerts", "A")).StatusCode);
    }

    [Fact]
    public async Task Everything_is_below_the_prefix_and_the_root_leads_there()
    {
        using var client = await Start(
            "--web.listen-address=127.0.0.1:0", "--web.external-url=http://alertmanager.example/am/");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/am/-/healthy", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post(client, "/am/api/v2/alerts", "A")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/-/healthy", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(client, "/api/v2/alerts", "A")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/america/-/healthy", Stop)).StatusCode);
        using var root = await client.GetAsync("/", Stop);
        Assert.Equal((HttpStatusCode.Found, "/am/"), (root.StatusCode, root.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_page_of_any_origin_may_use_the_api()
    {
        using var client = await Start("--web.listen-address=127.0.0.1:0");
        client.DefaultRequestHeaders.Add("Origin", "http://elsewhere.example");

        using var posted = await Post(client, "/api/v2/alerts", "A");
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Equal(["*"], posted.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["POST"], await Preflight(client, "POST"));
        Assert.Empty(await Preflight(client, "DELETE"));
        using var elsewhere = await client.GetAsync("/-/healthy", Stop);
        Assert.False(elsewhere.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_hang_up_has_the_file_read_again()
    {
        Assert.SkipWhen(HangUpStories.IsIgnored(), "SIGHUP is ignored here, as under nohup: what is started inherits that");
        await using var first = await WebhookSink.Start();
        await using var second = await WebhookSink.Start();
        using var client = await StartWith(first.Url, "--web.listen-address=127.0.0.1:0");
        await Post(client, "/api/v2/alerts", "Early");
        await Told(first, "Early");

        Write(second.Url);
        await alerting!.HangUp();
        await Says("epoch 2 is in force");
        await Post(client, "/api/v2/alerts", "Late");

        await Told(second, "Late");
    }

    [Fact]
    public async Task In_classic_mode_matchers_and_labels_are_those_of_before_0_27()
    {
        Write(matchers: "[ '{\"a.b\"=\"c\"}' ]");
        alerting = AlertingProcess.Start(
            Arguments("--web.listen-address=127.0.0.1:0", "--enable-feature=classic-mode"));
        Assert.Equal(1, await alerting.Exit());
        Assert.Contains(alerting.Errors, line => line.Contains("alertmanager.yml:1: ", StringComparison.Ordinal));

        using var client = await Start("--web.listen-address=127.0.0.1:0", "--enable-feature=classic-mode");
        using var answer = await Post(client, "/api/v2/alerts", "A", "a.b");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("\"invalid label set: invalid name \\\"a.b\\\"\"\n", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task What_does_nothing_here_is_said_in_one_line()
    {
        using var client = await Start(
            "--web.listen-address=127.0.0.1:0", "--cluster.settle-timeout=0s", "--cluster.peer=127.0.0.1:1",
            "--cluster.peer=127.0.0.1:2", "--dispatch.start-delay=1s", "--enable-feature=event-recorder");
        await Says("do nothing here");

        Assert.EndsWith(
            "\"These flags do nothing here: --cluster.settle-timeout --cluster.peer --dispatch.start-delay "
            + "--enable-feature=event-recorder\"",
            Assert.Single(alerting!.Errors, line => line.Contains("do nothing here", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_its_level_nothing_is_logged_and_json_is_logged_to_stderr_too()
    {
        using var client = await Start("--web.listen-address=127.0.0.1:0", "--log.format=json");
        await Says("Listening on");
        await alerting!.Terminate();
        await alerting.Exit();
        Assert.Empty(alerting.Output);
        Assert.All(alerting.Errors, line => Assert.StartsWith("{", line, StringComparison.Ordinal));

        var address = $"127.0.0.1:{LocalPorts.Free()}";
        alerting = AlertingProcess.Start(Arguments($"--web.listen-address={address}", "--log.level=error"));
        await Answers(new($"http://{address}/-/healthy"));
        await alerting.Terminate();
        Assert.Equal(0, await alerting.Exit());
        Assert.Empty(alerting.Errors);
    }

    [Fact]
    public async Task A_command_line_it_cannot_understand_ends_it_with_1_and_one_line()
    {
        alerting = AlertingProcess.Start(["alertmanager", "--storage.pth=x"]);

        Assert.Equal(1, await alerting.Exit());
        Assert.Equal(
            "alerting: unknown long flag '--storage.pth' (did you mean \"storage.path\"?), try alerting alertmanager --help",
            Assert.Single(alerting.Errors));
    }

    [Theory]
    [InlineData("--help", "--web.listen-address=:9093")]
    [InlineData("-h", "--web.listen-address=:9093")]
    [InlineData("--version", "alertmanager, version 0.34.0 (branch: ")]
    public async Task It_tells_its_flags_and_the_version_it_stands_for(string flag, string says)
    {
        alerting = AlertingProcess.Start(["alertmanager", flag]);

        Assert.Equal(0, await alerting.Exit());
        Assert.Contains(says, string.Join('\n', alerting.Output), StringComparison.Ordinal);
        Assert.Empty(alerting.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (alerting is not null)
        {
            await alerting.DisposeAsync();
        }

        folder.Dispose();
    }

    private Task<HttpClient> Start(params string[] flags) => StartWith(null, flags);

    private async Task<HttpClient> StartWith(string? url, params string[] flags)
    {
        Write(url);
        alerting = AlertingProcess.Start(Arguments(flags));
        var address = await alerting.Address();
        await Says("Listening on");
        return new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new(address.AbsoluteUri.Replace("[::]", "127.0.0.1", StringComparison.Ordinal)),
        };
    }

    private string[] Arguments(params string[] flags) =>
    [
        "alertmanager", "--config.file", Path.Combine(folder.Path, "alertmanager.yml"), "--storage.path", folder.Data,
        .. flags,
    ];

    private void Write(string? url = null, string matchers = "[]")
    {
        var webhooks = url is null ? "" : $", webhook_configs: [ {{ url: '{url}/' }} ]";
        folder.Write(
            "alertmanager.yml",
            "route: { receiver: a, group_by: [alertname], group_wait: 0s, group_interval: 1s, "
            + $"routes: [ {{ matchers: {matchers} }} ] }}\nreceivers: [ {{ name: a{webhooks} }} ]\n");
    }

    private string[] Listening() => [.. alerting!.Errors.Select(line => ListeningOn().Match(line))
        .Where(match => match.Success).Select(match => match.Groups[1].Value)];

    private async Task Says(string text) => Assert.True(
        await RealClock.Instance.Until(
            () => alerting!.Errors.Any(line => line.Contains(text, StringComparison.Ordinal)), Patience, Stop),
        string.Join('\n', alerting!.Errors));

    private static async Task Answers(Uri page)
    {
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(Stop))
        {
            try
            {
                using var answer = await client.GetAsync(page, Stop);
                return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }
    }

    private static async Task Told(VendorServer vendor, string text) => Assert.True(
        await RealClock.Instance.Until(
            () => vendor.Requests.Any(request =>
                Encoding.UTF8.GetString(request.Body.Span).Contains(text, StringComparison.Ordinal)), Patience, Stop),
        $"\"{text}\" was not told");

    private static async Task<HttpResponseMessage> Post(
        HttpClient to, string path, string name, string label = "job")
    {
        using var content = new StringContent(
            $"[{{\"labels\":{{\"alertname\":\"{name}\",\"{label}\":\"x\"}}}}]", Encoding.UTF8, "application/json");
        return await to.PostAsync(path, content, Stop);
    }

    private static async Task<IEnumerable<string>> Preflight(HttpClient client, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v2/silence/x");
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var answer = await client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return answer.Headers.TryGetValues("Access-Control-Allow-Methods", out var methods) ? methods : [];
    }

    // As Alertmanager's own tests find it.
    [GeneratedRegex("Listening on.*address=([^\\s]+)")]
    private static partial Regex ListeningOn();
}
