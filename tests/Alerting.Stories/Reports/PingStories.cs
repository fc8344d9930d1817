using Alerting.Stories.Doors;
using Xunit;

namespace Alerting.Stories.Reports;

/// <summary><c>/api/ping</c> over HTTP, as scripts that know Healthchecks.io use it.</summary>
public sealed class PingStories
{
    [Theory]
    [InlineData("GET", "")]
    [InlineData("HEAD", "")]
    [InlineData("POST", "")]
    [InlineData("GET", "/0")]
    [InlineData("POST", "/0/")]
    public async Task A_ping_is_a_success(string method, string rest)
    {
        await using var app = await RunningApp.Start();

        var answer = await app.Send(method, $"/api/ping/backup{rest}?rid=r-1");

        Assert.Equal(200, answer.Status);
        Assert.Equal(method == "HEAD" ? "" : """{"accepted":1,"rejected":[]}""", answer.Text);
        await app.Known("/api/jobs/backup/runs/r-1", "\"outcome\":\"success\"");
    }

    [Fact]
    public async Task A_run_is_begun_says_something_and_fails_with_its_exit_code_and_its_output()
    {
        await using var app = await RunningApp.Start();

        await app.Send("GET", "/api/ping/backup/start?rid=r%2F1");
        await app.Send("POST", "/api/ping/backup/log?rid=r%2F1", "half of it", type: null);
        await app.Send("POST", "/api/ping/backup/3?rid=r%2F1", "disk full\n", "text/plain");

        var run = await app.Known("/api/jobs/backup/runs/r%2F1", "\"exit_code\":3");
        Assert.Equal(("failed", "disk full\n"), (run.GetProperty("outcome").GetString(), run.GetProperty("log").GetString()));
    }

    [Theory]
    [InlineData("256")]
    [InlineData("finish")]
    public async Task Anything_else_is_refused_with_what_was_expected(string word)
    {
        await using var app = await RunningApp.Start();

        var answer = await app.Send("GET", "/api/ping/backup/" + word);

        Assert.Equal(400, answer.Status);
        Assert.Equal(
            $"what follows the job: expected start, fail, log or an exit code from 0 to 255, not \"{word}\"", answer.Detail);
    }

    [Fact]
    public async Task A_log_that_is_too_large_does_not_cost_the_ping()
    {
        await using var app = await RunningApp.Start(maxBody: 10);

        var answer = await app.Send("POST", "/api/ping/backup/fail?rid=r", new string('x', 100), "text/plain");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["$: the body: at most 10 bytes are taken"], answer.Rejected);
        await app.Known("/api/jobs/backup/runs/r", "\"outcome\":\"failed\"");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Purpose", "prefetch;prerender", 403)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    public async Task A_page_of_another_origin_cannot_ping_by_showing_a_picture(string header, string value, int status)
    {
        await using var app = await RunningApp.Start();

        Assert.Equal(status, (await app.Send("GET", "/api/ping/backup", headers: (header, value))).Status);
    }
}
