using System.Globalization;
using Alerting.Stories.Doors;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary><c>alerting enrich</c>: what would be said beside an alert, and how long each source took.</summary>
public sealed class EnrichStories
{
    private const string At = "2026-11-21T02:13:04Z";

    [Fact]
    public async Task It_prints_what_would_be_attached_and_how_long_each_source_took()
    {
        using var folder = new ProcessFolder();
        Log(folder, "2026-11-21T02:13:01Z INFO loading", "2026-11-21T02:13:02Z ERROR disk full, token=not-to-be-seen-by-anybody");

        var ended = await Ended.Alerting(
            "enrich", "--labels", "namespace=ml-batch", "job_name=churn", "--at", At, "--config", folder.Path);

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Matches("^here: answered, 2 records in [0-9]+ ms\n", ended.Output);
        Assert.Contains("ERROR disk full, token=[redacted]", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-seen", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nothing_is_known_of_is_said_so()
    {
        using var folder = new ProcessFolder();
        Log(folder, "2026-11-21T02:13:02Z ERROR disk full");

        var ended = await Ended.Alerting("enrich", "--labels", "namespace=other", "--at", At, "--config", folder.Path);

        Assert.Equal(0, ended.Code);
        Assert.Contains("nothing would be attached", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_fails_is_named_and_ends_it_with_1()
    {
        await using var vendor = await VendorServer.Start(_ => VendorAnswer.Status(503));
        using var folder = new ProcessFolder();
        folder.Write("alerting.yml", $"logs: {{sources: [{{name: es, elasticsearch: {{url: '{vendor.Url}'}} }}] }}");

        var ended = await Ended.Alerting("enrich", "--labels", "namespace=a", "--config", folder.Path);

        Assert.Equal(1, ended.Code);
        Assert.Matches("^es: failed, 0 records in [0-9]+ ms: ", ended.Output);
    }

    [Theory]
    [InlineData("enrich needs --labels NAME=VALUE...", 2)]
    [InlineData("--labels \"namespace\": expected NAME=VALUE", 2, "--labels", "namespace")]
    [InlineData("at: expected ", 1, "--labels", "a=b", "--at", "yesterday")]
    [InlineData("unknown option --label", 2, "--label", "a=b")]
    public async Task What_was_asked_wrongly_is_said(string error, int code, params string[] args)
    {
        using var folder = new ProcessFolder();
        folder.Write("alerting.yml", "logs: {sources: []}");

        var ended = await Ended.Alerting(["enrich", .. args, "--config", folder.Path]);

        Assert.Equal(code, ended.Code);
        Assert.Contains(error, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_runs_knows_its_runs_too()
    {
        await using var app = await RunningApp.Start();
        var now = RealClock.Instance.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await app.Client.PostAsync(
            "/api/jobs/train/runs/7/fail", new StringContent("""{"exit_code":137,"reason":"OOMKilled"}"""),
            TestContext.Current.CancellationToken);

        using var answer = await app.Client.GetAsync(
            $"/api/context?label=job%3Dtrain&annotation=run%3D7&at={now}", TestContext.Current.CancellationToken);

        Assert.Contains("\"sources\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static void Log(ProcessFolder folder, params string[] lines)
    {
        var below = Directory.CreateDirectory(Path.Combine(folder.Path, "logs", "ml-batch")).FullName;
        File.WriteAllLines(Path.Combine(below, "churn.log"), lines);
        folder.Write("alerting.yml", "logs: {sources: [{name: here, files: {folder: logs}}]}");
    }
}
