using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Stories.Cli;
using Alerting.Stories.Doors;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>The same silences asked of a real Alertmanager and of us: the same answers, the same lists, the same amtool.</summary>
public sealed partial class SilencesPeerStory
{
    private const int Generated = 300;
    private const string Path = "/api/v2/silences";
    private const string Unknown = "/api/v2/silence/00000000-0000-4000-8000-000000000000";

    private static readonly (string Method, string Path)[] Requests =
    [
        ("PUT", Path), ("DELETE", Path), ("HEAD", Path), ("OPTIONS", Path), ("PATCH", Path), ("POST", Unknown), ("PUT", Unknown),
        ("GET", Unknown), ("GET", "/api/v2/silence/x"), ("DELETE", "/api/v2/silence/x"), ("GET", "/api/v2/silence/%41%20%3C"),
        ("GET", "/api/v2/silence/0000000000004000800000000000000G"), ("GET", "/api/v2/silence/00000000000040008000000000000000"),
        ("GET", "/api/v2/silence/00000000-0000-4000-8000-00000000000\u00e9"), ("GET", Path + "?filter=a"), ("GET", Path + "?filter="),
        ("GET", Path + "?filter=a%3Db&filter=c"), ("GET", Path + "?filter=a%3D~%22(%22"),
        ("GET", Path + "/"), ("GET", Path), ("POST", Path),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_and_bad_posts_are_answered_as_a_real_Alertmanager_answers_them()
    {
        await using var both = await Both.Start();
        var seed = Seeds.Or(20261122);
        var random = new Random(seed);
        byte[][] bodies = [.. PostedSilences.Fixed(), .. Enumerable.Range(0, Generated).Select(_ => PostedSilences.Any(random))];

        var statuses = new HashSet<int>();
        foreach (var body in bodies)
        {
            statuses.Add(await both.PostAlike(body, seed));
        }

        Assert.Superset(new HashSet<int> { 200, 400, 404, 422 }, statuses);
        Assert.InRange(both.NotCompared, 0, bodies.Length / 10);
        Assert.Equal(await both.Theirs.List(), await both.Ours.List());
    }

    [Fact]
    public async Task Every_other_request_is_answered_as_a_real_Alertmanager_answers_it()
    {
        await using var both = await Both.Start();
        foreach (var (method, path) in Requests)
        {
            var (theirs, ours) = (await both.Theirs.Ask(method, path), await both.Ours.Ask(method, path));
            Assert.Equal((method, path, Ordered(theirs)), (method, path, Ordered(ours)));
        }
    }

    [Fact]
    public async Task Where_the_answers_differ_there_is_a_reason_and_it_still_holds()
    {
        await using var both = await Both.Start();
        var good = new ApiAnswerSeen(200, "application/json", "{\"silenceID\":\"ID\"}\n");
        (string Why, string Body, ApiAnswerSeen Theirs, ApiAnswerSeen Ours)[] rows =
        [
            ("ours: a null matcher is refused; theirs breaks off", PostedSilences.Body("matchers", "[null]"),
                ApiAnswerSeen.BrokenOff,
                new(422, "application/json", """{"code":602,"message":"matchers.0 in body is required"}""")),
            ("0.27: any Unicode is a name", PostedSilences.Body("matchers", $"[{PostedSilences.Matcher("a b", "c", false)}]"),
                new(400, "application/json", "\"silence invalid: invalid label matcher 0: invalid label name \\\"a b\\\"\"\n"), good),
            ("0.28: what is asked for is checked before the id", PostedSilences.Body("matchers", $"[{PostedSilences.Matcher("a", "", false)}]")
                    .Replace("\"id\":\"\"", "\"id\":\"nope\"", StringComparison.Ordinal),
                new(404, "application/json", "\"silence not found\"\n"),
                new(400, "application/json", "\"invalid silence: matcher set 0: at least one matcher must not match the empty string\"\n")),
            ("0.32: annotations", PostedSilences.Body(more: ",\"annotations\":{\"a\":1}"), good,
                new(400, "application/json", "{\"code\":400,\"message\":\"parsing silence body from \\\"\\\" failed, because json: "
                    + "cannot unmarshal number into Go struct field Silence.annotations of type string\"}")),
        ];
        foreach (var (why, body, theirs, ours) in rows)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            Assert.Equal((why, theirs), (why, await both.Theirs.Post(bytes)));
            Assert.Equal((why, ours), (why, await both.Ours.Post(bytes)));
        }

        // 0.26: 404 where there is no such silence.
        Assert.Equal(500, (await both.Theirs.Ask("DELETE", Unknown)).Status);
        Assert.Equal(new(404, "", ""), await both.Ours.Ask("DELETE", Unknown));

        // 0.27: the UTF-8 grammar.
        const string Braces = Path + "?filter=%7Ba%3Db%7D";
        Assert.Equal("\"bad matcher format: {a=b}\"\n", (await both.Theirs.Ask("GET", Braces)).Body);
        Assert.Equal("\"unexpected open or close brace: {a=b}\"\n", (await both.Ours.Ask("GET", Braces)).Body);
    }

    [Fact]
    public async Task A_silence_is_changed_as_a_real_Alertmanager_changes_it()
    {
        await using var both = await Both.Start();
        foreach (var side in (Side[])[both.Theirs, both.Ours])
        {
            var first = await side.Made(PostedSilences.Body("startsAt", "\"2098-01-01T00:00:00Z\""));
            string Change(string id, string name, string value) => PostedSilences.Body("id", $"\"{id}\"")
                .Replace("\"2026-06-01T00:00:00Z\"", "\"2098-01-01T00:00:00Z\"", StringComparison.Ordinal)
                .Replace($"\"{name}\":\"x\"", $"\"{name}\":{value}", StringComparison.Ordinal);
            Assert.Equal(first, await side.Made(Change(first, "comment", "\"new\"")));
            var second = await side.Made(PostedSilences.Body("id", $"\"{first}\""));
            Assert.NotEqual(first, second);
            Assert.Equal(200, (await side.Ask("DELETE", "/api/v2/silence/" + second)).Status);
            Assert.Equal(200, (await side.Ask("DELETE", "/api/v2/silence/" + second)).Status);
            var third = await side.Made(Change(second, "createdBy", "\"y\""));
            Assert.NotEqual(second, third);
        }

        Assert.Equal(await both.Theirs.List(), await both.Ours.List());
    }

    [Fact]
    public async Task Amtool_says_the_same_of_both()
    {
        await using var both = await Both.Start();
        using var folder = new ProcessFolder();
        var theirs = await Session(both.Theirs, folder.Path);
        var ours = await Session(both.Ours, folder.Path);

        Assert.Equal(theirs.Select(Younger), ours);
    }

    // What amtool says and how it ends, one command after the other.
    private static async Task<List<string>> Session(Side side, string folder)
    {
        var said = new List<string>();
        async Task<string> Amtool(params string[] args)
        {
            var ended = await Ended.Amtool(["--no-version-check", "--alertmanager.url=" + side.Url, "silence", .. args]);
            said.Add($"{string.Join(' ', args.Select(Anonymous))}: {ended.Code}\n{Anonymous(ended.Output)}{ended.Errors}");
            return ended.Output;
        }

        var id = (await Amtool("add", "-a", "me", "-c", "why", "-d", "2h", "zz=1", "y=~a|b", "x!=c", "w!~d")).Trim();
        await Amtool("query", "zz=1");
        await Amtool("query", "zz=1", "y=~a|b", "-o", "extended");
        await Amtool("query", "zz=2");
        await Amtool("query", "zz=1", "--within", "3h", "-q");
        await Amtool("update", id, "-d", "3h", "-c", "new");
        var export = System.IO.Path.Combine(folder, "export.json");
        await File.WriteAllTextAsync(export, await Amtool("query", "-o", "json"), Stop);
        await Amtool("expire", id);
        await Amtool("query", "--expired", "-q");
        await Amtool("import", export);
        await Amtool("import", "--force", export);
        await Amtool("query", "-o", "simple");
        await Amtool("add", "-a", "me", "-c", "why", "--start", "2098-01-01T00:00:00Z", "--end", "2098-01-02T00:00:00Z", "a=b");
        await Amtool("add", "-a", "me", "-c", "why", "--start", "2098-01-02T00:00:00Z", "--end", "2098-01-01T00:00:00Z", "a=b");
        await Amtool("add", "-a", "me", "-c", "why", "a=~.*");
        await Amtool("add", "-a", "me", "a=b", "-d", "0s", "-c", "why");
        await Amtool("query", "-o", "json");
        await Amtool("update", "nope", "-d", "1h");
        await Amtool("update", "00000000-0000-4000-8000-000000000000", "-d", "1h");
        await Amtool("expire", "nope");
        return said;
    }

    private static string Younger(string said) => said.Replace(
        "silence invalid: at least", "invalid silence: matcher set 0: at least", StringComparison.Ordinal);

    private static string Anonymous(string text) =>
        Spaces().Replace(NearTime().Replace(Uuid().Replace(System.IO.Path.GetFileName(text), "ID"), "TIME"), " ");

    // Which methods are named first differs from one start of the real server to the next.
    private static ApiAnswerSeen Ordered(ApiAnswerSeen seen) => seen with
    {
        Body = seen.Body.Replace("[GET,POST]", "[POST,GET]", StringComparison.Ordinal)
            .Replace("[DELETE,GET]", "[GET,DELETE]", StringComparison.Ordinal),
    };

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex("20[23]\\d-\\d\\d-\\d\\d[T ][0-9:.]+(Z| UTC)")]
    private static partial Regex NearTime();

    [GeneratedRegex("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+[+-]\\d\\d:\\d\\d")]
    private static partial Regex Offset();

    [GeneratedRegex("  +")]
    private static partial Regex Spaces();

    /// <summary>One of the two servers.</summary>
    private sealed class Side(int port) : IDisposable
    {
        private readonly HttpClient client = new() { BaseAddress = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };

        public string Url => client.BaseAddress!.ToString().TrimEnd('/');

        public async Task<ApiAnswerSeen> Post(byte[] body)
        {
            var seen = await ApiAnswerSeen.To(client, Path, body, "application/json", Stop);
            return seen.Status == 200 ? seen with { Body = Uuid().Replace(seen.Body, "ID") } : seen;
        }

        /// <summary>The id of the silence that is made.</summary>
        public async Task<string> Made(string body)
        {
            var seen = await ApiAnswerSeen.To(client, Path, Encoding.UTF8.GetBytes(body), "application/json", Stop);
            using var json = JsonDocument.Parse(seen.Body);
            return json.RootElement.GetProperty("silenceID").GetString()!;
        }

        public async Task<ApiAnswerSeen> Ask(string method, string path)
        {
            using var request = new HttpRequestMessage(new(method), path);
            using var answer = await client.SendAsync(request, Stop);
            return new(
                (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "",
                await answer.Content.ReadAsStringAsync(Stop));
        }

        /// <summary>All silences, without ids and near times, in any order, those left out that 0.25 cannot keep.</summary>
        public async Task<string[]> List() =>
        [
            .. (await Ask("GET", Path)).Body.Split("},{\"id\"")
                .Where(silence => !silence.Contains("\"endsAt\":\"9999-12-31T23:59:59.999Z\"", StringComparison.Ordinal))
                .Select(silence => Offset().Replace(silence, match => Utc(match.Value)))
                .Select(silence => NearTime().Replace(Uuid().Replace(silence, "ID"), "TIME").Trim('[', ']', '\n', '{', '}'))
                .Select(silence => silence.Replace("\"id\":", ":", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

        public void Dispose() => client.Dispose();

        // 0.25 kept the offset as long as it ran.
        private static string Utc(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>A real Alertmanager and us.</summary>
    private sealed class Both : IAsyncDisposable
    {
        private readonly ProcessFolder folder = new();
        private RealAlertmanager alertmanager = null!;
        private RunningApp app = null!;

        public Side Theirs { get; private set; } = null!;

        public Side Ours { get; private set; } = null!;

        /// <summary>How many posts 0.25 refused for a reason that is none any more.</summary>
        public int NotCompared { get; private set; }

        public static async Task<Both> Start()
        {
            await PeerVersion.Known("prometheus-alertmanager", "0.25");
            var both = new Both();
            both.alertmanager = await RealAlertmanager.Start(both.folder, RealAlertmanager.Configuration("1h"), Stop);
            both.app = await RunningApp.Start();
            both.Theirs = new(both.alertmanager.Port);
            both.Ours = new(both.app.Client.BaseAddress!.Port);
            return both;
        }

        /// <summary>The status both answer a post with.</summary>
        public async Task<int> PostAlike(byte[] body, int seed)
        {
            var theirs = await Theirs.Post(body);
            if (SinceOldAlertmanager.IsOldName(theirs) || theirs == ApiAnswerSeen.BrokenOff)
            {
                NotCompared++;
                return theirs.Status;
            }

            // Its protobuf ended in the year 9999.
            var isFar = theirs.Body.StartsWith("\"timestamp: ", StringComparison.Ordinal);
            var now = isFar ? new(200, "application/json", "{\"silenceID\":\"ID\"}\n") : SinceOldAlertmanager.Now(theirs);
            var ours = await Ours.Post(body);
            if (theirs.Status == 404 && ours.Body.StartsWith("\"invalid silence: ", StringComparison.Ordinal))
            {
                NotCompared++;
                return theirs.Status;
            }

            Assert.True(now == ours, $"ALERTING_SEED={seed}: {Encoding.UTF8.GetString(body)}\nAlertmanager: {theirs}\nexpected: {now}\nours: {ours}");
            return theirs.Status;
        }

        public async ValueTask DisposeAsync()
        {
            Theirs.Dispose();
            Ours.Dispose();
            await app.DisposeAsync();
            await alertmanager.DisposeAsync();
            folder.Dispose();
        }
    }
}
