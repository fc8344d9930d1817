using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Schedules;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Jobs;

/// <summary><c>jobs</c> of <c>alerting.yml</c>.</summary>
public sealed class JobsFileTests
{
    private const string Whole =
        """
        jobs:
          - name: features
            owner: Mia
            model: churn
            every: 15m
            probe:
          - name: train-churn
            owner: Mia
            audience: mdd
            schedule: "0 2 * * *"
            timezone: Europe/Berlin
            grace: 10m
            expected: 90m
            max_runtime: 3h
            progress_every: 15m
            retries: 2
            criticality: medium
            depends_on: [features]
            model: churn
            runbook: https://wiki/churn
            concurrent: yes
            resolve_after: 7d
            labels: {team: ml, stage: "2"}
            rows: {min: 1, max: 1000000}
            bytes: {min: 1}
            metrics:
              accuracy: {min: 0.85, min_samples: 100, share: true}
              drift: {max: 0.3}
            failure_rate: {more_than: 20%, within: 2d, at_least: 2}
            consecutive_failures: 3
            running: {more_than: 5, longer_than: 2h}
            ignore: [cancelled, succeeded_after_retry]
          - name: api
            owner: Mia
            audience: ops
            probe: {url: "https://api.example.org/health?x=1", every: 30s, status: [200, 204, 200], timeout: 3s}
        """;

    [Fact]
    public void Everything_it_says_is_read()
    {
        var read = JobFiles.Read(Whole);

        Assert.Empty(read.Errors);
        Assert.Empty(read.Warnings);
        var job = read.Configuration!.Jobs.Find("train-churn")!;
        Assert.Equal(("Mia", "mdd", "churn", "https://wiki/churn"), (job.Owner, job.Audience, job.Model, job.Runbook));
        Assert.Equal("0 2 * * * (Europe/Berlin)", Assert.IsType<CronSchedule>(job.Schedule).Text);
        Assert.Equal(
            [TimeSpan.FromMinutes(10), TimeSpan.FromHours(3), TimeSpan.FromMinutes(15), TimeSpan.FromDays(7)],
            [job.Grace, job.MaxRuntime, job.ProgressEvery, job.ResolveAfter]);
        Assert.Equal(new TimeBounds(TimeSpan.FromMinutes(45), TimeSpan.FromMinutes(135)), job.Expected);
        Assert.Equal((2, Criticality.Medium, true, 3), (job.Retries, job.Criticality, job.IsConcurrent, job.ConsecutiveFailures));
        Assert.Equal(["features"], job.DependsOn);
        Assert.Equal([new Label("stage", "2"), new Label("team", "ml")], job.Labels);
        Assert.Equal((new Bounds(1, 1_000_000), new Bounds(1, null)), (job.Rows, job.Bytes));
        Assert.Equal(new MetricBounds(new(0.85, null), 100, true), job.Metrics["accuracy"]);
        Assert.Equal(new MetricBounds(new(null, 0.3), 0, false), job.Metrics["drift"]);
        Assert.Equal(new FailureRate(0.2, TimeSpan.FromDays(2), 2), job.FailureRate);
        Assert.Equal(new LongRunning(5, TimeSpan.FromHours(2)), job.LongRunning);
        Assert.Equal([JobTrouble.Cancelled, JobTrouble.SucceededAfterRetry], job.Ignored);
    }

    [Fact]
    public void They_stand_in_the_order_of_the_file_and_know_each_other()
    {
        var jobs = JobFiles.Read(Whole).Configuration!.Jobs;

        Assert.Equal(["features", "train-churn", "api"], jobs.Jobs.Select(job => job.Name));
        Assert.Equal(["train-churn"], jobs.DownstreamOf("features"));
        Assert.Equal(TimeSpan.FromMinutes(15), Assert.IsType<IntervalSchedule>(jobs.Find("features")!.Schedule).Every);
        Assert.Null(jobs.Find("nobody"));
    }

    [Fact]
    public void A_probe_is_read()
    {
        var probe = JobFiles.Read(Whole).Configuration!.Jobs.Find("api")!.Probe!;

        Assert.Equal("https://api.example.org/health?x=1", probe.Url.OriginalString);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(3)), (probe.Every, probe.Timeout));
        Assert.Equal([200, 204], probe.Statuses);
    }

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var job = JobFiles.Job("");

        Assert.Null(job.Schedule);
        Assert.Equal((TimeSpan.FromMinutes(5), 0, Criticality.High, false), (job.Grace, job.Retries, job.Criticality, job.IsConcurrent));
        Assert.Equal((null, null, null, null), (job.Expected, job.MaxRuntime, job.ProgressEvery, job.ResolveAfter));
        Assert.Equal((null, null, null, null, null), (job.Rows, job.Bytes, job.FailureRate, job.ConsecutiveFailures, job.LongRunning));
        Assert.Null(job.Probe);
        Assert.Empty(job.Metrics);
        Assert.Empty(job.Labels);
        Assert.Empty(job.DependsOn);
        Assert.Empty(job.Ignored);
    }

    [Fact]
    public void Null_says_nothing() => Assert.Equal(
        JobRegistry.Of([JobFiles.Job("")]).Hash,
        JobRegistry.Of([JobFiles.Job(
            "schedule: ~, every: ~, timezone: ~, grace: ~, expected: ~, max_runtime: ~, progress_every: ~, retries: ~, "
            + "criticality: ~, depends_on: ~, model: ~, runbook: ~, concurrent: ~, resolve_after: ~, labels: ~, rows: ~, "
            + "bytes: ~, metrics: ~, failure_rate: ~, consecutive_failures: ~, running: ~, probe: ~, ignore: ~")]).Hash);

    [Theory]
    [InlineData("expected: 1h", 30, 90)]
    [InlineData("expected: {min: 60m, max: 2h}", 60, 120)]
    [InlineData("expected: {min: 60m}", 60, 36_500 * 24 * 60)]
    [InlineData("expected: {max: 2h}", 0, 120)]
    public void One_duration_means_half_to_one_and_a_half_of_it_and_two_what_they_say(string key, int least, int most) =>
        Assert.Equal(new TimeBounds(TimeSpan.FromMinutes(least), TimeSpan.FromMinutes(most)), JobFiles.Job(key).Expected);

    [Theory]
    [InlineData("0%", 0)]
    [InlineData("12.5%", 0.125)]
    [InlineData("0.2", 0.2)]
    [InlineData("0", 0)]
    public void A_rate_of_failures_is_a_percentage_or_a_share_with_defaults(string written, double share) => Assert.Equal(
        new FailureRate(share, TimeSpan.FromDays(1), 5), JobFiles.Job($"failure_rate: {{more_than: {written}}}").FailureRate);

    [Fact]
    public void A_probe_has_defaults()
    {
        var probe = JobFiles.Job("probe: {url: 'http://x'}").Probe!;

        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5)), (probe.Every, probe.Timeout));
        Assert.Empty(probe.Statuses);
    }

    [Fact]
    public void Every_trouble_can_be_ignored_by_its_word()
    {
        var words = "never_started, started_late, stuck, overrun, too_fast, failed, succeeded_after_retry, "
            + "ended_without_start, duplicate_run, cancelled, failure_rate, consecutive_failures, running_long, output, "
            + "metric, input_drift, training_error, data_generated";

        Assert.Equal(Enum.GetValues<JobTrouble>(), JobFiles.Job($"ignore: [{words}]").Ignored);
    }

    [Fact]
    public void Beside_alertmanager_yml_they_are_there_as_well()
    {
        var alertmanager = new ConfigurationText(
            "alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: 'http://x'}]}]");

        var read = ConfigurationReader.Read(alertmanager, new("alerting.yml", Whole)).Configuration!;

        Assert.Equal(3, read.Jobs.Jobs.Length);
        Assert.Equal("a", read.Route.Receiver);
        Assert.DoesNotContain("churn", read.Original, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("jobs:")]
    [InlineData("jobs: []")]
    public void Without_them_there_are_none(string? text) => Assert.Empty(
        ConfigurationReader.Read(null, text is null ? null : new("alerting.yml", text)).Configuration!.Jobs.Jobs);

    [Fact]
    public void Ten_thousand_are_read_and_one_more_is_refused()
    {
        static string Many(int count) => "jobs:\n" + string.Concat(Enumerable.Range(0, count)
            .Select(n => $"- {{name: j{n}, owner: o, model: m{(n > 0 ? $", depends_on: [j{n - 1}]" : "")}}}\n"));

        Assert.Equal(10_000, JobFiles.Read(Many(10_000)).Configuration!.Jobs.Jobs.Length);
        Assert.Equal(["alerting.yml:1: jobs: at most 10000 jobs, not 10001"], JobFiles.Errors(JobFiles.Read(Many(10_001))));
    }
}
