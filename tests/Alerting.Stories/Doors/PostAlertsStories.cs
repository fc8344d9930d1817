using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Handler;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Tables;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class PostAlertsStories
{
    private const string Fires = """{"labels":{"alertname":"DiskFull"},"startsAt":"2026-01-01T00:00:00Z"}""";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_post_is_answered_with_nothing_and_told_with_the_senders_offset_and_fraction()
    {
        await using var sink = await WebhookSink.Start();
        await using var app = await Served(sink);

        using var answer = await Post(app,
            """
            [{"labels":{"alertname":"A","instance":"a"},"annotations":{"summary":"s"},
              "startsAt":"2026-01-02T03:04:05.678912345+05:30","generatorURL":"http://p/graph"}]
            """);
        Assert.True(await RealClock.Instance.Until(() => sink.Requests.Count > 0, Patience, Stop));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Null(answer.Content.Headers.ContentType);
        var told = Told(sink.Requests[0]).Single();
        Assert.Equal("firing", told.GetProperty("status").GetString());
        Assert.Equal("2026-01-02T03:04:05.6789123+05:30", told.GetProperty("startsAt").GetString());
        Assert.Equal("0001-01-01T00:00:00Z", told.GetProperty("endsAt").GetString());
        Assert.Equal("http://p/graph", told.GetProperty("generatorURL").GetString());
    }

    [Fact]
    public async Task An_end_that_is_posted_is_told_and_a_repeat_of_it_is_not()
    {
        await using var sink = await WebhookSink.Start();
        await using var app = await Served(sink);
        const string Ends = """[{"labels":{"alertname":"A"},"endsAt":"2026-01-02T00:00:00-03:00"}]""";

        await Accepted(app, """[{"labels":{"alertname":"A"},"startsAt":"2026-01-01T00:00:00Z"}]""");
        await Accepted(app, """[{"labels":{"alertname":"A"},"startsAt":"2026-01-01T00:00:00Z"}]""");
        Assert.True(await RealClock.Instance.Until(() => sink.Requests.Count > 0, Patience, Stop));
        await Accepted(app, Ends);
        await Accepted(app, Ends);
        Assert.True(await RealClock.Instance.Until(() => sink.Requests.Count > 1, Patience, Stop));
        await Accepted(app, """[{"labels":{"alertname":"B"},"startsAt":"2026-01-01T00:00:00Z"}]""");
        Assert.True(await RealClock.Instance.Until(() => sink.Requests.Count > 2, Patience, Stop));

        Assert.Equal(["A firing", "A resolved", "B firing"], sink.Requests.Select(request =>
            $"{Told(request).Single().GetProperty("labels").GetProperty("alertname")} "
            + Told(request).Single().GetProperty("status")));
        Assert.Equal("2026-01-02T00:00:00-03:00", Told(sink.Requests[1]).Single().GetProperty("endsAt").GetString());
    }

    [Theory]
    [InlineData(null, -29, false)]
    [InlineData(null, -30, false)]
    [InlineData(null, -31, true)]
    [InlineData("5s", -4, false)]
    [InlineData("5s", -6, true)]
    public async Task A_new_group_waits_as_its_route_says_or_thirty_seconds_unless_its_alert_is_older(
        string? groupWait, int startedSeconds, bool isToldAtOnce)
    {
        using var folder = new ProcessFolder();
        var config = folder.Write("alertmanager.yml",
            $"route: {{ receiver: team, group_by: [alertname]{(groupWait is null ? "" : ", group_wait: " + groupWait)} }}\n"
            + "receivers: [{name: team}]\n");
        var clock = new FixedClock();
        var store = new MemoryTableStore(clock);
        await using var app = await RunningApp.Start(store: store, config: config);
        var starts = clock.GetUtcNow().AddSeconds(startedSeconds).ToString("O");

        await Accepted(app, $$"""[{"labels":{"alertname":"A"},"startsAt":"{{starts}}"}]""");

        var header = Assert.Single(await Rows(store, "g~"), row => row.Key.EndsWith("~h", StringComparison.Ordinal));
        var wait = new TimeSpan(header.Properties.Long("anchor") - clock.GetUtcNow().UtcTicks);
        Assert.Equal(isToldAtOnce ? 0 : groupWait is null ? 30 : 5, wait.TotalSeconds);
    }

    [Theory]
    [InlineData(null, 300)]
    [InlineData("90s", 90)]
    public async Task Without_an_end_an_alert_ends_after_the_resolve_timeout_in_force(string? timeout, int seconds)
    {
        using var folder = new ProcessFolder();
        var config = folder.Write("alertmanager.yml",
            (timeout is null ? "" : $"global: {{ resolve_timeout: {timeout} }}\n")
            + "route: { receiver: team }\nreceivers: [{name: team}]\n");
        var clock = new FixedClock();
        var store = new MemoryTableStore(clock);
        await using var app = await RunningApp.Start(store: store, config: config);

        await Accepted(app, """[{"labels":{"alertname":"A"}}]""");

        var row = Assert.Single(await Alerts(store));
        Assert.Equal(clock.GetUtcNow().AddSeconds(seconds).UtcTicks, row.Properties.Long("until"));
    }

    [Fact]
    public async Task The_valid_alerts_of_a_partly_bad_post_are_stored_and_counted()
    {
        var store = new MemoryTableStore(AlertingApp.SystemTime());
        await using var app = await RunningApp.Start(store: store);

        using var answer = await Post(app, $$$"""
            [{"labels":{}},{{{Fires}}},{"labels":{"":"x"}},{"labels":{"a":"b"},"startsAt":"2026-01-02T00:00:00Z",
              "endsAt":"2026-01-01T00:00:00Z"}]
            """);
        var metrics = await app.Client.GetStringAsync("/metrics", Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            """
            "at least one label pair required\ninvalid label set: invalid name \"\"\nstart time must be before end time"

            """,
            await answer.Content.ReadAsStringAsync(Stop));
        Assert.Single(await Alerts(store));
        Assert.Contains("alerting_alerts_accepted_total{source=\"api\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("alerting_alerts_rejected_total{source=\"api\"} 3\n", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 422, """{"code":602,"message":"alerts in body is required"}""")]
    [InlineData($"[{Fires},{{}}]", 422, """{"code":602,"message":"1.labels in body is required"}""")]
    [InlineData($"[{Fires},null]", 422, """{"code":602,"message":"1 in body is required"}""")]
    [InlineData($$"""[{{Fires}},{"generatorURL":"<"}]""", 422,
        """{"code":601,"message":"1.generatorURL in body must be of type uri: \"\u003c\""}""")]
    [InlineData($$$"""[{{{Fires}}},{"labels":{"a":1}}]""", 400,
        """{"code":400,"message":"parsing alerts body from \"\" failed, because json: cannot unmarshal number into Go struct field Alert.labels of type string"}""")]
    [InlineData($$"""[{{Fires}},{"startsAt":"2026-02-30T00:00:00Z"}]""", 400,
        """{"code":400,"message":"parsing alerts body from \"\" failed, because parsing time \"2026-02-30T00:00:00Z\": extra text: \"T00:00:00Z\""}""")]
    [InlineData($"[{Fires}", 400, """{"code":400,"message":"parsing alerts body from \"\" failed, because unexpected EOF"}""")]
    public async Task A_body_that_breaks_the_schema_stores_nothing(string body, int status, string says)
    {
        var store = new MemoryTableStore(AlertingApp.SystemTime());
        await using var app = await RunningApp.Start(store: store);

        using var answer = await Post(app, body);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(says, await answer.Content.ReadAsStringAsync(Stop));
        Assert.Empty(await Alerts(store));
    }

    [Theory]
    [InlineData("text/plain; charset=utf-8", 415, """{"code":415,"message":"unsupported media type \"text/plain\", only [application/json] are allowed"}""")]
    [InlineData(null, 415, """{"code":415,"message":"unsupported media type \"application/octet-stream\", only [application/json] are allowed"}""")]
    [InlineData("json", 415, """{"code":415,"message":"unsupported media type \"json\", only [application/json] are allowed"}""")]
    [InlineData("a b", 400, """{"code":400,"message":"parsing Content-Type header from \"a b\" failed, because mime: expected slash after first token"}""")]
    [InlineData("application/", 400, """{"code":400,"message":"parsing Content-Type header from \"application/\" failed, because mime: expected token after slash"}""")]
    [InlineData("application/json,x", 400, """{"code":400,"message":"parsing Content-Type header from \"application/json,x\" failed, because mime: unexpected content after media subtype"}""")]
    [InlineData("application/json;x", 400, """{"code":400,"message":"parsing Content-Type header from \"application/json;x\" failed, because mime: invalid media parameter"}""")]
    [InlineData("application/json;a=1;A=2", 400, """{"code":400,"message":"parsing Content-Type header from \"application/json;a=1;A=2\" failed, because mime: duplicate parameter name"}""")]
    [InlineData("Application/JSON ; charset=latin1", 200, "")]
    public async Task Only_json_is_taken(string? type, int status, string says)
    {
        await using var app = await RunningApp.Start();

        using var answer = await Post(app, Encoding.UTF8.GetBytes("[]"), type);

        Assert.Equal((status, says), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Any_other_method_is_told_which_is_taken(string method)
    {
        await using var app = await RunningApp.Start();
        using var request = new HttpRequestMessage(new(method), "/api/v2/alerts");

        using var answer = await app.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST", "GET"], answer.Content.Headers.Allow);
        Assert.Equal(
            $$"""{"code":405,"message":"method {{method}} is not allowed, but [POST,GET] are"}""",
            await answer.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("null", 0)]
    [InlineData($"[{Fires},{Fires}] trailing", 2)]
    [InlineData("""[{"labels":{"a":"1"}},{"labels":{"a":"2"},"labels":{"a":"3","b":""}}]""", 2)]
    [InlineData("""[{"labels":{"a":"0"},"startsAt":"0000-01-01T00:00:00Z"}]""", 1)]
    [InlineData("""[{"labels":{"a":"0"},"startsAt":"0000-01-01T00:00:00Z","endsAt":"0000-01-01T00:00:00Z"}]""", 1)]
    [InlineData("""[{"labels":{"a":"0"},"startsAt":"9999-12-31T23:59:59-01:00","endsAt":"9999-12-31T23:59:59-23:59"}]""", 1)]
    [InlineData("""[{"labels":{"a":"0"},"startsAt":"","endsAt":"9999-12-31T23:59:59.999999999Z"}]""", 1)]
    public async Task Odd_posts_are_taken_as_the_real_server_takes_them(string body, int accepted)
    {
        await using var app = await RunningApp.Start();

        await Accepted(app, body);

        Assert.Contains(
            $"alerting_alerts_accepted_total{{source=\"api\"}} {accepted}\n",
            await app.Client.GetStringAsync("/metrics", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_sixty_four_as_Prometheus_sends_it_is_stored_whole()
    {
        var store = new MemoryTableStore(AlertingApp.SystemTime());
        await using var app = await RunningApp.Start(store: store);
        var alerts = Enumerable.Range(0, 64)
            .Select(n => $$"""{"labels":{"alertname":"A{{n % 3}}","n":"{{n}}"},"endsAt":"2030-01-01T00:00:00Z"}""");

        await Accepted(app, $"[{string.Join(',', alerts)}]");

        Assert.Equal(64, (await Alerts(store)).Count);
    }

    [Fact]
    public async Task Bytes_that_are_not_Unicode_are_replaced_and_the_alert_is_stored()
    {
        var store = new MemoryTableStore(AlertingApp.SystemTime());
        await using var app = await RunningApp.Start(store: store);

        using var answer = await Post(app, [.. "[{\"labels\":{\"a\":\""u8, 0xff, .. "\"}}]"u8], "application/json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(await Alerts(store));
    }

    [Theory]
    [InlineData(9_998, 200)]
    [InlineData(9_999, 400)]
    public async Task Nesting_is_taken_as_deep_as_Go_takes_it(int levels, int status)
    {
        await using var app = await RunningApp.Start();
        var deep = new string('[', levels) + new string(']', levels);

        using var answer = await Post(app, $$"""[{"labels":{"a":"b"},"more":{{deep}}}]""");

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(2048, 200)]
    [InlineData(2049, 413)]
    public async Task A_body_is_bounded(int bytes, int status)
    {
        await using var app = await RunningApp.Start(maxBody: 2048);

        using var answer = await Post(app, "[]".PadRight(bytes));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task An_alert_too_large_to_store_is_named_and_the_others_are_stored()
    {
        var store = new MemoryTableStore(AlertingApp.SystemTime());
        await using var app = await RunningApp.Start(store: store);
        var noise = new byte[3 * 1024 * 1024];
        new Random(7).NextBytes(noise);

        using var answer = await Post(app, $$$"""
            [{{{Fires}}},{"labels":{"a":"b"},"annotations":{"noise":"{{{Convert.ToBase64String(noise)}}}"}}]
            """);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("bytes compressed, at most", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Single(await Alerts(store));
    }

    [Fact]
    public async Task While_the_store_is_away_the_sender_is_asked_to_come_again()
    {
        var store = new AwayStore(new MemoryTableStore(AlertingApp.SystemTime()));
        await using var app = await RunningApp.Start(store: store);
        store.IsAway = true;

        using var answer = await Post(app, $"[{Fires}]");
        store.IsAway = false;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("wrong", 401)]
    [InlineData("s3cret-token", 200)]
    public async Task The_door_opens_to_the_token(string? token, int status)
    {
        await using var app = await RunningApp.Start(token: "s3cret-token");

        using var answer = await Post(app, "[]"u8.ToArray(), "application/json", token);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Amtool_adds_an_alert()
    {
        var amtool = Peer.Find("amtool");
        var store = new MemoryTableStore(AlertingApp.SystemTime());
        await using var app = await RunningApp.Start(store: store);

        var (good, _) = await Run(amtool, app, "alertname=DiskFull", "instance=a");
        var (bad, said) = await Run(
            amtool, app, "alertname=B", "--start=2026-01-02T00:00:00Z", "--end=2026-01-01T00:00:00Z");

        Assert.Equal((0, 1), (good, bad));
        Assert.Contains("start time must be before end time", said, StringComparison.Ordinal);
        Assert.Single(await Alerts(store));
    }

    private static async Task<(int ExitCode, string Said)> Run(string amtool, RunningApp app, params string[] labels)
    {
        var start = new System.Diagnostics.ProcessStartInfo(
            amtool, ["alert", "add", $"--alertmanager.url={app.Client.BaseAddress}", .. labels])
        {
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, said);
    }

    private static async Task<RunningApp> Served(VendorServer sink)
    {
        using var folder = new ProcessFolder();
        return await RunningApp.Start(config: folder.Write("alertmanager.yml",
            $$"""
            route: {receiver: team, group_by: [alertname], group_interval: 1s}
            receivers: [{name: team, webhook_configs: [{url: '{{sink.Url}}/hook'}]}]
            """));
    }

    private static async Task<IReadOnlyList<Row>> Alerts(ITableStore store) =>
        [.. (await Rows(store, "g~")).Where(row => row.Key.Contains("~a~", StringComparison.Ordinal))];

    private static async Task<IReadOnlyList<Row>> Rows(ITableStore store, string prefix)
    {
        var rows = new List<Row>();
        foreach (var shard in (await Shards.Open(store, 1, Stop)).Partitions)
        {
            await foreach (var row in store.Prefixed(shard, prefix, Stop))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static JsonElement[] Told(VendorRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return [.. document.RootElement.GetProperty("alerts").EnumerateArray().Select(alert => alert.Clone())];
    }

    private static async Task Accepted(RunningApp app, string body)
    {
        using var answer = await Post(app, body);
        Assert.Equal((200, ""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
    }

    private static Task<HttpResponseMessage> Post(RunningApp app, string body) =>
        Post(app, Encoding.UTF8.GetBytes(body), "application/json");

    private static async Task<HttpResponseMessage> Post(RunningApp app, byte[] body, string? type, string? token = null)
    {
        using var content = new ByteArrayContent(body);
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/alerts") { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await app.Client.SendAsync(request, Stop);
    }
}
