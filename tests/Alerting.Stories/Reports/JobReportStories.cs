using Alerting.Handler;
using Alerting.Stories.Doors;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Stories.Reports;

/// <summary><c>POST /api/jobs/{job}/runs/{run}/{verb}</c> over HTTP.</summary>
public sealed class JobReportStories
{
    private const string Good = """{"accepted":1,"rejected":[]}""";

    [Fact]
    public async Task What_a_run_reports_is_known_of_it()
    {
        await using var app = await RunningApp.Start();

        var started = await app.Send("POST", "/api/jobs/nightly/runs/r-1/start", "");
        var failed = await app.Send(
            "POST", "/api/jobs/nightly/runs/r-1/fail",
            """{"exit_code":137,"reason":"OOMKilled","metrics":{"loss":NaN,"rows":7},"log":"Killed"}""");

        Assert.Equal((200, Good), (started.Status, started.Text));
        Assert.Equal(200, failed.Status);
        Assert.Equal(["$.metrics.loss: expected a finite number, not \"NaN\""], failed.Rejected);
        var run = await app.Known("/api/jobs/nightly/runs/r-1", "OOMKilled");
        Assert.Equal(("failed", 137, "Killed"), (
            run.GetProperty("outcome").GetString(), run.GetProperty("exit_code").GetInt32(),
            run.GetProperty("log").GetString()));
        Assert.Equal(7, run.GetProperty("metrics").GetProperty("rows").GetProperty("value").GetDouble());
    }

    [Theory]
    [InlineData("etl%2Fload", "2026-11-21T02%3A00%3A00Z%2F1")]
    [InlineData("na%C3%AFve%20job", "r%25")]
    [InlineData("a+b", "r-1")]
    [InlineData("a%252Fb", "r%252F1")]
    public async Task Names_are_decoded_once_and_each_by_itself(string job, string run)
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(200, (await app.Send("POST", $"/api/jobs/{job}/runs/{run}/success")).Status);

        var known = await app.Known("/api/jobs", "\"" + Uri.UnescapeDataString(run) + "\"");
        Assert.Equal(Uri.UnescapeDataString(job), known.GetProperty("jobs")[0].GetProperty("job").GetString());
        await app.Known($"/api/jobs/{job}", "\"runs\"");
        await app.Known($"/api/jobs/{job}/runs/{run}", "attempts");
    }

    [Theory]
    [InlineData("/api/jobs/j/runs/r/finish", "{}",
        "the verb: expected start, progress, success, fail or cancel, not \"finish\"")]
    [InlineData("/api/jobs/j/runs/r/success", "[]", "the body is an array: expected a JSON object, or nothing")]
    [InlineData("/api/jobs/j/runs/r/success", """{"partition":""}""",
        "$.partition: expected a text that is not empty")]
    [InlineData("/api/jobs/a%0Ab/runs/r/fail", "", "job: expected a text without control characters")]
    public async Task What_cannot_be_used_is_refused_by_name(string path, string body, string detail)
    {
        await using var app = await RunningApp.Start();

        var answer = await app.Send("POST", path, body);

        Assert.Equal((400, detail), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task A_run_id_that_is_too_long_is_refused()
    {
        await using var app = await RunningApp.Start();

        var answer = await app.Send("POST", $"/api/jobs/j/runs/{new string('r', 300)}/fail");

        Assert.Equal((400, "run: expected at most 256 characters, not 300"), (answer.Status, answer.Detail));
    }

    [Theory]
    [InlineData("success", "application/json; charset=utf-8", "{}", 200)]
    [InlineData("success", "application/vnd.x+json", "{}", 200)]
    [InlineData("success", null, "{}", 200)]
    [InlineData("success", "application/x-www-form-urlencoded", "", 200)]
    [InlineData("success", "application/x-www-form-urlencoded", "{\"rows\":5}", 200)]
    [InlineData("success", "text/plain", "done", 400)]
    [InlineData("success", "application/json", "done", 400)]
    [InlineData("fail", "text/plain", "Traceback", 200)]
    public async Task A_body_is_json_whatever_its_type_says_and_of_a_failure_anything(string verb, string? type, string body, int status)
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(status, (await app.Send("POST", "/api/jobs/j/runs/r/" + verb, body, type)).Status);
    }

    [Theory]
    [InlineData("success", 413)]
    [InlineData("fail", 200)]
    public async Task Too_large_a_body_costs_a_failure_only_what_it_says_besides(string verb, int status)
    {
        await using var app = await RunningApp.Start(maxBody: 100);

        var answer = await app.Send("POST", "/api/jobs/j/runs/r/" + verb, """{"log":""" + "\"" + new string('x', 200) + "\"}");

        Assert.Equal(status, answer.Status);
        Assert.Contains("the body: at most 100 bytes are taken", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_store_is_away_the_sender_is_asked_to_come_again()
    {
        var store = new AwayStore(new MemoryTableStore(AlertingApp.SystemTime()));
        await using var app = await RunningApp.Start(store: store);
        store.IsAway = true;

        var away = await app.Send("POST", "/api/jobs/j/runs/r/success");
        store.IsAway = false;

        Assert.Equal(503, away.Status);
        Assert.NotNull(away.Wait);
        Assert.Equal(200, (await app.Send("POST", "/api/jobs/j/runs/r/success")).Status);
    }

    [Fact]
    public async Task A_runaway_loop_is_told_when_to_come_again_and_harms_nobody()
    {
        var clock = new FixedClock();
        await using var app = await RunningApp.Start(store: new MemoryTableStore(AlertingApp.SystemTime()), time: clock);
        var statuses = new List<int>();
        for (var n = 0; n < 110; n++)
        {
            statuses.Add((await app.Send("POST", "/api/jobs/loop/runs/r/progress")).Status);
        }

        var refused = await app.Send("POST", "/api/jobs/loop/runs/r/progress");
        var ended = await app.Send("POST", "/api/jobs/loop/runs/r/fail");
        var other = await app.Send("POST", "/api/jobs/other/runs/r/progress");
        clock.Advance(TimeSpan.FromSeconds(1));
        var later = await app.Send("POST", "/api/jobs/loop/runs/r/progress");

        Assert.Equal((100, 10), (statuses.Count(it => it == 200), statuses.Count(it => it == 429)));
        Assert.Equal((429, TimeSpan.FromSeconds(1)), (refused.Status, refused.Wait));
        Assert.Equal((200, 200, 200), (ended.Status, other.Status, later.Status));
    }
}
