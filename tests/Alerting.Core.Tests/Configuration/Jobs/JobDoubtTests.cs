using Xunit;

namespace Alerting.Core.Tests.Configuration.Jobs;

/// <summary>What of a job works and is probably not meant.</summary>
public sealed class JobDoubtTests
{
    [Theory]
    [InlineData("expected: 90m, max_runtime: 1h", ".max_runtime: max_runtime (1h) is shorter than what is expected (1h30m): a run as it should be is told as an overrun")]
    [InlineData("expected: {min: 1h, max: 2h}, max_runtime: 90m", ".max_runtime: max_runtime (1h30m) is shorter than what is expected (2h): a run as it should be is told as an overrun")]
    [InlineData("progress_every: 1h, max_runtime: 1h", ".progress_every: progress_every (1h) is not shorter than max_runtime (1h): a run overruns before it counts as stuck")]
    [InlineData("every: 5m, grace: 6m", ".grace: grace (6m) is longer than the time between two slots (5m): the next run is due before anybody is told that one is missing")]
    [InlineData("every: 1m", ".every: grace (5m, as nothing else is said) is longer than the time between two slots (1m): the next run is due before anybody is told that one is missing")]
    [InlineData("schedule: '*/2 9-17 * * *'", ".schedule: grace (5m, as nothing else is said) is longer than the time between two slots (2m): the next run is due before anybody is told that one is missing")]
    [InlineData("schedule: 0 0 29 2 *", ".schedule: it fires in leap years only")]
    [InlineData("schedule: '@daily', failure_rate: {more_than: 20%, within: 24h, at_least: 5}", ".failure_rate: within 1d the schedule has fewer than 5 slots: hardly ever told")]
    [InlineData("running: {more_than: 1, longer_than: 1h}", ".running: several runs at once are meant by concurrent: true only")]
    [InlineData("runbook: ask Mia", ".runbook: not an http or https URL: nobody can follow it (value \"ask Mia\")")]
    [InlineData("ignore: [never_started]", ".ignore[0]: never_started cannot happen: the job has no schedule")]
    [InlineData("ignore: [failed, started_late]", ".ignore[1]: started_late cannot happen: the job has no schedule")]
    [InlineData("ignore: [stuck]", ".ignore[0]: stuck cannot happen: the job has no progress_every")]
    [InlineData("ignore: [failure_rate]", ".ignore[0]: failure_rate cannot happen: the job has no failure_rate")]
    [InlineData("ignore: [consecutive_failures]", ".ignore[0]: consecutive_failures cannot happen: the job has no consecutive_failures")]
    [InlineData("ignore: [running_long]", ".ignore[0]: running_long cannot happen: the job has no running")]
    [InlineData("ignore: [metric]", ".ignore[0]: metric cannot happen: the job has no metrics")]
    [InlineData("ignore: [failed, failed]", ".ignore[1]: named twice (value \"failed\")")]
    public void It_is_a_warning(string keys, string expected)
    {
        var read = JobFiles.Of(keys);

        Assert.Empty(read.Errors);
        Assert.Equal(["alerting.yml:1: jobs[0]" + expected], JobFiles.Warnings(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("expected: 90m, max_runtime: 90m")]
    [InlineData("expected: {min: 1h}, max_runtime: 90m")]
    [InlineData("progress_every: 59m, max_runtime: 1h")]
    [InlineData("every: 5m, grace: 5m")]
    [InlineData("every: 1m, grace: 30s")]
    [InlineData("schedule: '@daily', failure_rate: {more_than: 20%, within: 4d, at_least: 5}")]
    [InlineData("failure_rate: {more_than: 20%, within: 1m, at_least: 500}")]
    [InlineData("concurrent: true, running: {more_than: 5, longer_than: 1h}")]
    [InlineData("running: {more_than: 0, longer_than: 1h}")]
    [InlineData("runbook: https://wiki/a")]
    [InlineData("schedule: '@daily', ignore: [never_started, started_late]")]
    [InlineData("progress_every: 1m, consecutive_failures: 2, metrics: {m: {min: 1}}, ignore: [stuck, consecutive_failures, metric]")]
    [InlineData("ignore: [overrun, too_fast, failed, succeeded_after_retry, ended_without_start, duplicate_run, cancelled, output]")]
    public void It_is_none(string keys) => Assert.Empty(JobFiles.Warnings(JobFiles.Of(keys)));

    [Theory]
    [InlineData("owner: Mia", true)]
    [InlineData("audience: mdd, runbook: 'https://x', model: m", true)]
    [InlineData("owner: Mia, audience: mdd", false)]
    [InlineData("owner: Mia, runbook: 'https://x'", false)]
    [InlineData("owner: Mia, model: m", false)]
    public void A_job_nobody_answers_for_is_a_warning(string keys, bool isWarned) => Assert.Equal(
        isWarned ? ["alerting.yml:1: jobs[0]: no metadata: \"a\" needs an owner, and an audience, a runbook or a model"] : [],
        JobFiles.Warnings(JobFiles.Read($"jobs: [{{name: a, {keys}}}]")));

    [Fact]
    public void Of_many_such_jobs_ten_are_named()
    {
        var read = JobFiles.Read("jobs:\n" + string.Concat(Enumerable.Range(0, 300).Select(n => $"- name: j{n}\n")));

        Assert.Equal(11, read.Warnings.Count);
        Assert.Equal("alerting.yml:1: jobs: 290 more jobs have no metadata", read.Warnings[0].ToString());
        Assert.Equal(300, read.Configuration!.Jobs.WithoutMetadata.Count());
    }
}
