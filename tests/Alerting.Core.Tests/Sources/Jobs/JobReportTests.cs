using System.Globalization;
using System.Text;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;
using Alerting.Core.Sources;
using Alerting.Core.Sources.Jobs;
using Xunit;

namespace Alerting.Core.Tests.Sources.Jobs;

public sealed class JobReportTests
{
    private const string Amount = "expected a number of at least 0, not ";
    private const string Time = "expected an RFC 3339 time such as 2026-11-21T11:00:00Z or "
        + "2026-11-21T11:00:00.123+01:00 from 2000 to 2199, not ";

    [Fact]
    public void A_report_says_all_it_can()
    {
        var said = One("fail", """
            {"at":"2026-11-21T02:13:04+01:00","attempt":2,"sequence":7,"partition":"eu","partitions":4,
            "kind":"backfill","scheduled_at":"2026-11-21T01:00:00Z","exit_code":137,"signal":9,"reason":"OOMKilled",
            "message":"out of memory","rows":1e3,"bytes":0,"metrics":{"accuracy":0.81,"drift":{"value":-2,"samples":40}},
            "model":{"name":"churn","version":7},"dataset":{"name":"events","frozen":true},"code":{"commit":"abc"},
            "parents":["features","load/2026-11"],"resources":{"peak_memory_bytes":1e9,"memory_limit":"16Gi"},
            "log":"Traceback\n","trace_id":"5b8e","labels":{"team":"ml"},"level":"critical","event_id":"e-1",
            "unknown":{"anything":[1]}}
            """);

        Assert.Equal(
            (JobEventType.Fail, "nightly", "r-1", 2, "eu", 4, 7L),
            (said.Type, said.Job, said.Run, said.Attempt, said.Partition, said.Partitions, said.Sequence));
        Assert.Equal((RunKind.Backfill, (int?)137, "SIGKILL", "OOMKilled", "out of memory"),
            (said.Kind, said.ExitCode, said.Signal, said.Reason, said.Message));
        Assert.Equal(new(2026, 11, 21, 2, 13, 4, TimeSpan.FromHours(1)), said.At);
        Assert.Equal(new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero), said.ScheduledAt);
        Assert.Equal((1000, 0), (said.Rows, said.Bytes));
        Assert.Equal(new Measure(0.81, null), said.Metrics["accuracy"]);
        Assert.Equal(new Measure(-2, 40), said.Metrics["drift"]);
        Assert.Equal(("churn", "7"), (said.Model["name"], said.Model["version"]));
        Assert.Equal(("events", "true"), (said.Dataset["name"], said.Dataset["frozen"]));
        Assert.Equal(("abc", "16Gi", "1e9"),
            (said.Code["commit"], said.Resources["memory_limit"], said.Resources["peak_memory_bytes"]));
        Assert.Equal(["features", "load/2026-11"], said.Parents);
        Assert.Equal(("Traceback\n", "5b8e", "ml", "e-1", (Level?)Level.Critical),
            (said.Log, said.TraceId, said.Labels["team"], said.EventId, said.Level));
        Assert.False(said.IsPing);
    }

    [Theory]
    [InlineData("start", JobEventType.Start)]
    [InlineData("progress", JobEventType.Progress)]
    [InlineData("success", JobEventType.Success)]
    [InlineData("fail", JobEventType.Fail)]
    [InlineData("cancel", JobEventType.Cancel)]
    public void Nothing_need_be_said_but_what_happened(string verb, JobEventType type)
    {
        var said = One(verb, "");

        Assert.Equal((type, 1, (string?)null, RunKind.Unsaid), (said.Type, said.Attempt, said.Partition, said.Kind));
        Assert.Null(said.At);
    }

    [Theory]
    [InlineData("\"rows\":-3", "rows", Amount + "-3")]
    [InlineData("\"rows\":\"5\"", "rows", Amount + "\"5\"")]
    [InlineData("\"rows\":NaN", "rows", Amount + "\"NaN\"")]
    [InlineData("\"rows\":\"NaN\"", "rows", Amount + "\"NaN\"")]
    [InlineData("\"bytes\":-Infinity", "bytes", Amount + "\"-Infinity\"")]
    [InlineData("\"bytes\":1e999", "bytes", Amount + "1e999")]
    [InlineData("\"bytes\":[]", "bytes", Amount + "an array")]
    [InlineData("\"metrics\":{\"loss\":NaN}", "metrics.loss", "expected a finite number, not \"NaN\"")]
    [InlineData("\"metrics\":{\"loss\":\"Infinity\"}", "metrics.loss", "expected a finite number, not \"Infinity\"")]
    [InlineData("\"metrics\":{\"loss\":{\"value\":Infinity}}", "metrics.loss",
        "expected a finite number, not \"Infinity\"")]
    [InlineData("\"metrics\":{\"a b\":true}", "metrics[\"a b\"]", "expected a finite number, not true")]
    [InlineData("\"metrics\":{\"loss\":{\"samples\":1}}", "metrics.loss",
        "expected a number, or an object with value and samples")]
    [InlineData("\"metrics\":{\"loss\":{\"value\":1,\"samples\":-1}}", "metrics.loss",
        "expected samples to be a whole number of at least 0, not -1")]
    [InlineData("\"metrics\":{\"\":1}", "metrics[\"\"]", "expected a name that is not empty")]
    [InlineData("\"metrics\":[1]", "metrics", "expected an object of numbers, not an array")]
    [InlineData("\"resources\":{\"duration_seconds\":-5}", "resources.duration_seconds", Amount + "-5")]
    [InlineData("\"resources\":{\"duration_seconds\":\"-5\"}", "resources.duration_seconds", Amount + "\"-5\"")]
    [InlineData("\"resources\":{\"duration_seconds\":\"nan\"}", "resources.duration_seconds", Amount + "\"nan\"")]
    [InlineData("\"model\":{\"name\":{}}", "model.name", "expected a text or a number, not an object")]
    [InlineData("\"labels\":\"x\"", "labels", "expected an object of texts and numbers, not \"x\"")]
    [InlineData("\"parents\":{}", "parents", "expected a list of jobs, or of job/run, not an object")]
    [InlineData("\"parents\":[1]", "parents[0]", "expected a text, not 1")]
    [InlineData("\"parents\":[\"\"]", "parents[0]", "expected a text that is not empty")]
    [InlineData("\"at\":\"0001-01-01T00:00:00Z\"", "at", Time + "\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"at\":\"9999-12-31T23:59:59Z\"", "at", Time + "\"9999-12-31T23:59:59Z\"")]
    [InlineData("\"at\":\"2026-02-30T00:00:00Z\"", "at", Time + "\"2026-02-30T00:00:00Z\"")]
    [InlineData("\"scheduled_at\":1795227184", "scheduled_at", Time + "1795227184")]
    [InlineData("\"attempt\":0", "attempt", "expected a whole number from 1 to 1000, not 0")]
    [InlineData("\"attempt\":1.5", "attempt", "expected a whole number from 1 to 1000, not 1.5")]
    [InlineData("\"attempt\":\"2\"", "attempt", "expected a whole number from 1 to 1000, not \"2\"")]
    [InlineData("\"sequence\":-1", "sequence", "expected a whole number of at least 0, not -1")]
    [InlineData("\"sequence\":9223372036854775808", "sequence",
        "expected a whole number of at least 0, not 9223372036854775808")]
    [InlineData("\"partitions\":1000001", "partitions", "expected a whole number from 0 to 1000000, not 1000001")]
    [InlineData("\"exit_code\":4294967296", "exit_code",
        "expected a whole number from -2147483648 to 4294967295, not 4294967296")]
    [InlineData("\"level\":\"LOUD\"", "level",
        "expected DEBUG, INFO, WARNING, ERROR or CRITICAL, or one of Python's numbers, not \"LOUD\"")]
    [InlineData("\"reason\":5", "reason", "expected a text, not 5")]
    [InlineData("\"message\":{}", "message", "expected a text, not an object")]
    [InlineData("\"event_id\":\"\"", "event_id", "expected a text that is not empty")]
    [InlineData("\"trace_id\":\"a\\nb\"", "trace_id", "expected a text without control characters")]
    [InlineData("\"signal\":[]", "signal", "expected a text, not an array")]
    [InlineData("\"kind\":\"nightly\"", "kind",
        "expected scheduled, manual, backfill or test, or data_generated, input_drift or training_error with progress, "
        + "not \"nightly\"")]
    [InlineData("\"kind\":\"input_drift\"", "kind", "expected input_drift with progress only")]
    public void What_cannot_be_used_is_named_and_the_report_counts_without_it(
        string member, string path, string reason)
    {
        var read = Read("success", "{\"message\":\"kept\"," + member + "}");

        var said = Assert.Single(read.Events);
        Assert.Null(read.Unreadable);
        Assert.Equal(new Rejection("$." + path, reason), Assert.Single(read.Rejected));
        Assert.Equal(JobEventType.Success, said.Type);
        Assert.Equal(member.StartsWith("\"message\"", StringComparison.Ordinal) ? null : "kept", said.Message);
    }

    [Theory]
    [InlineData("\"\"", "expected a text that is not empty")]
    [InlineData("1.5", "expected a text or a whole number, not 1.5")]
    [InlineData("[]", "expected a text, not an array")]
    public void What_became_of_a_part_that_cannot_be_told_is_not_what_became_of_the_run(string partition, string reason)
    {
        var body = $"{{\"partition\":{partition}}}";

        foreach (var verb in (string[])["start", "progress", "success", "cancel"])
        {
            var read = Read(verb, body);
            Assert.Empty(read.Events);
            Assert.Equal("$.partition: " + reason, read.Unreadable);
        }

        var failed = Assert.Single(Read("fail", body).Events);
        Assert.Equal((JobEventType.Fail, (string?)null), (failed.Type, failed.Partition));
    }

    [Theory]
    [InlineData("{\"partition\":7}", "7")]
    [InlineData("{\"partition\":0}", "0")]
    [InlineData("{\"partition\":\"eu/1\"}", "eu/1")]
    [InlineData("{\"partition\":null}", null)]
    public void A_part_is_named_by_a_text_or_a_whole_number(string body, string? partition) =>
        Assert.Equal(partition, One("success", body).Partition);

    [Theory]
    [InlineData("{", "the body is not JSON (line 1, byte 2; at most 1000 levels): expected a JSON object, or nothing")]
    [InlineData("[]", "the body is an array: expected a JSON object, or nothing")]
    [InlineData("Traceback (most recent call last):",
        "the body is not JSON (line 1, byte 1; at most 1000 levels): expected a JSON object, or nothing")]
    public void A_failure_counts_whatever_its_body_is_and_has_it_as_log(string body, string why)
    {
        var failed = Read("fail", body);
        var succeeded = Read("success", body);

        Assert.Equal(body, Assert.Single(failed.Events).Log);
        Assert.Equal(new Rejection("$", why), Assert.Single(failed.Rejected));
        Assert.Empty(succeeded.Events);
        Assert.Equal(why, succeeded.Unreadable);
    }

    [Theory]
    [InlineData("", "r", "start", "job: expected a text that is not empty")]
    [InlineData("a\nb", "r", "start", "job: expected a text without control characters")]
    [InlineData("j", "", "start", "run: expected a text that is not empty")]
    [InlineData("j", "r", "finish",
        "the verb: expected start, progress, success, fail or cancel, not \"finish\"")]
    [InlineData("j", "r", "status",
        "the verb: expected start, progress, success, fail or cancel, not \"status\"")]
    public void A_job_a_run_and_a_verb_are_needed(string job, string run, string verb, string why) =>
        Assert.Equal(why, JobReport.Read(job, run, verb, default).Unreadable);

    [Theory]
    [InlineData(257)]
    [InlineData(1_048_576)]
    public void A_run_has_no_id_of_any_length(int length) =>
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"run: expected at most 256 characters, not {length}"),
            JobReport.Read("j", new('r', length), "success", default).Unreadable);

    [Theory]
    [InlineData("data_generated", JobEventType.DataGenerated)]
    [InlineData("input_drift", JobEventType.InputDrift)]
    [InlineData("training_error", JobEventType.TrainingError)]
    public void Progress_may_be_about_what_the_records_of_decisions_name(string kind, JobEventType type) =>
        Assert.Equal(
            (type, RunKind.Unsaid), (One("progress", $"{{\"kind\":\"{kind}\"}}") is var said ? said.Type : default, said.Kind));

    [Fact]
    public void Of_a_member_that_is_there_twice_the_last_counts()
    {
        var said = One("success", """{"rows":-1,"rows":5,"bytes":5,"bytes":null,"labels":{"a":"1","a":"2"}}""");

        Assert.Equal((5, null, "2"), (said.Rows, said.Bytes, said.Labels["a"]));
    }

    [Theory]
    [InlineData(3221225786, -1073741510)]
    [InlineData(-1, -1)]
    public void An_exit_code_of_windows_is_one(long code, int expected) =>
        Assert.Equal(expected, One("fail", $"{{\"exit_code\":{code.ToString(CultureInfo.InvariantCulture)}}}").ExitCode);

    [Fact]
    public void Of_a_message_that_is_too_long_the_beginning_is_kept_and_of_a_log_the_end()
    {
        var text = new string('é', 70_000) + "end";
        var said = One("fail", $"{{\"message\":\"{text}\",\"log\":\"{text}\"}}");

        Assert.Equal(2_000, said.Message!.Length);
        Assert.EndsWith("éend", said.Log, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(said.Log!), JobLimits.Log - 1, JobLimits.Log);
    }

    [Fact]
    public void Metrics_beyond_the_hundredth_are_refused_by_name_and_of_a_thousand_refusals_a_hundred_are_told()
    {
        var metrics = string.Join(
            ',', Enumerable.Range(0, 1_100).Select(n => string.Create(CultureInfo.InvariantCulture, $"\"m{n}\":{n}")));

        var read = Read("success", $"{{\"metrics\":{{{metrics}}}}}");

        Assert.Equal(100, Assert.Single(read.Events).Metrics.Count);
        Assert.Equal(101, read.Rejected.Length);
        Assert.Equal(new("$.metrics.m100", "there are 100 before it, and no more are kept"), read.Rejected[0]);
        Assert.Equal(new("$", "and 900 more"), read.Rejected[^1]);
    }

    [Fact]
    public void The_largest_report_there_can_be_fits_into_a_row()
    {
        var random = new Random(7);
        string Text(int length) => string.Concat(
            Enumerable.Range(0, length).Select(_ => (char)random.Next(0x4E00, 0x9FFF)));
        var members = string.Join(
            ',', Enumerable.Range(0, 50).Select(_ => $"\"{Text(200)}\":\"{Text(1_000)}\""));
        var log = string.Concat(Enumerable.Range(0, 70_000).Select(_ => $"\\u00{random.Next(0, 32):x2}"));
        var objects = string.Join(
            ',', ((string[])["model", "dataset", "code", "resources", "labels"]).Select(it => $"\"{it}\":{{{members}}}"));
        var said = One("fail", $"{{\"log\":\"{log}\",{objects}}}");

        var row = JobRow.Write(JobEventJson.Write(said), traceParent: null);

        Assert.Equal(50, said.Labels.Count);
        RowLimits.CheckTransaction("p", [RowWrite.Insert("k", row)]);
    }

    private static JobEvent One(string verb, string body)
    {
        var read = Read(verb, body);
        Assert.Null(read.Unreadable);
        Assert.Empty(read.Rejected);
        return Assert.Single(read.Events);
    }

    private static EventsRead Read(string verb, string body) =>
        JobReport.Read("nightly", "r-1", verb, Encoding.UTF8.GetBytes(body));
}
