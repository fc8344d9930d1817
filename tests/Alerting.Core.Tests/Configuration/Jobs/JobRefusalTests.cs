using Xunit;

namespace Alerting.Core.Tests.Configuration.Jobs;

/// <summary>What is wrong with a job, and how it is said.</summary>
public sealed class JobRefusalTests
{
    [Theory]
    [InlineData("schedul: x", ".schedul: unknown key \"schedul\" (did you mean \"schedule\"?)")]
    [InlineData("model: [x]", ".model: cannot unmarshal !!seq into string")]
    [InlineData("model: \"a\\u0007\"", ".model: expected a text without control characters")]
    [InlineData("schedule: '0 2 * * *', every: 5m", ".every: at most one of schedule & every must be configured")]
    [InlineData("timezone: UTC", ".timezone: timezone is only for schedule")]
    [InlineData("every: 5m, timezone: UTC", ".timezone: timezone is only for schedule")]
    [InlineData("schedule: '0 2 * * *', timezone: Europe/Berln", ".timezone: unknown time zone \"Europe/Berln\" (did you mean \"Europe/Berlin\"?)")]
    [InlineData("schedule: '0 2 * * *', timezone: berlin", ".timezone: unknown time zone \"berlin\" (did you mean \"Europe/Berlin\"?)")]
    [InlineData("schedule: '0 2 * * *', timezone: New York", ".timezone: unknown time zone \"New York\" (did you mean \"America/New_York\"?)")]
    [InlineData("schedule: '0 2 * * *', timezone: Middle-earth", ".timezone: unknown time zone \"Middle-earth\"")]
    [InlineData("schedule: '0 2 * * *', timezone: UTC+05", ".timezone: unknown time zone \"UTC+05\"")]
    [InlineData("schedule: 0 0 30 2 *", ".schedule: it never fires: none of its months has such a day (value \"0 0 30 2 *\")")]
    [InlineData("schedule: 0 0 2 * * *", ".schedule: 6 fields: seconds and years are not supported; expected five (minute, hour, day of month, month, day of week), such as \"0 2 * * *\" (value \"0 0 2 * * *\")")]
    [InlineData("schedule: 61 2 * * *", ".schedule: \"61\" is no minute: expected 0 to 59, or * for all; also ranges a-b, lists a,b, steps */n (value \"61 2 * * *\")")]
    [InlineData("schedule: [1]", ".schedule: cannot unmarshal !!seq into string")]
    [InlineData("every: 9s", ".every: every must be from 10s to 400d (value \"9s\")")]
    [InlineData("every: 401d", ".every: every must be from 10s to 400d (value \"401d\")")]
    [InlineData("every: -5m", ".every: not a valid duration string: \"-5m\"")]
    [InlineData("grace: 0s", ".grace: grace cannot be zero (value \"0s\")")]
    [InlineData("grace: 10", ".grace: not a valid duration string: \"10\"")]
    [InlineData("expected: 0", ".expected: expected cannot be zero (value \"0\")")]
    [InlineData("expected: {}", ".expected: expected needs min or max, or is one duration")]
    [InlineData("expected: {min: 2h, max: 1h}", ".expected: min (2h) is more than max (1h)")]
    [InlineData("expected: {max: 0s}", ".expected.max: max cannot be zero (value \"0s\")")]
    [InlineData("expected: {min: 1h, most: 2h}", ".expected.most: unknown key \"most\"")]
    [InlineData("max_runtime: 0s", ".max_runtime: max_runtime cannot be zero (value \"0s\")")]
    [InlineData("progress_every: 0s", ".progress_every: progress_every cannot be zero (value \"0s\")")]
    [InlineData("resolve_after: 0s", ".resolve_after: resolve_after cannot be zero (value \"0s\")")]
    [InlineData("retries: 1000", ".retries: retries must be from 0 to 999 (value \"1000\")")]
    [InlineData("retries: -1", ".retries: retries must be from 0 to 999 (value \"-1\")")]
    [InlineData("retries: some", ".retries: cannot unmarshal !!str `some` into int")]
    [InlineData("criticality: hihg", ".criticality: there is no criticality \"hihg\" (did you mean \"high\"?)")]
    [InlineData("criticality: 1", ".criticality: there is no criticality \"1\"; there are low, medium, high, critical")]
    [InlineData("depends_on: b", ".depends_on: cannot unmarshal !!str `b` into []string")]
    [InlineData("depends_on: [a]", ".depends_on[0]: a job cannot wait for itself")]
    [InlineData("depends_on: ['']", ".depends_on[0]: expected a text that is not empty")]
    [InlineData("concurrent: maybe", ".concurrent: cannot unmarshal !!str `maybe` into bool")]
    [InlineData("labels: {team: ''}", ".labels.team: expected a text that is not empty")]
    [InlineData("labels: {1a: x}", ".labels.1a: invalid label name \"1a\": expected letters, digits and _, no digit first")]
    [InlineData("labels: {severity: x}", ".labels.severity: \"severity\" is a label that alerts of jobs have anyway; so are alertname, job, severity, level, run, kind")]
    [InlineData("labels: {kind: x}", ".labels.kind: \"kind\" is a label that alerts of jobs have anyway; so are alertname, job, severity, level, run, kind")]
    [InlineData("labels: {audience: x}", ".labels.audience: \"audience\" is a key of the job itself, beside labels")]
    [InlineData("rows: {}", ".rows: rows needs min or max")]
    [InlineData("rows: {min: 2, max: 1}", ".rows: min (2) is more than max (1)")]
    [InlineData("rows: {min: -1}", ".rows.min: min must be 0 or more (value \"-1\")")]
    [InlineData("rows: {min: .inf}", ".rows.min: min must be 0 or more (value \".inf\")")]
    [InlineData("rows: 5", ".rows: cannot unmarshal !!int `5` into config.plain")]
    [InlineData("bytes: {min: many}", ".bytes.min: cannot unmarshal !!str `many` into float64")]
    [InlineData("metrics: {m: {}}", ".metrics.m: a metric needs min or max")]
    [InlineData("metrics: {m: {min: 2, max: -1}}", ".metrics.m: min (2) is more than max (-1)")]
    [InlineData("metrics: {m: {min: .nan}}", ".metrics.m.min: min must be a finite number (value \".nan\")")]
    [InlineData("metrics: {m: {min: 85, share: true}}", ".metrics.m.min: min must be from 0 to 1 (value \"85\")")]
    [InlineData("metrics: {m: {max: -0.1, share: true}}", ".metrics.m.max: max must be from 0 to 1 (value \"-0.1\")")]
    [InlineData("metrics: {m: {min: 1, min_samples: -1}}", ".metrics.m.min_samples: min_samples must be from 0 to 2147483647 (value \"-1\")")]
    [InlineData("metrics: {m: {min: 1, samples: 1}}", ".metrics.m.samples: unknown key \"samples\"")]
    [InlineData("metrics: {'': {min: 1}}", ".metrics.?: the name of a metric: expected a text that is not empty")]
    [InlineData("failure_rate: {}", ".failure_rate: missing more_than in failure_rate")]
    [InlineData("failure_rate: {more_than: 20}", ".failure_rate.more_than: expected a percentage such as 20%, or a share such as 0.2, of less than all (value \"20\")")]
    [InlineData("failure_rate: {more_than: 100%}", ".failure_rate.more_than: expected a percentage such as 20%, or a share such as 0.2, of less than all (value \"100%\")")]
    [InlineData("failure_rate: {more_than: -1%}", ".failure_rate.more_than: expected a percentage such as 20%, or a share such as 0.2, of less than all (value \"-1%\")")]
    [InlineData("failure_rate: {more_than: half}", ".failure_rate.more_than: expected a percentage such as 20%, or a share such as 0.2, of less than all (value \"half\")")]
    [InlineData("failure_rate: {more_than: .nan}", ".failure_rate.more_than: expected a percentage such as 20%, or a share such as 0.2, of less than all (value \".nan\")")]
    [InlineData("failure_rate: {more_than: 1%, within: 0s}", ".failure_rate.within: within cannot be zero (value \"0s\")")]
    [InlineData("failure_rate: {more_than: 1%, at_least: 0}", ".failure_rate.at_least: at_least must be from 1 to 100 (value \"0\")")]
    [InlineData("failure_rate: {more_than: 1%, at_least: 101}", ".failure_rate.at_least: at_least must be from 1 to 100 (value \"101\")")]
    [InlineData("consecutive_failures: 0", ".consecutive_failures: consecutive_failures must be from 1 to 100 (value \"0\")")]
    [InlineData("consecutive_failures: 101", ".consecutive_failures: consecutive_failures must be from 1 to 100 (value \"101\")")]
    [InlineData("running: {more_than: 2000, longer_than: 1h}", ".running.more_than: more_than must be from 0 to 1999 (value \"2000\")")]
    [InlineData("running: {}", ".running: missing more_than in running|.running: missing longer_than in running")]
    [InlineData("running: {more_than: -1, longer_than: 1h}", ".running.more_than: more_than must be from 0 to 1999 (value \"-1\")")]
    [InlineData("running: {more_than: 1, longer_than: 0s}", ".running.longer_than: longer_than cannot be zero (value \"0s\")")]
    [InlineData("probe: {}", ".probe: missing url in probe")]
    [InlineData("probe: {url: 'http://x'}, every: 1m", ".probe: at most one of schedule, every & probe must be configured: a probe has an every of its own")]
    [InlineData("probe: {url: 'http://x'}, schedule: '@daily'", ".probe: at most one of schedule, every & probe must be configured: a probe has an every of its own")]
    [InlineData("probe: {url: 'http://x', every: 9s}", ".probe.every: every must be from 10s to 400d (value \"9s\")")]
    [InlineData("probe: {url: 'http://x', timeout: 31s}", ".probe.timeout: timeout must be from 1s to 30s (value \"31s\")")]
    [InlineData("probe: {url: 'http://x', timeout: 500ms}", ".probe.timeout: timeout must be from 1s to 30s (value \"500ms\")")]
    [InlineData("probe: {url: 'http://x', every: 10s, timeout: 10s}", ".probe.timeout: timeout (10s) must be less than every (10s)")]
    [InlineData("probe: {url: 'http://x', status: [99]}", ".probe.status[0]: a status is from 100 to 599 (value \"99\")")]
    [InlineData("probe: {url: 'http://x', status: [200, 600]}", ".probe.status[1]: a status is from 100 to 599 (value \"600\")")]
    [InlineData("probe: {url: 'http://x', status: 200}", ".probe.status: cannot unmarshal !!int `200` into []int")]
    [InlineData("probe: {url: 'http://x', method: POST}", ".probe.method: unknown key \"method\"")]
    [InlineData("ignore: [canceled]", ".ignore[0]: there is no trouble \"canceled\" (did you mean \"cancelled\"?)")]
    [InlineData("ignore: [JobFailed]", ".ignore[0]: there is no trouble \"JobFailed\"; there are never_started, started_late, stuck, overrun, too_fast, failed, succeeded_after_retry, ended_without_start, duplicate_run, cancelled, failure_rate, consecutive_failures, running_long, output, metric, input_drift, training_error, data_generated")]
    public void What_is_wrong_is_said_with_its_key(string keys, string expected) => Assert.Equal(
        expected.Split('|').Select(error => "alerting.yml:1: jobs[0]" + error), JobFiles.Errors(JobFiles.Of(keys)));

    [Theory]
    [InlineData("ftp://x", "expected an http or https URL, such as https://host/health")]
    [InlineData("/health", "expected an http or https URL, such as https://host/health")]
    [InlineData("x:SECRET@host/y", "expected an http or https URL, such as https://host/health")]
    [InlineData("https://", "expected an http or https URL, such as https://host/health")]
    [InlineData("https://u:SECRET@host/health", "a URL with user or password in it would be shown: not supported")]
    [InlineData("https://SECRET@host/health", "a URL with user or password in it would be shown: not supported")]
    public void An_address_that_cannot_be_asked_is_refused_and_not_shown(string url, string expected)
    {
        var error = Assert.Single(JobFiles.Errors(JobFiles.Of($"probe: {{url: '{url}'}}")));

        Assert.Equal($"alerting.yml:1: jobs[0].probe.url: {expected}", error);
        Assert.DoesNotContain("SECRET", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs: {}", ": cannot unmarshal !!map into []config.Job")]
    [InlineData("jobs: [x]", "[0]: cannot unmarshal !!str `x` into config.plain")]
    [InlineData("jobs: [~]", "[0]: missing name in job")]
    [InlineData("jobs: [{name: ''}]", "[0].name: expected a text that is not empty")]
    [InlineData("jobs: [{owner: x}]", "[0]: missing name in job")]
    [InlineData("jobs: [{name: \"a\\tb\"}]", "[0].name: expected a text without control characters")]
    public void A_job_needs_a_name(string text, string expected) =>
        Assert.Equal(["alerting.yml:1: jobs" + expected], JobFiles.Errors(JobFiles.Read(text)));

    [Fact]
    public void A_name_has_at_most_200_characters()
    {
        Assert.Empty(JobFiles.Read($"jobs: [{{name: {new string('x', 200)}}}]").Errors);
        Assert.Equal(
            ["alerting.yml:1: jobs[0].name: expected at most 200 characters, not 201"],
            JobFiles.Errors(JobFiles.Read($"jobs: [{{name: {new string('x', 201)}}}]")));
    }

    [Fact]
    public void A_metric_that_no_report_could_name_is_refused()
    {
        Assert.Empty(JobFiles.Errors(JobFiles.Of($"metrics: {{{new string('m', 200)}: {{min: 1}}}}")));
        Assert.EndsWith(
            ": the name of a metric: expected at most 200 characters, not 201",
            Assert.Single(JobFiles.Errors(JobFiles.Of($"metrics: {{{new string('m', 201)}: {{min: 1}}}}"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_there_once() => Assert.Equal(
        ["alerting.yml:4: jobs[2]: job name \"a\" is not unique: it is in line 2 already"],
        JobFiles.Errors(JobFiles.Read("jobs:\n- name: a\n- name: b\n- name: a\n")));

    [Fact]
    public void Everything_wrong_with_everything_is_said_at_once() => Assert.Equal(
        [
            "alerting.yml:1: max_age: max_age must be at least 1m (value \"1s\")",
            "alerting.yml:3: jobs[0].grace: grace cannot be zero (value \"0s\")",
            "alerting.yml:4: jobs[1]: missing name in job",
            "alerting.yml:4: jobs[1].retries: retries must be from 0 to 999 (value \"-1\")",
            "alerting.yml:5: jobs[2].depends_on[0]: there is no job \"nothing-near\"",
        ],
        JobFiles.Errors(JobFiles.Read(
            "max_age: 1s\njobs:\n- {name: a, grace: 0s}\n- {retries: -1}\n- {name: c, depends_on: [nothing-near]}\n")));

    [Fact]
    public void A_hundred_metrics_are_the_most() => Assert.Equal(
        ["alerting.yml:1: jobs[0].metrics: at most 100 metrics, not 101"],
        JobFiles.Errors(JobFiles.Of($"metrics: {{{string.Join(", ", Enumerable.Range(0, 101).Select(n => $"m{n}: {{min: 1}}"))}}}")));
}
