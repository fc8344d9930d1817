using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Core.Matching;
using Alerting.Handler;
using Alerting.Handler.Api;
using Alerting.Handler.Cli;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class SilencesStories
{
    private const string Silences = "/api/v2/silences";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silence_is_shown_as_Go_writes_it()
    {
        var clock = new FixedClock(new(2026, 11, 21, 10, 0, 0, 123, 456, TimeSpan.Zero));
        await using var app = await RunningApp.Start(store: new MemoryTableStore(clock));

        var id = await Made(app, """
            {"matchers":[{"name":"a","value":"<b>","isRegex":false},{"name":"b","value":"x|y","isRegex":true,"isEqual":false}],
             "startsAt":"2026-11-21T11:00:00.123999+01:00","endsAt":"2026-11-21T12:00:00+01:00","createdBy":"me",
             "comment":"\u2028","annotations":{"z":"1","a":"2"}}
            """);

        var shown = $$"""
            {"id":"{{id}}","status":{"state":"pending"},"updatedAt":"2026-11-21T10:00:00.123Z","annotations":{"a":"2","z":"1"},"comment":"\u2028","createdBy":"me","endsAt":"2026-11-21T11:00:00.000Z","matchers":[{"isEqual":true,"isRegex":false,"name":"a","value":"\u003cb\u003e"},{"isEqual":false,"isRegex":true,"name":"b","value":"x|y"}],"startsAt":"2026-11-21T10:00:00.123Z"}
            """;
        Assert.Equal((200, $"{shown}\n"), await Ask(app, "GET", "/api/v2/silence/" + id));
        Assert.Equal((200, $"[{shown}]\n"), await Ask(app, "GET", Silences));
    }

    [Fact]
    public async Task Without_any_the_list_is_empty_and_nothing_may_be_kept_by_a_cache()
    {
        await using var app = await RunningApp.Start();

        foreach (var path in (string[])[Silences, "/api/v2/silence/x", "/api/v2/nothing", "/api/v2/alerts"])
        {
            using var answer = await app.Client.GetAsync(path, Stop);
            Assert.Equal((path, "no-store"), (path, answer.Headers.CacheControl?.ToString()));
        }

        Assert.Equal((200, "[]\n"), await Ask(app, "GET", Silences));
    }

    [Fact]
    public async Task Active_ones_come_first_by_end_then_pending_ones_by_start_then_the_latest_that_is_over()
    {
        var clock = new FixedClock();
        await using var app = await RunningApp.Start(store: new MemoryTableStore(clock));
        (double Starts, double Ends, string Name)[] silences =
        [
            (0, 1, "over-1"), (0, 2, "over-2"), (0, 9, "active-9"), (0, 7, "active-7"), (5, 9, "pending-5"), (4, 10, "pending-4"),
        ];
        foreach (var (starts, ends, name) in silences)
        {
            await Made(app, Body(clock, starts, ends, name));
        }

        clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal("active-7 active-9 pending-4 pending-5 over-2 over-1", await Listed(app, ""));
        Assert.Equal("pending-4 pending-5", await Listed(app, "?active=false&expired=No"));
        Assert.Equal("active-7 active-9 over-2 over-1", await Listed(app, "?pending=true&pending=0&active=&expired=ON"));
        Assert.Equal("", await Listed(app, "?active=0&expired=0&pending=0"));
    }

    [Fact]
    public async Task A_filter_selects_silences_that_have_an_identical_matcher_for_each()
    {
        var clock = new FixedClock();
        await using var app = await RunningApp.Start(store: new MemoryTableStore(clock));
        await Made(app, Body(clock, 0, 1, "x"));
        await Made(app, Body(clock, 0, 1, "y").Replace("\"isRegex\":false", "\"isRegex\":true", StringComparison.Ordinal));
        await Made(app, Body(clock, 0, 1, "z").Replace("[{", "[{\"name\":\"b\",\"value\":\"c\",\"isRegex\":false},{", StringComparison.Ordinal));

        Assert.Equal("x", await Listed(app, "?filter=a%3D%22x%22"));
        Assert.Equal("", await Listed(app, "?filter=a%3Dy"));
        Assert.Equal("y", await Listed(app, "?filter=a%3D~y"));
        Assert.Equal("z", await Listed(app, "?filter=a%3Dz&filter=b%3Dc"));
        Assert.Equal("", await Listed(app, "?filter=a%3Dx&filter=b%3Dc"));
        Assert.Equal("", await Listed(app, "?filter=a%3Dx,b"));
    }

    [Theory]
    [InlineData("a=\"b\",c=~\"d\"", "a=\"b\" c=~\"d\"")]
    [InlineData("a=b,c=d", "a=\"b\" c=\"d\"")]
    [InlineData("a=\"b,c\"", "a=\"b,c\"")]
    [InlineData("a=~b{1,3},c=d", null)]
    [InlineData("a=\"b\"", "a=\"b\"")]
    [InlineData("{a=\"b\",c=\"d\"}", null)]
    [InlineData("a", null)]
    [InlineData("", null)]
    public void Filters_that_the_Functions_host_joined_are_a_list(string joined, string? read)
    {
        var matchers = ApiFilter.Read(new StringValues(joined), MatcherMode.Utf8Strict, isForwarded: true, out var problem);
        if (read is null)
        {
            ApiFilter.Read(new StringValues(joined), MatcherMode.Utf8Strict, isForwarded: false, out var alone);
            Assert.Equal(alone, problem);
            Assert.NotNull(problem);
        }
        else
        {
            Assert.Equal(read, string.Join(' ', matchers));
            Assert.Null(problem);
        }
    }

    [Theory]
    [InlineData("PUT", Silences, "POST,GET")]
    [InlineData("DELETE", Silences, "POST,GET")]
    [InlineData("POST", "/api/v2/silence/x", "GET,DELETE")]
    public async Task Any_other_method_is_told_which_are_taken(string method, string path, string allowed)
    {
        await using var app = await RunningApp.Start();
        using var request = new HttpRequestMessage(new(method), path);

        using var answer = await app.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed.Split(','), answer.Content.Headers.Allow);
        Assert.Equal(
            $$"""{"code":405,"message":"method {{method}} is not allowed, but [{{allowed}}] are"}""",
            await answer.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("x", 422, """{"code":601,"message":"silenceID in path must be of type uuid: \"x\""}""")]
    [InlineData("%7B00000000-0000-4000-8000-000000000000%7D", 404, "")]
    [InlineData("URN:uuid:00000000-0000-4000-8000-000000000000", 404, "")]
    [InlineData("00000000000040008000000000000000", 404, "")]
    [InlineData("00000000-0000-4000-8000-00000000000", 422, """{"code":601,"message":"silenceID in path must be of type uuid: \"00000000-0000-4000-8000-00000000000\""}""")]
    [InlineData("+0000000-0000-4000-8000-000000000000", 422, """{"code":601,"message":"silenceID in path must be of type uuid: \"+0000000-0000-4000-8000-000000000000\""}""")]
    public async Task An_id_that_is_none_and_one_that_is_not_known_are_told_apart(string id, int status, string says)
    {
        await using var app = await RunningApp.Start();

        Assert.Equal((status, says), await Ask(app, "GET", "/api/v2/silence/" + id));
        Assert.Equal((status, says), await Ask(app, "DELETE", "/api/v2/silence/" + id));
    }

    [Fact]
    public async Task What_is_ended_is_over_and_ending_it_again_is_good()
    {
        var clock = new FixedClock();
        await using var app = await RunningApp.Start(store: new MemoryTableStore(clock));
        var id = await Made(app, Body(clock, 0, 1, "x"));

        Assert.Equal((200, ""), await Ask(app, "DELETE", "/api/v2/silence/" + id));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((200, ""), await Ask(app, "DELETE", "/api/v2/silence/" + id));

        Assert.Contains("{\"state\":\"expired\"}", (await Ask(app, "GET", Silences)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("((a*)*b)*c", 200)]
    [InlineData("(((((((((((((((a{2}){2}){2}){2}){2}){2}){2}){2}){2}){2}){2}){2}){2}){2}){2}", 400)]
    [InlineData("(a{1000}){1000}", 400)]
    [InlineData("NEST1100", 400)]
    [InlineData("ALTERNATIVES", 200)]
    [InlineData("\\ud800", 200)]
    public async Task Hostile_regular_expressions_are_taken_or_refused_at_once(string regex, int status)
    {
        await using var app = await RunningApp.Start();
        regex = regex switch
        {
            "NEST1100" => new string('(', 1100) + "a" + new string(')', 1100),
            "ALTERNATIVES" => string.Join('|', Enumerable.Range(0, 5000).Select(i => $"host{i}")),
            _ => regex,
        };
        var watch = Stopwatch.StartNew();

        using var answer = await Post(app, Body(TimeProviderOf(), 0, 1, regex).Replace("\"isRegex\":false", "\"isRegex\":true", StringComparison.Ordinal));

        Assert.Equal((regex, status), (regex, (int)answer.StatusCode));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Too_large_a_silence_is_refused_with_the_limit_and_too_large_a_body_as_well()
    {
        await using var app = await RunningApp.Start(maxBody: 4 << 20);
        var body = Body(TimeProviderOf(), 0, 1, "x");

        using var comment = await Post(app, body.Replace("why", new string('x', 1 << 20), StringComparison.Ordinal));
        using var whole = await Post(app, body.Replace("why", new string('x', 4 << 20), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, comment.StatusCode);
        Assert.Matches("^\"silence exceeded maximum size: \\d+ bytes \\(limit: 65536 bytes\\)\"\n$", await comment.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, whole.StatusCode);
        Assert.Equal((200, "[]\n"), await Ask(app, "GET", Silences));
    }

    [Fact]
    public async Task Of_sixteen_that_edit_one_silence_each_accepted_edit_has_one_silence_that_is_not_over()
    {
        await using var app = await RunningApp.Start();
        var first = await Made(app, Body(TimeProviderOf(), 0, 5, "x"));
        var made = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(client => Task.Run(async () =>
        {
            var id = first;
            for (var edit = 0; edit < 5; edit++)
            {
                var body = Body(TimeProviderOf(), 0, 5, $"{client}-{edit}").Replace("{\"m", $"{{\"id\":\"{id}\",\"m", StringComparison.Ordinal);
                id = await Made(app, body);
                made.Add(id);
            }
        }, Stop)));

        // Each client follows its own line: the last of each is what is left.
        using var json = JsonDocument.Parse((await Ask(app, "GET", Silences + "?expired=false")).Body);
        var values = json.RootElement.EnumerateArray()
            .Select(silence => silence.GetProperty("matchers")[0].GetProperty("value").GetString()!);
        Assert.Equal(80, made.Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, 16).Select(client => $"{client}-4").Order(StringComparer.Ordinal),
            values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_are_taken_and_one_more_is_refused()
    {
        await using var app = await RunningApp.Start();
        var body = Body(TimeProviderOf(), 0, 5, "x");

        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Stop },
            async (_, stop) =>
            {
                using var answer = await Post(app, body);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            });

        using var more = await Post(app, body);
        Assert.Equal(
            (HttpStatusCode.BadRequest, "\"exceeded maximum number of silences: 10000 (limit: 10000)\"\n"),
            (more.StatusCode, await more.Content.ReadAsStringAsync(Stop)));
        Assert.Equal(10_000, Regex.Count((await Ask(app, "GET", Silences)).Body, "\"active\""));
    }

    [Fact]
    public void Who_may_only_post_alerts_may_neither_see_nor_change_silences()
    {
        var options = ServeOptions.Read(["--urls", "http://127.0.0.1:1"], name => name switch
        {
            "ALERTING_TOKEN" => "full-token",
            "ALERTING_INGEST_TOKEN" => "ingest-token",
            _ => null,
        });
        foreach (var (method, path) in (ValueTuple<string, string>[])
            [("GET", Silences), ("POST", Silences), ("GET", "/api/v2/silence/x"), ("DELETE", "/api/v2/silence/x")])
        {
            var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
            (context.Request.Method, context.Request.Path) = (method, path);
            context.Request.Headers.Authorization = "Bearer ingest-token";
            Assert.False(options.Access.Admits(context.Request));
            context.Request.Headers.Authorization = "Bearer full-token";
            Assert.True(options.Access.Admits(context.Request));
        }
    }

    [Fact]
    public async Task While_the_store_is_away_silences_cannot_be_known()
    {
        var store = new AwayStore(new MemoryTableStore(AlertingApp.SystemTime()));
        await using var app = await RunningApp.Start(store: store);
        store.IsAway = true;

        Assert.Equal(503, (await Ask(app, "GET", Silences)).Status);
        using var post = await Post(app, Body(TimeProviderOf(), 0, 1, "x"));
        store.IsAway = false;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, post.StatusCode);
        Assert.Equal((200, "[]\n"), await Ask(app, "GET", Silences));
    }

    private static TimeProvider TimeProviderOf() => AlertingApp.SystemTime();

    private static string Body(TimeProvider clock, double startsIn, double endsIn, string value) => $$"""
        {"matchers":[{"name":"a","value":"{{value}}","isRegex":false}],"startsAt":"{{clock.GetUtcNow().AddHours(startsIn):O}}","endsAt":"{{clock.GetUtcNow().AddHours(endsIn):O}}","createdBy":"me","comment":"why"}
        """;

    private static async Task<string> Listed(RunningApp app, string query)
    {
        var (status, body) = await Ask(app, "GET", Silences + query);
        Assert.Equal(200, status);
        using var json = JsonDocument.Parse(body);
        return string.Join(' ', json.RootElement.EnumerateArray().Select(silence =>
            silence.GetProperty("matchers").EnumerateArray().Last().GetProperty("value").GetString()));
    }

    private static async Task<(int Status, string Body)> Ask(RunningApp app, string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await app.Client.SendAsync(request, Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<string> Made(RunningApp app, string body)
    {
        using var answer = await Post(app, body);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal((HttpStatusCode.OK, text), (answer.StatusCode, text));
        return Regex.Match(text, "^\\{\"silenceID\":\"([0-9a-f-]{36})\"\\}\n$").Groups[1].Value;
    }

    private static async Task<HttpResponseMessage> Post(RunningApp app, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await app.Client.PostAsync(Silences, content, Stop);
    }
}
