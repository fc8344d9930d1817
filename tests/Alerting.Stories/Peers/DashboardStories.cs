using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>
/// What Grafana and karma ask of an Alertmanager, request by request as their sources have it, and what they cannot do
/// without in the answers.
/// </summary>
public sealed partial class DashboardStories
{
    private const string Token = "a-token";

    private const string Configuration =
        """
        route: {receiver: team, group_by: [alertname], routes: [{receiver: other, matchers: [team=x]}]}
        receivers: [{name: team}, {name: other}]
        inhibit_rules: [{source_matchers: [severity=critical], target_matchers: [severity=warning]}]
        """;

    private const string Alerts =
        """
        [{"labels":{"alertname":"Disk <full> \"a\"","severity":"critical"},"generatorURL":"http://p.example/graph?a=b&c=d"},
         {"labels":{"alertname":"Slow","severity":"warning"},"annotations":{"summary":"a & b"}},
         {"labels":{"alertname":"Other","team":"x"}}]
        """;

    private static readonly string[] Builds = ["branch", "buildDate", "buildUser", "goVersion", "revision", "version"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // public/app/plugins/datasource/alertmanager/DataSource.ts; pkg/services/ngalert/api/lotex_am.go: what is asked of
    // Grafana is asked of the server with the same parameters, those that only Grafana knows among them. It reads the
    // answers with go-openapi's models, which want every member that the specification requires.
    [Theory]
    [InlineData("alertmanager")]
    [InlineData("serve")]
    public async Task Grafana_finds_reads_and_silences(string command)
    {
        await using var server = await Server.Start(command, "Basic " + Base64("grafana:" + Token));

        Assert.NotEqual(HttpStatusCode.OK, await server.Status("GET", "/alertmanager/api/v2/status"));
        Assert.NotEqual(HttpStatusCode.OK, await server.Status("GET", "/api/v1/status/buildinfo"));
        var status = await server.Get("/api/v2/status");
        Assert.NotEmpty(Text(status, "cluster", "status"));
        Assert.True(Time(status, "uptime") <= RealClock.Instance.GetUtcNow().AddMinutes(1));
        Assert.All(Builds, member => Assert.NotNull(Text(status, "versionInfo", member)));
        Assert.Contains("receiver: other", Text(status, "config", "original"), StringComparison.Ordinal);
        var receivers = await server.Get("/api/v2/receivers");
        Assert.Equal("team,other", string.Join(',', receivers.EnumerateArray().Select(one => Text(one, "name"))));

        await server.Send("POST", "/api/v2/alerts", Alerts);
        var groups = await server.Get("/api/v2/alerts/groups");
        var grouped = groups.EnumerateArray().SelectMany(group => Group(group, receiver: "receiver")).ToArray();
        Assert.Equal(3, grouped.Length);
        Assert.Equal(3, (await server.Get("/api/v2/alerts?silenced=true&active=true&inhibited=true")).GetArrayLength());
        var asked = await server.Get("/api/v2/alerts?active=true&silenced=true&inhibited=true&filter="
            + Uri.EscapeDataString("alertname=\"Disk <full> \\\"a\\\"\"") + "&filter=" + Uri.EscapeDataString("severity=~\"c.*\""));
        var critical = Assert.Single(asked.EnumerateArray());
        Alert(critical);
        var slow = grouped.Single(alert => Text(alert, "labels", "alertname") == "Slow");
        Assert.Equal(
            ("suppressed", Text(critical, "fingerprint")),
            (Text(slow, "status", "state"), Assert.Single(Of(slow, "status", "inhibitedBy").EnumerateArray()).GetString()));

        const string ForGrafana = "?accesscontrol=true&ruleMetadata=true";
        var id = await server.Silence(Body("x"));
        var made = await server.Get($"/api/v2/silence/{id}{ForGrafana}");
        Silence(made, id, "active");
        var edited = Body("x").Replace("{\"c", $"{{\"id\":\"{id}\",\"c", StringComparison.Ordinal)
            .Replace("2026-01-01T00:00:00.000Z", Text(made, "startsAt"), StringComparison.Ordinal);
        Assert.Equal(id, await server.Silence(edited));
        Silence(Assert.Single((await server.Get("/api/v2/silences" + ForGrafana)).EnumerateArray()), id, "active");
        var silenced = Assert.Single((await server.Get("/api/v2/alerts?filter=team%3D%22x%22")).EnumerateArray());
        Assert.Equal(id, Assert.Single(Of(silenced, "status", "silencedBy").EnumerateArray()).GetString());
        await server.Send("DELETE", "/api/v2/silence/" + id, null);
        Silence(await server.Get("/api/v2/silence/" + id), id, "expired");
    }

    // internal/alertmanager/models.go, internal/mapper/v017, internal/verprobe, cmd/karma/proxy.go: the version from the
    // metrics, then silences, then groups; what its page posts is passed on with the page's own Origin.
    [Theory]
    [InlineData("alertmanager", null)]
    [InlineData("serve", "Bearer " + Token)]
    public async Task Karma_finds_reads_and_silences(string command, string? authorization)
    {
        await using var server = await Server.Start(command, authorization);
        await server.Send("POST", "/api/v2/alerts", Alerts);

        var version = BuildInfo().Match(await server.Text("/metrics")).Groups["version"].Value;
        Assert.True(Version.Parse(version) >= new Version(0, 22, 0), version);
        Assert.Empty((await server.Get("/api/v2/silences")).EnumerateArray());
        var alerts = (await server.Get("/api/v2/alerts/groups")).EnumerateArray().SelectMany(group => Group(group, "receiver"));
        Assert.Equal(
            ["Disk <full> \"a\" active", "Other active", "Slow suppressed"],
            alerts.Select(alert => $"{Text(alert, "labels", "alertname")} {Text(alert, "status", "state")}").Order(StringComparer.Ordinal));

        var id = await server.Silence(Body("x"), "http://karma.example");
        Silence(Assert.Single((await server.Get("/api/v2/silences")).EnumerateArray()), id, "active");
        await server.Send("DELETE", "/api/v2/silence/" + id, null, "http://karma.example");
        Silence(await server.Get("/api/v2/silence/" + id), id, "expired");
    }

    [Fact]
    public async Task A_page_that_karma_passes_on_under_a_password_is_refused_as_any_page_is()
    {
        await using var server = await Server.Start("serve", "Basic " + Base64("karma:" + Token));

        Assert.Equal(HttpStatusCode.OK, await server.Status("GET", "/api/v2/silences", "http://karma.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await server.Status("POST", "/api/v2/silences", "http://karma.example"));
    }

    private static string Body(string team) =>
        """{"comment":"why","createdBy":"me","endsAt":"2031-01-01T00:00:00.000Z","matchers":[{"isEqual":true,"isRegex":false,"name":"team","value":"TEAM"}],"startsAt":"2026-01-01T00:00:00.000Z"}"""
            .Replace("TEAM", team, StringComparison.Ordinal);

    // Everything that the specification requires of a group and of its alerts, which are returned.
    private static IEnumerable<JsonElement> Group(JsonElement group, string receiver)
    {
        Assert.NotEmpty(Text(group, receiver, "name"));
        Assert.Equal(JsonValueKind.Object, Of(group, "labels").ValueKind);
        foreach (var alert in Of(group, "alerts").EnumerateArray())
        {
            Alert(alert);
            yield return alert;
        }
    }

    private static void Alert(JsonElement alert)
    {
        Assert.Matches("^[0-9a-f]{16}$", Text(alert, "fingerprint"));
        Assert.True(Time(alert, "endsAt") > Time(alert, "startsAt"));
        Assert.True(Time(alert, "updatedAt") > default(DateTimeOffset));
        Assert.NotEmpty(Of(alert, "receivers").EnumerateArray().Select(one => Text(one, "name")));
        Assert.All(Of(alert, "annotations").EnumerateObject(), one => Assert.NotEmpty(one.Value.GetString()!));
        Assert.All((string[])["silencedBy", "inhibitedBy", "mutedBy"], list =>
            Assert.Equal(JsonValueKind.Array, Of(alert, "status", list).ValueKind));
    }

    private static void Silence(JsonElement silence, string id, string state)
    {
        Assert.Equal((id, state), (Text(silence, "id"), Text(silence, "status", "state")));
        Assert.Equal(("me", "why"), (Text(silence, "createdBy"), Text(silence, "comment")));
        Assert.True(Time(silence, "endsAt") >= Time(silence, "startsAt"));
        Assert.True(Time(silence, "updatedAt") > default(DateTimeOffset));
        var matcher = Assert.Single(Of(silence, "matchers").EnumerateArray());
        Assert.Equal(("team", "x"), (Text(matcher, "name"), Text(matcher, "value")));
        Assert.Equal((true, false), (Of(matcher, "isEqual").GetBoolean(), Of(matcher, "isRegex").GetBoolean()));
    }

    private static JsonElement Of(JsonElement json, params string[] path) =>
        path.Aggregate(json, (inner, member) => inner.GetProperty(member));

    private static string Text(JsonElement json, params string[] path) => Of(json, path).GetString()!;

    private static DateTimeOffset Time(JsonElement json, params string[] path) => Of(json, path).GetDateTimeOffset();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex("^alertmanager_build_info\\{[^}]*version=\"(?<version>[^\"]+)\"[^}]*\\} 1", RegexOptions.Multiline)]
    private static partial Regex BuildInfo();

    /// <summary>The executable, reached as a dashboard reaches it.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly ProcessFolder folder = new();
        private AlertingProcess process = null!;
        private HttpClient client = null!;

        /// <param name="command">Which: as an Alertmanager, which asks for nothing, or with a token.</param>
        /// <param name="authorization">What is presented.</param>
        public static async Task<Server> Start(string command, string? authorization)
        {
            var server = new Server();
            var file = server.folder.Write("alertmanager.yml", Configuration);
            server.process = command == "serve"
                ? AlertingProcess.Start(
                    ["serve", "--urls", "http://127.0.0.1:0", "--data", server.folder.Data, "--config", file],
                    ("ALERTING_TOKEN", Token))
                : AlertingProcess.Start(
                    [command, "--config.file", file, "--storage.path", server.folder.Data, "--web.listen-address=127.0.0.1:0"]);
            server.client = new() { BaseAddress = await server.process.Address() };
            server.client.DefaultRequestHeaders.Authorization =
                authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);
            return server;
        }

        public async Task<string> Text(string path)
        {
            using var answer = await client.GetAsync(path, Stop);
            var body = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {body}");
            return body;
        }

        public async Task<JsonElement> Get(string path) => JsonElement.Parse(await Text(path));

        public async Task<HttpStatusCode> Status(string method, string path, string? origin = null)
        {
            using var answer = await Ask(method, path, method == "POST" ? Body("x") : null, origin);
            return answer.StatusCode;
        }

        public async Task<string> Send(string method, string path, string? body, string? origin = null)
        {
            using var answer = await Ask(method, path, body, origin);
            var said = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {said}");
            return said;
        }

        public async Task<string> Silence(string body, string? origin = null) =>
            DashboardStories.Text(JsonElement.Parse(await Send("POST", "/api/v2/silences", body, origin)), "silenceID");

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await process.DisposeAsync();
            folder.Dispose();
        }

        private async Task<HttpResponseMessage> Ask(string method, string path, string? body, string? origin)
        {
            using var request = new HttpRequestMessage(new(method), path);
            request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }

            return await client.SendAsync(request, Stop);
        }
    }
}
