using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class AlertsQueryStories
{
    private const string Configuration =
        """
        route:
          receiver: rest
          group_by: [alertname]
          labels: {owner: nobody}
          routes:
            - {matchers: [team=b], receiver: both, group_by: [team], continue: true, labels: {tier: '1'}}
            - {matchers: [team=b], receiver: second, group_by: ['...']}
            - {matchers: [team=quiet], receiver: both, group_by: [], mute_time_intervals: [always]}
            - {matchers: [team=never], receiver: both, group_by: [team], active_time_intervals: [never]}
        receivers:
          - {name: rest}
          - {name: both, labels: {owner: ops, empty: ''}}
          - {name: second, labels: {owner: dev}}
        time_intervals:
          - {name: always, time_intervals: [{times: [{start_time: '00:00', end_time: '24:00'}]}]}
          - {name: never, time_intervals: [{years: ['1999']}]}
        """;

    private const string Posted =
        """
        [{"labels":{"alertname":"A","instance":"2"}},{"labels":{"alertname":"A","instance":"1"}},
         {"labels":{"alertname":"B","team":"b"}},{"labels":{"alertname":"Q","team":"quiet"}},
         {"labels":{"alertname":"N","team":"never"}},{"labels":{"alertname":"S","quiet":"yes"}},
         {"labels":{"alertname":"Over"},"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-02T00:00:00Z"}]
        """;

    private const string SilenceOfS =
        """
        {"matchers":[{"name":"quiet","value":"yes","isRegex":false}],"startsAt":"2026-03-02T08:00:00Z",
         "endsAt":"2026-03-03T08:00:00Z","createdBy":"me","comment":"maintenance"}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "A1 A2 B N Q S")]
    [InlineData("filter=alertname=A", "A1 A2")]
    [InlineData("filter=alertname=A&filter=instance!=2", "A1")]
    [InlineData("filter=alertname=~\"A|B\"", "A1 A2 B")]
    [InlineData("filter=team=\"\"", "A1 A2 S")]
    [InlineData("filter=team!=\"\"", "B N Q")]
    [InlineData("filter=alertname=Z", "")]
    [InlineData("silenced=false", "A1 A2 B N Q")]
    [InlineData("active=false", "S")]
    [InlineData("active=false&silenced=false", "")]
    [InlineData("active=not-true", "S")]
    [InlineData("inhibited=false&unprocessed=false&muted=false", "A1 A2 B N Q S")]
    [InlineData("receiver=both", "B N Q")]
    [InlineData("receiver=bot", "")]
    [InlineData("receiver=second|none", "B")]
    [InlineData("receiver=", "A1 A2 B N Q S")]
    [InlineData("receiver_matchers=owner=ops", "B N Q")]
    [InlineData("receiver_matchers=owner=dev&receiver=both", "B")]
    [InlineData("receiver_matchers=name=rest", "A1 A2 S")]
    [InlineData("receiver_matchers=empty!=\"\"", "B N Q")]
    public async Task Alerts_are_those_that_are_asked_for_each_once_by_fingerprint(string query, string expected)
    {
        await using var app = await AskedApp.With(Configuration, Posted);
        await app.Post("/api/v2/silences", SilenceOfS);

        var alerts = await app.Get("/api/v2/alerts?" + query);

        Assert.Equal(expected, string.Join(' ', AskedApp.Names(alerts).Order(StringComparer.Ordinal)));
        string[] fingerprints = [.. alerts.Select(alert => (string)alert["fingerprint"]!)];
        Assert.Equal(fingerprints.Order(StringComparer.Ordinal), fingerprints);
    }

    [Theory]
    [InlineData("", "both{}:Q both{team=b}:B both{team=never}:N rest{alertname=A}:A1,A2 rest{alertname=S}:S second{alertname=B,team=b}:B")]
    [InlineData("muted=false", "both{team=b}:B rest{alertname=A}:A1,A2 rest{alertname=S}:S second{alertname=B,team=b}:B")]
    [InlineData("silenced=false&receiver=rest", "rest{alertname=A}:A1,A2")]
    [InlineData("active=false", "rest{alertname=S}:S")]
    [InlineData("filter=instance=1", "rest{alertname=A}:A1")]
    [InlineData("receiver_matchers=owner=ops&filter=team=b", "both{team=b}:B")]
    [InlineData("receiver_matchers=owner=dev&receiver=both", "")]
    public async Task Groups_come_by_labels_then_receiver_with_those_of_their_alerts_that_are_asked_for(
        string query, string expected)
    {
        await using var app = await AskedApp.With(Configuration, Posted);
        await app.Post("/api/v2/silences", SilenceOfS);

        var groups = await app.Get("/api/v2/alerts/groups?" + query);

        Assert.Equal(expected, string.Join(' ', groups.Select(AskedApp.Group)));
    }

    [Fact]
    public async Task An_alert_is_written_as_the_real_server_writes_it()
    {
        await using var app = await AskedApp.With(Configuration,
            """
            [{"labels":{"alertname":"A\u2028<é>&","team":"b"},"annotations":{"s":"<&>\u0001\u007f\n\"\\"},
              "generatorURL":"http://p/<?a=&b","startsAt":"2026-01-02T03:04:05.6789+05:30",
              "endsAt":"2030-01-02T03:04:05.6789+05:30"}]
            """);

        var alerts = await app.Client.GetStringAsync("/api/v2/alerts", Stop);
        var groups = await app.Client.GetStringAsync("/api/v2/alerts/groups?receiver=second", Stop);

        const string Until = """
            "annotations":{"s":"\u003c\u0026\u003e\u0001DEL\n\"\\"},"endsAt":"2030-01-02T03:04:05.678+05:30","fingerprint":"FP","receivers":[
            """;
        const string From = """
            ],"startsAt":"2026-01-02T03:04:05.678+05:30","status":{"inhibitedBy":[],"mutedBy":[],"silencedBy":[],"state":"active"},"updatedAt":"2026-03-02T08:00:00.000Z","generatorURL":"http://p/\u003c?a=\u0026b","labels":{"alertname":"A\u2028\u003cé\u003e\u0026","team":"b"}}
            """;
        var (until, from) = (Until.Trim().Replace("DEL", "\u007f", StringComparison.Ordinal), From.Trim());
        until = until.Replace("FP", (string)JsonNode.Parse(alerts)![0]!["fingerprint"]!, StringComparison.Ordinal);
        Assert.Equal($$"""[{{{until}}{"name":"both"},{"name":"second"}{{from}}]""" + "\n", alerts);
        Assert.Equal(
            $$$"""[{"alerts":[{{{{until}}}{"name":"second"}{{{from}}}],"labels":{"alertname":"A\u2028<é>&","team":"b"},"receiver":{"name":"second"},"routeLabels":{"owner":"nobody"}}]"""
            + "\n",
            groups);
    }

    [Fact]
    public async Task What_suppresses_an_alert_is_named()
    {
        await using var app = await AskedApp.With(Configuration, Posted);
        var silence = (string)JsonNode.Parse(await app.Post("/api/v2/silences", SilenceOfS))!["silenceID"]!;

        var silenced = Assert.Single(await app.Get("/api/v2/alerts?filter=alertname=S"));
        var muted = Assert.Single(await app.Get("/api/v2/alerts/groups?filter=alertname=Q"));
        var inactive = Assert.Single(await app.Get("/api/v2/alerts/groups?filter=alertname=N"));

        Assert.Equal(
            $$"""{"inhibitedBy":[],"mutedBy":[],"silencedBy":["{{silence}}"],"state":"suppressed"}""",
            silenced["status"]!.ToJsonString());
        Assert.Equal(
            """{"inhibitedBy":[],"mutedBy":["always"],"silencedBy":[],"state":"suppressed"}""",
            muted["alerts"]![0]!["status"]!.ToJsonString());
        Assert.Equal("""["never"]""", inactive["alerts"]![0]!["status"]!["mutedBy"]!.ToJsonString());
    }

    [Theory]
    [InlineData("", "C W1 W2")]
    [InlineData("?inhibited=false", "C W2")]
    [InlineData("?active=false", "W1")]
    public async Task Inhibited_alerts_can_be_left_out(string query, string expected)
    {
        await using var app = await AskedApp.With(
            "route: {receiver: r}\nreceivers: [{name: r}]\ninhibit_rules: [{source_matchers: [s=c], target_matchers: [s=w], equal: [instance]}]",
            """
            [{"labels":{"alertname":"C","s":"c","x":"1"}},{"labels":{"alertname":"W","s":"w","instance":"1"}},
             {"labels":{"alertname":"W","s":"w","instance":"2"}},{"labels":{"alertname":"C","s":"c","instance":"1"}}]
            """);

        var alerts = await app.Get("/api/v2/alerts" + query);

        var source = (await app.Get("/api/v2/alerts?filter=alertname=C&filter=instance=1")).Single()["fingerprint"]!;
        Assert.Equal(expected, string.Join(' ', AskedApp.Names(alerts).Where(name => name != "C1").Order(StringComparer.Ordinal)));
        Assert.All(alerts.Where(alert => AskedApp.Names([alert]).Single() == "W1"), alert =>
            Assert.Equal($"[\"{source}\"]", alert["status"]!["inhibitedBy"]!.ToJsonString()));
    }

    [Fact]
    public async Task Receivers_are_looked_up_when_somebody_asks_and_groups_name_those_they_are_shown_with()
    {
        await using var app = await AskedApp.With(Configuration, Posted);

        var alert = Assert.Single(await app.Get("/api/v2/alerts?filter=alertname=B&receiver=both"));
        var group = Assert.Single(await app.Get("/api/v2/alerts/groups?filter=alertname=B&receiver=both"));

        Assert.Equal("""[{"name":"both"},{"name":"second"}]""", alert["receivers"]!.ToJsonString());
        Assert.Equal("""[{"name":"both"}]""", group["alerts"]![0]!["receivers"]!.ToJsonString());
        Assert.Equal("""{"owner":"nobody","tier":"1"}""", group["routeLabels"]!.ToJsonString());
    }

    [Fact]
    public async Task An_explicit_alert_ends_when_it_counts_as_no_longer_reported()
    {
        await using var app = await AskedApp.With(Configuration, "[]");
        await app.Post("/api/alertmanager",
            """{"alerts":[{"status":"firing","labels":{"alertname":"E"},"startsAt":"2026-03-02T07:00:00Z"}]}""");

        var alert = Assert.Single(await app.Get("/api/v2/alerts"));

        Assert.Equal("2026-03-03T08:00:00.000Z", (string)alert["endsAt"]!);
    }

    [Theory]
    [InlineData("/api/v2/alerts", "[]\n")]
    [InlineData("/api/v2/alerts/groups", "[]\n")]
    [InlineData("/api/v2/receivers?receiver_matchers=name=none", "[]\n")]
    [InlineData("/api/v2/receivers?receiver_matchers=owner=dev", "[{\"labels\":{\"name\":\"second\",\"owner\":\"dev\"},\"name\":\"second\"}]\n")]
    [InlineData("/api/v2/alerts/", "[]\n")]
    public async Task What_is_not_there_is_an_empty_list_and_no_answer_is_to_be_kept(string path, string expected)
    {
        await using var app = await AskedApp.With(Configuration, "[]");

        using var answer = await app.Client.GetAsync(path, Stop);

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("GET", "/api/v2/alerts?filter=<", 400, "\"bad matcher format: <\"\n")]
    [InlineData("GET", "/api/v2/alerts?receiver=(", 400, "\"failed to parse receiver param: error parsing regexp: missing closing ): `^(?:()$`\"\n")]
    [InlineData("GET", "/api/v2/alerts/groups?receiver_matchers=<", 400, "\"failed to parse receiver_matchers param: bad matcher format: <\"\n")]
    [InlineData("GET", "/api/v2/receivers?receiver_matchers=<", 400, "\"failed to parse receiver_matchers param: bad matcher format: <\"\n")]
    [InlineData("PUT", "/api/v2/status", 405, """{"code":405,"message":"method PUT is not allowed, but [GET] are"}""")]
    [InlineData("POST", "/api/v2/receivers", 405, """{"code":405,"message":"method POST is not allowed, but [GET] are"}""")]
    [InlineData("OPTIONS", "/api/v2/alerts/groups", 405, """{"code":405,"message":"method OPTIONS is not allowed, but [GET] are"}""")]
    [InlineData("HEAD", "/api/v2/alerts", 405, "")]
    [InlineData("GET", "/api/v2/nope?a=b", 404, """{"code":404,"message":"path /api/v2/nope was not found"}""")]
    [InlineData("DELETE", "/api/v2/a%2Fb&c", 404, """{"code":404,"message":"path /api/v2/a%2Fb\u0026c was not found"}""")]
    [InlineData("GET", "/api/v2/", 404, """{"code":404,"message":"path /api/v2/ was not found"}""")]
    [InlineData("GET", "/api/v1/alerts", 410, "{\"status\":\"deprecated\",\"error\":\"The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of version 0.27.0 - please use the equivalent route in the v2 API\"}\n")]
    public async Task What_cannot_be_answered_is_refused_in_the_words_of_the_real_server(
        string method, string path, int status, string says)
    {
        await using var app = await AskedApp.With(Configuration, "[]");
        using var request = new HttpRequestMessage(new(method), path);

        using var answer = await app.Client.SendAsync(request, Stop);

        Assert.Equal((status, says), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
    }

    [Fact]
    public async Task The_status_names_the_release_whose_api_this_is()
    {
        await using var app = await AskedApp.With(Configuration, "[]");

        var status = JsonNode.Parse(await app.Client.GetStringAsync("/api/v2/status", Stop))!;

        Assert.Equal("0.34.0", (string)status["versionInfo"]!["version"]!);
        Assert.Equal("""{"peers":[],"status":"disabled"}""", status["cluster"]!.ToJsonString());
        Assert.Equal("2026-03-02T08:00:00.000Z", (string)status["uptime"]!);
        Assert.NotNull((string?)status["config"]!["original"]);
    }

    [Theory]
    [InlineData("/api/v2/alerts")]
    [InlineData("/api/v2/alerts/groups")]
    public async Task While_the_store_is_away_nothing_is_shown_as_if_it_were_all(string path)
    {
        AwayStore? away = null;
        await using var app = await AskedApp.With(Configuration, Posted, store: rows => away = new(rows));
        away!.IsAway = true;

        using var answer = await app.Client.GetAsync(path, Stop);
        away.IsAway = false;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/v2/alerts", 1)]
    [InlineData("/api/v2/alerts/groups", 2)]
    public async Task A_reader_that_is_slow_gets_everything_and_holds_no_read_of_the_store(string path, int perAlert)
    {
        const int Count = 3000;
        CountingStore? store = null;
        await using var app = await AskedApp.With(Configuration, "[]", store: rows => store = new(rows));
        foreach (var some in Enumerable.Range(0, Count).Chunk(500))
        {
            var alerts = some.Select(n => $$$"""
                {"labels":{"alertname":"B{{{n}}}","team":"b","n":"{{{n}}}"},"annotations":{"text":"{{{new string('x', 2000)}}}"}}
                """);
            await app.Post("/api/v2/alerts", $"[{string.Join(',', alerts)}]");
        }

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port, Stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n"), Stop);
        var first = new byte[1];
        await socket.ReceiveAsync(first, Stop);
        var (reads, underWay) = (store!.Ranges, store.UnderWay);
        using var other = await app.Client.GetAsync("/api/v2/receivers", Stop);
        using var text = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
        var whole = await text.ReadToEndAsync(Stop);

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal((0, reads), (underWay, store.Ranges));
        var json = JsonNode.Parse(whole[whole.IndexOf('[', StringComparison.Ordinal)..])!.AsArray();
        var shown = perAlert == 1 ? json.Count : json.Sum(group => group!["alerts"]!.AsArray().Count);
        Assert.Equal(perAlert * Count, shown);
    }

    /// <summary>Counts the ranges that are read.</summary>
    private sealed class CountingStore(ITableStore store) : ITableStore
    {
        private int ranges;
        private int underWay;

        public int Ranges => Volatile.Read(ref ranges);

        public int UnderWay => Volatile.Read(ref underWay);

        public DateTimeOffset UtcNow => store.UtcNow;

        public Task<Row?> Get(string partition, string key, CancellationToken cancellation) =>
            store.Get(partition, key, cancellation);

        public async Task<Page> Range(
            string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation)
        {
            // The sweep reads what is due, whoever asks for alerts.
            var isOfGroups = from.StartsWith("g~", StringComparison.Ordinal) && to.Length == 2;
            Interlocked.Add(ref ranges, isOfGroups ? 1 : 0);
            Interlocked.Add(ref underWay, isOfGroups ? 1 : 0);
            try
            {
                return await store.Range(partition, from, to, limit, continuation, cancellation);
            }
            finally
            {
                Interlocked.Add(ref underWay, isOfGroups ? -1 : 0);
            }
        }

        public Task<CommitResult> Commit(
            string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation) =>
            store.Commit(partition, writes, cancellation);
    }
}
