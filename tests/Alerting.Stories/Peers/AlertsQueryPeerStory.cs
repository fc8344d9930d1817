using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Alerting.Stories.Doors;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>The same posts and silences in a real Alertmanager and in us are shown alike, byte for byte.</summary>
public sealed partial class AlertsQueryPeerStory
{
    private const string Configuration =
        """
        route:
          receiver: 'te<am>&'
          group_by: [alertname, g]
          group_wait: 0s
          routes:
            - {matchers: [team=b], receiver: b, continue: true}
            - {matchers: ['team=~"b|c"'], receiver: b, group_by: [team]}
            - {matchers: [team=d], receiver: 'd é', group_by: [nobody]}
            - {matchers: [team=e], receiver: b, group_by: ['...']}
        receivers: [{name: 'te<am>&'}, {name: b}, {name: 'd é'}]
        """;

    private const string Posted =
        """
        [{"labels":{"alertname":"O<d>&\u2028 \u00e9\ud83d\ude80","g":"a","job":"z"},"annotations":{"s":"<&>\u0001\u007f\n\"\\","":"" },
          "generatorURL":"http://p/<?a=&b","startsAt":"2026-01-02T03:04:05.6789+05:30","endsAt":"2030-01-02T03:04:05.6789+05:30"},
         {"labels":{"alertname":"T","team":"b","g":"x","none":""},TIMES},
         {"labels":{"alertname":"T","team":"c","g":"<"},TIMES},
         {"labels":{"alertname":"T","team":"d"},TIMES},
         {"labels":{"alertname":"U","team":"d","job":"b","instance":"2"},TIMES},
         {"labels":{"alertname":"U","team":"d","job":"b","instance":"1"},TIMES},
         {"labels":{"alertname":"U","team":"d","job":"a"},TIMES},
         {"labels":{"alertname":"U","team":"d","instance":"1"},TIMES},
         {"labels":{"alertname":"E","team":"e","z":"1"},TIMES},
         {"labels":{"alertname":"E","team":"e","y":"1"},TIMES},
         {"labels":{"alertname":"E","team":"e"},TIMES},
         {"labels":{"alertname":"E"},TIMES},
         {"labels":{"alertname":"R"},"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-01-02T00:00:00Z"}]
        """;

    private const string Silence =
        """
        {"matchers":[{"name":"team","value":"c|e","isRegex":true}],"startsAt":"2026-01-02T03:04:05Z",
         "endsAt":"2030-01-02T03:04:05Z","createdBy":"me","comment":"c"}
        """;

    private static readonly string[] Queries =
    [
        "", "active=false", "active=0", "active=YES", "active=", "active=false&active=true", "silenced=false",
        "silenced=false&active=false", "inhibited=false", "filter=team=b", "filter=team!=b&filter=alertname=T",
        "filter=team=\"\"", "filter=team!=\"\"", "filter=team=~\"b|c\"", "filter=team!~\"b|c\"", "filter=g=~\"\"",
        "filter=g!~\"\"", "filter=alertname=\"T\"&silenced=false", "filter=g=\"%3C\"", "filter=", "filter=%3C", "filter=a==b",
        "filter=a=~\"(\"", "receiver=b", "receiver=b|d.*", "receiver=", "receiver=^b$", "receiver=(", "receiver=%5B",
        "receiver=te%3Cam%3E%26", "receiver=none&filter=(", "unknown=1",
    ];

    // Each is something that a younger release says besides, or words otherwise.
    private static readonly (string Why, Regex What, string Instead)[] SinceThen =
    [
        ("0.28: mutedBy", MutedBy(), ""),
        ("0.34: labels of routes", RouteLabels(), ""),
        ("0.33: labels of receivers", ReceiverLabels(), ""),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_and_groups_are_shown_as_a_real_Alertmanager_shows_them()
    {
        await using var both = await Both.Start();
        await both.Post("/api/v2/alerts", Posted.Replace(
            "TIMES", "\"startsAt\":\"2026-01-02T03:04:05Z\",\"endsAt\":\"2030-01-02T03:04:05Z\"", StringComparison.Ordinal));
        await both.Post("/api/v2/silences", Silence);
        await both.UntilProcessed();

        foreach (var path in (string[])["/api/v2/alerts", "/api/v2/alerts/groups"])
        {
            foreach (var query in Queries)
            {
                await both.Same($"{path}?{query}");
            }
        }
    }

    [Theory]
    [InlineData("/api/v2/receivers")]
    [InlineData("/api/v2/nope?a=b")]
    [InlineData("/api/v2/")]
    [InlineData("/api/v2/alerts/")]
    [InlineData("/api/v2/alerts/groups/")]
    [InlineData("/api/v2/a%26b/%3Cc%3E")]
    [InlineData("/-/healthy")]
    [InlineData("/-/ready")]
    public async Task Other_paths_are_answered_as_a_real_Alertmanager_answers_them(string path)
    {
        await using var both = await Both.Start();

        await both.Same(path);
    }

    [Fact]
    public async Task The_status_has_the_same_members()
    {
        await using var both = await Both.Start();

        var (theirs, ours) = await both.Get("/api/v2/status");

        Assert.Equal(Values().Replace(theirs.Body, "\"\""), Values().Replace(ours.Body, "\"\""));
    }

    [Fact]
    public async Task Amtool_lists_what_it_added()
    {
        var amtool = await PeerVersion.Known("amtool", "0.25");
        await using var app = await RunningApp.Start();
        var url = $"--alertmanager.url={app.Client.BaseAddress}";

        await Run(amtool, "alert", "add", url, "alertname=DiskFull", "instance=a", "--annotation=summary=full");
        await Run(amtool, "alert", "add", url, "alertname=Other", "instance=a");

        Assert.Equal("DiskFull", (await Run(amtool, "alert", "query", url, "DiskFull", "-o", "json")).Split('"')
            .SkipWhile(word => word != "alertname").Skip(2).FirstOrDefault());
        Assert.Contains("full", await Run(amtool, "alert", "query", url, "-o", "extended"), StringComparison.Ordinal);
        Assert.DoesNotContain("Other", await Run(amtool, "alert", "query", url, "DiskFull"), StringComparison.Ordinal);
    }

    [GeneratedRegex("\"mutedBy\":\\[\\],")]
    private static partial Regex MutedBy();

    [GeneratedRegex(",\"routeLabels\":\\{\\}")]
    private static partial Regex RouteLabels();

    [GeneratedRegex("\"labels\":\\{\"name\":\"[^\"]*\"\\},(?=\"name\")")]
    private static partial Regex ReceiverLabels();

    [GeneratedRegex("(?<=\"updatedAt\":\")[^\"]*")]
    private static partial Regex UpdatedAt();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex("(?<=:)\"(\\\\.|[^\"\\\\])*\"")]
    private static partial Regex Values();

    private static async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Stop);
        var said = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        Assert.True(process.ExitCode == 0, await errors);
        return said;
    }

    /// <summary>A real Alertmanager and us, asked the same.</summary>
    private sealed class Both : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

        private readonly ProcessFolder folder = new();
        private readonly HttpClient client = new();
        private RealAlertmanager alertmanager = null!;
        private RunningApp app = null!;

        public static async Task<Both> Start()
        {
            await PeerVersion.Known("prometheus-alertmanager", "0.25");
            var both = new Both();
            both.alertmanager = await RealAlertmanager.Start(both.folder, Configuration, Stop);
            both.app = await RunningApp.Start(config: both.folder.Write("alertmanager.yml", Configuration));
            both.client.BaseAddress = new(string.Create(
                CultureInfo.InvariantCulture, $"http://127.0.0.1:{both.alertmanager.Port}"));
            return both;
        }

        public async Task Post(string path, string body)
        {
            foreach (var one in (HttpClient[])[client, app.Client])
            {
                var answer = await ApiAnswerSeen.To(one, path, Encoding.UTF8.GetBytes(body), "application/json", Stop);
                Assert.True(answer.Status == 200, answer.Body);
            }
        }

        // 0.25 shows an alert as unprocessed until its group was flushed for the first time.
        public async Task UntilProcessed()
        {
            var seen = "unprocessed";
            Assert.True(await RealClock.Instance.Until(
                () => !seen.Contains("unprocessed", StringComparison.Ordinal) && seen.Contains("suppressed", StringComparison.Ordinal),
                Patience, Stop, async () => seen = await client.GetStringAsync("/api/v2/alerts", Stop)));
        }

        public async Task<(ApiAnswerSeen Theirs, ApiAnswerSeen Ours)> Get(string path) =>
            (await Ask(client, path), await Ask(app.Client, path));

        public async Task Same(string path)
        {
            var (theirs, ours) = await Get(path);
            Assert.Equal((path, Bare(theirs)), (path, Bare(ours)));
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await alertmanager.DisposeAsync();
            client.Dispose();
            folder.Dispose();
        }

        private static ApiAnswerSeen Bare(ApiAnswerSeen seen) => seen with
        {
            Body = SinceThen.Aggregate(
                Ids().Replace(UpdatedAt().Replace(seen.Body, "then"), "id"),
                (body, since) => since.What.Replace(body, since.Instead)),
        };

        private static async Task<ApiAnswerSeen> Ask(HttpClient client, string path)
        {
            using var answer = await client.GetAsync(path, Stop);
            return new(
                (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "",
                await answer.Content.ReadAsStringAsync(Stop));
        }
    }
}
