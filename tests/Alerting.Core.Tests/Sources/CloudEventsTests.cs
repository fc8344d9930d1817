using System.Text;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;
using Alerting.Core.Sources.CloudEvents;
using Alerting.Testing.Schemas;
using Xunit;

namespace Alerting.Core.Tests.Sources;

public sealed class CloudEventsTests
{
    private const string Needed = """ "specversion":"1.0","id":"1","source":"/jobs/j","type":"job.failed" """;

    [Fact]
    public void A_batch_is_read_event_by_event()
    {
        var read = Read(Payload.Text("cloudevents.json"));

        Assert.Empty(read.Rejected);
        var (failed, done) = (read.Events[0], read.Events[1]);
        Assert.Equal(
            (JobEventType.Fail, "nightly-scores", "2026-11-21T02:00Z", 137, "OOMKilled"),
            (failed.Type, failed.Job, failed.Run, failed.ExitCode, failed.Reason));
        Assert.Equal(new(2026, 11, 21, 2, 13, 4, TimeSpan.Zero), failed.At);
        Assert.Equal("/clusters/c1/namespaces/ml/cronjobs/nightly-scores A-1", failed.EventId);
        Assert.Equal((JobEventType.Success, "train", "17"), (done.Type, done.Job, done.Run));
    }

    [Theory]
    [InlineData("com.example.batch.job.started.v1", JobEventType.Start)]
    [InlineData("com.example.batch.job.progress.v2", JobEventType.Progress)]
    [InlineData("job.succeeded", JobEventType.Success)]
    [InlineData("job.completed.1", JobEventType.Success)]
    [InlineData("job.failed.v1.v2", JobEventType.Fail)]
    [InlineData("JobFailed", JobEventType.Fail)]
    [InlineData("batch_job_canceled", JobEventType.Cancel)]
    [InlineData("job.CANCELLED", JobEventType.Cancel)]
    [InlineData("dataset.drift.detected", JobEventType.InputDrift)]
    [InlineData("ml.input-drift", JobEventType.InputDrift)]
    [InlineData("ml.data.generated", JobEventType.DataGenerated)]
    [InlineData("ml.training.error", JobEventType.TrainingError)]
    [InlineData("Microsoft.Storage.BlobCreated", JobEventType.Status)]
    [InlineData("v1", JobEventType.Status)]
    public void The_last_words_of_a_type_say_what_happened(string type, JobEventType expected)
    {
        var said = One($$"""{"specversion":"1.0","id":"1","source":"/jobs/j","type":"{{type}}"}""");

        Assert.Equal((expected, expected == JobEventType.Status ? type : null), (said.Type, said.Message));
    }

    [Theory]
    [InlineData("\"source\":\"/clusters/c/cronjobs/nightly\"", "nightly")]
    [InlineData("\"source\":\"/ns/x/jobs/a%2Fb/tasks/1\"", "a/b")]
    [InlineData("\"source\":\"https://example.com/teams/scores\"", "scores")]
    [InlineData("\"source\":\"urn:example:scores\"", "scores")]
    [InlineData("\"source\":\"https://example.com/teams/scores\",\"partitionkey\":\"key\"", "key")]
    [InlineData("\"source\":\"/jobs/j\",\"partitionkey\":\"key\"", "j")]
    [InlineData("\"source\":\"/jobs/j\",\"data\":{\"job\":\"own\"}", "own")]
    public void What_says_most_of_jobs_names_the_job(string members, string job) =>
        Assert.Equal(job, One($$"""{"specversion":"1.0","id":"1","type":"job.failed",{{members}}}""").Job);

    [Theory]
    [InlineData("\"subject\":\"runs/r-1\"", "r-1")]
    [InlineData("\"subject\":\"x/runs/r/1\"", "r/1")]
    [InlineData("\"subject\":\"r-1\"", "r-1")]
    [InlineData("\"subject\":\"runs/\"", null)]
    [InlineData("\"subject\":\"r-1\",\"data\":{\"run\":\"own\"}", "own")]
    [InlineData("\"unknown\":1", null)]
    public void The_subject_or_the_data_name_the_run(string member, string? run) =>
        Assert.Equal(run, One($$"""{ {{Needed}},{{member}}}""").Run);

    [Theory]
    [InlineData("\"id\":\"1\",", "", "$.id", "missing; expected a text that is not empty")]
    [InlineData("\"id\":\"1\"", "\"id\":1", "$.id", "expected a text that is not empty, not 1")]
    [InlineData("\"id\":\"1\"", "\"id\":\"\"", "$.id", "expected a text that is not empty, not \"\"")]
    [InlineData("\"1.0\"", "\"0.3\"", "$.specversion", "expected 1.0, not \"0.3\"")]
    [InlineData("\"/jobs/j\"", "\"not a uri\"", "$.source", "expected a URI reference, not \"not a uri\"")]
    [InlineData("\"job.failed\"", "null", "$.type", "missing; expected a text that is not empty")]
    public void An_event_without_what_the_specification_requires_is_rejected(
        string old, string with, string path, string reason)
    {
        var read = Read("{" + Needed.Replace(old, with, StringComparison.Ordinal) + "}");

        Assert.Empty(read.Events);
        Assert.Equal(new Rejection(path, reason), Assert.Single(read.Rejected));
    }

    [Theory]
    [InlineData("\"time\":\"yesterday\"", "$.time")]
    [InlineData("\"subject\":7", "$.subject")]
    [InlineData("\"data\":[]", "$.data")]
    [InlineData("\"data\":{\"rows\":-1}", "$.data.rows")]
    [InlineData("\"data_base64\":\"!\"", "$.data_base64")]
    [InlineData("\"data_base64\":\"e30\"", "$.data_base64")]
    [InlineData("\"data_base64\":\"e30xMjM=\"", "$.data_base64")]
    public void What_need_not_be_there_does_not_cost_the_event(string member, string path)
    {
        var read = Read("{" + Needed + "," + member + "}");

        Assert.Equal(JobEventType.Fail, Assert.Single(read.Events).Type);
        Assert.Equal(path, Assert.Single(read.Rejected).Path);
    }

    [Fact]
    public void Data_may_be_base64_or_a_text()
    {
        var base64 = Convert.ToBase64String("{\"exit_code\":3}"u8);
        Assert.Equal(3, One($$"""{ {{Needed}},"data_base64":"{{base64}}"}""").ExitCode);
        Assert.Equal("Traceback", One($$"""{ {{Needed}},"data":"Traceback"}""").Log);
        Assert.Equal(
            "{\"exit_code\":3}",
            One($$"""{ {{Needed}},"datacontenttype":"text/plain","data_base64":"{{base64}}"}""").Log);
    }

    [Fact]
    public void Ten_thousand_events_are_taken_at_once()
    {
        var read = Read("[" + string.Join(',', Enumerable.Repeat("{" + Needed + "}", Elements.Most + 1)) + "]");

        Assert.Equal(Elements.Most, read.Events.Length);
        Assert.Equal("$[10000]", Assert.Single(read.Rejected).Path);
    }

    [Fact]
    public void Data_and_base64_together_are_refused() => Assert.Equal(
        new Rejection("$.data_base64", "expected data or data_base64, not both"),
        Assert.Single(Read($$"""{ {{Needed}},"data":1,"data_base64":""}""").Rejected));

    [Fact]
    public void Of_a_batch_one_that_cannot_be_used_is_rejected_by_its_index()
    {
        var read = Read($$"""[{ {{Needed}} },7,{ {{Needed}},"subject":"{{new string('r', 1_048_576)}}"}]""");

        Assert.Single(read.Events);
        Assert.Equal(
            [new("$[1]", "expected a JSON object, a CloudEvent of version 1.0, not 7"),
             new Rejection("$[2].subject", "expected at most 256 characters, not 1048576")],
            read.Rejected);
    }

    [Fact]
    public void An_id_of_any_length_tells_repeats_apart()
    {
        var (one, same, other) = (Id("a"), Id("a"), Id("b"));

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        Assert.InRange(one.Length, 1, JobLimits.Name);

        static string Id(string end) => One($$"""
            {"specversion":"1.0","id":"{{new string('i', 100_000)}}{{end}}","source":"/jobs/j","type":"x"}
            """).EventId!;
    }

    [Fact]
    public void In_binary_mode_headers_are_the_attributes_and_the_body_is_the_data()
    {
        var read = Binary("application/json; charset=utf-8", "{\"exit_code\":137}", ("subject", "runs/r%20%E2%82%AC%25"));

        var said = Assert.Single(read.Events);
        Assert.Empty(read.Rejected);
        Assert.Equal(
            (JobEventType.Fail, "nightly", "r €%", 137, "/cronjobs/nightly 1"),
            (said.Type, said.Job, said.Run, said.ExitCode, said.EventId));
        Assert.Equal(new(2026, 11, 21, 2, 13, 4, TimeSpan.Zero), said.At);
    }

    [Theory]
    [InlineData("\"quoted\"", "quoted")]
    [InlineData("a%2525b", "a%25b")]
    [InlineData("100%", "100%")]
    [InlineData("%zz", "%zz")]
    [InlineData("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀")]
    public void A_header_is_decoded_once(string sent, string run) =>
        Assert.Equal(run, Assert.Single(Binary(null, "", ("subject", sent)).Events).Run);

    [Fact]
    public void A_header_that_is_no_utf8_is_told()
    {
        var read = Binary(null, "", ("subject", "%FF"));

        Assert.Null(Assert.Single(read.Events).Run);
        Assert.Equal(new Rejection("ce-subject", "expected percent-encoded UTF-8"), Assert.Single(read.Rejected));
        Assert.Equal("ce-id", Assert.Single(Binary(null, "", ("id", "")).Rejected).Path);
    }

    [Theory]
    [InlineData("text/plain", "Traceback", "Traceback", 0)]
    [InlineData("application/octet-stream", "bytes", null, 0)]
    [InlineData("application/json", "Traceback", "Traceback", 1)]
    [InlineData(null, "{}", null, 0)]
    public void A_body_that_is_no_json_is_the_log_where_it_is_text(string? type, string body, string? log, int rejected)
    {
        var read = Binary(type, body);

        Assert.Equal(log, Assert.Single(read.Events).Log);
        Assert.Equal(rejected, read.Rejected.Length);
    }

    [Fact]
    public void The_example_of_the_facts_is_read_and_ours_keep_to_the_schema()
    {
        var said = One(File.ReadAllText(SharedFile.Find("examples/cloudevents_structured.json")));
        var schema = JsonSchema.Load(SharedFile.Find("schemas/cloudevents-1.0.schema.json"), "");
        using var ours = System.Text.Json.JsonDocument.Parse(Payload.Bytes("cloudevents.json"));

        Assert.Equal(
            (JobEventType.Fail, "churn-nightly-train", "2026-11-21T02:00Z"), (said.Type, said.Job, said.Run));
        Assert.All(ours.RootElement.EnumerateArray(), one => Assert.Empty(schema.Problems(one)));
    }

    private static EventsRead Binary(string? type, string body, params (string Name, string Value)[] more)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["specversion"] = "1.0",
            ["id"] = "1",
            ["source"] = "/cronjobs/nightly",
            ["type"] = "job.failed",
            ["time"] = "2026-11-21T02:13:04Z",
        };
        foreach (var (name, value) in more)
        {
            headers[name] = value;
        }

        return CloudEventsBinary.Read(headers, type, Encoding.UTF8.GetBytes(body));
    }

    private static JobEvent One(string body)
    {
        var read = Read(body);
        Assert.Null(read.Unreadable);
        Assert.Empty(read.Rejected);
        return Assert.Single(read.Events);
    }

    private static EventsRead Read(string body) => CloudEventsWebhook.Read(Encoding.UTF8.GetBytes(body));
}
