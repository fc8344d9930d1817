using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Alerting.Stories.Doors;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>The same posts to a real Alertmanager and to us are answered alike, and told alike.</summary>
public sealed partial class PostAlertsPeerStory
{
    private const int Generated = 300;

    private static readonly string?[] ContentTypes =
    [
        null, "", "/", "a b", "application", "application/", "application/json,text/plain", "application/json;",
        "application/json;x", "application/json;a=1;a=2", "Application/JSON; charset=utf-8", "application/vnd.x+json",
        "*/*", "text/plain; charset=utf-8",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_and_bad_posts_are_answered_as_a_real_Alertmanager_answers_them()
    {
        await using var both = await Both.Start();
        var seed = Seeds.Or(20260705);
        var random = new Random(seed);
        byte[][] bodies = [.. PostedBodies.Fixed(), .. Enumerable.Range(0, Generated).Select(_ => PostedBodies.Any(random))];

        var statuses = new HashSet<int>();
        foreach (var body in bodies)
        {
            var theirs = await both.Theirs(body);
            statuses.Add(theirs.Status);
            if (await both.Differ(body) is not null)
            {
                var least = await both.Shrink(body);
                Assert.Fail($"ALERTING_SEED={seed}: {Encoding.UTF8.GetString(least)}\n{await both.Differ(least)}");
            }
        }

        Assert.Superset(new HashSet<int> { 200, 400, 422 }, statuses);
        Assert.InRange(both.OldNames, 0, bodies.Length / 50);
    }

    [Fact]
    public async Task A_content_type_is_answered_as_a_real_Alertmanager_answers_it()
    {
        await using var both = await Both.Start();
        foreach (var type in ContentTypes)
        {
            foreach (var body in (byte[][])["[]"u8.ToArray(), [], "{"u8.ToArray()])
            {
                Assert.Equal((type, await both.Theirs(body, type)), (type, await both.Ours(body, type)));
            }
        }
    }

    [Fact]
    public async Task Where_the_answers_differ_there_is_a_reason_and_it_still_holds()
    {
        await using var both = await Both.Start();
        foreach (var (why, body, theirs, ours) in SinceOldAlertmanager.Rows)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            Assert.Equal((why, theirs), (why, await both.Theirs(bytes)));
            Assert.Equal((why, ours), (why, await both.Ours(bytes)));
        }
    }

    [Fact]
    public async Task A_post_is_told_to_a_webhook_as_a_real_Alertmanager_tells_it()
    {
        await PeerVersion.Known("prometheus-alertmanager", "0.25");
        using var folder = new ProcessFolder();
        await using var theirs = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var ours = await WebhookSink.Start();
        await using var alertmanager = await RealAlertmanager.Start(
            folder, RealAlertmanager.Configuration("1s", "webhook_configs:", $"- url: {theirs.Url}/hook"), Stop);
        var configuration = folder.Write(
            "alertmanager.yml", RealAlertmanager.Configuration("1s", "webhook_configs:", $"- url: {ours.Url}/hook"));
        await using var app = await RunningApp.Start(config: configuration);
        string[] ends = ["", ",\"endsAt\":\"2026-01-02T09:34:05.25+05:30\""];
        for (var i = 0; i < ends.Length; i++)
        {
            var body = Encoding.UTF8.GetBytes(
                """
                [{"labels":{"alertname":"Odd \ud83d\ude80 <&>","instance":"b","none":""},"annotations":{"s":"a\u2028b","e":""},
                  "startsAt":"2026-01-02T03:04:05.6789123+05:30","generatorURL":"http://p/graph?a=%3E&b=<"END},
                 {"labels":{"alertname":"Odd \ud83d\ude80 <&>","instance":"\ud800"},"startsAt":"2026-01-02 03:04:05"END}]
                """.Replace("END", ends[i], StringComparison.Ordinal));
            foreach (var (port, sink) in ((int, VendorServer)[])[(alertmanager.Port, theirs), (app.Client.BaseAddress!.Port, ours)])
            {
                using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
                Assert.Equal(200, (await ApiAnswerSeen.To(client, "/api/v2/alerts", body, "application/json", Stop)).Status);
                Assert.True(await RealClock.Instance.Until(() => sink.Requests.Count > i, Patience, Stop));
            }

            var told = ours.Requests[i].Text.Replace("http://alerting.example", "http://alertmanager.example.com", StringComparison.Ordinal);
            Assert.Equal(theirs.Requests[i].Text, Younger().Replace(told, ""));
        }
    }

    [GeneratedRegex("\"notification_reason\":\"[a-z ]+\",|\"routeLabels\":\\{\\},")]
    private static partial Regex Younger();

    /// <summary>A real Alertmanager and us, asked the same.</summary>
    private sealed class Both : IAsyncDisposable
    {
        private readonly ProcessFolder folder = new();
        private readonly HttpClient client = new();
        private RealAlertmanager alertmanager = null!;
        private RunningApp app = null!;

        /// <summary>How many posts could not be compared, since 0.25 refused a name.</summary>
        public int OldNames { get; private set; }

        public static async Task<Both> Start()
        {
            await PeerVersion.Known("prometheus-alertmanager", "0.25");
            var both = new Both();
            both.alertmanager = await RealAlertmanager.Start(both.folder, RealAlertmanager.Configuration("1h"), Stop);
            both.app = await RunningApp.Start();
            both.client.BaseAddress = new(string.Create(
                CultureInfo.InvariantCulture, $"http://127.0.0.1:{both.alertmanager.Port}"));
            return both;
        }

        public Task<ApiAnswerSeen> Theirs(byte[] body, string? type = "application/json") =>
            ApiAnswerSeen.To(client, "/api/v2/alerts", body, type, Stop);

        public Task<ApiAnswerSeen> Ours(byte[] body, string? type = "application/json") =>
            ApiAnswerSeen.To(app.Client, "/api/v2/alerts", body, type, Stop);

        /// <summary>How the answers differ; null when they do not, or for a reason that is listed.</summary>
        public async Task<string?> Differ(byte[] body)
        {
            var (theirs, ours) = (await Theirs(body), await Ours(body));
            if (SinceOldAlertmanager.IsOldName(theirs))
            {
                OldNames++;
                return null;
            }

            var now = SinceOldAlertmanager.Now(theirs);
            return now == ours ? null : $"Alertmanager: {theirs}\nexpected: {now}\nours: {ours}";
        }

        /// <summary>The body without whatever the difference does not need.</summary>
        public async Task<byte[]> Shrink(byte[] body)
        {
            for (var size = body.Length / 2; size > 0; size /= 2)
            {
                for (var at = 0; at + size <= body.Length;)
                {
                    byte[] less = [.. body[..at], .. body[(at + size)..]];
                    if (await Differ(less) is not null)
                    {
                        body = less;
                    }
                    else
                    {
                        at += size;
                    }
                }
            }

            return body;
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await alertmanager.DisposeAsync();
            client.Dispose();
            folder.Dispose();
        }
    }
}
