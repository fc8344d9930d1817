using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;
using Alerting.Core.Sources.Mapped;
using Alerting.Testing.Schemas;
using Xunit;

namespace Alerting.Core.Tests.Sources;

public sealed class MappedWebhookTests
{
    private const string Airflow = """
        sources:
          - name: airflow
            event:
              job: $.dag_id
              run: $.run_id
              attempt: $.try_number
              partition: $.task_id
              type: { from: $.state, map: { failed: fail, success: success, running: start }, otherwise: status }
              message: $.exception
              at: { from: [$.end_date, $.start_date] }
              scheduled_at: $.logical_date
              labels: { team: ml, dag: $.dag_id }
        """;

    private const string Alerts = """
        sources:
          - name: checks
            each: $.checks
            alert:
              status: { from: $.state, map: { bad: firing, good: resolved } }
              labels: { alertname: $.name, site: "$['the site']", team: ops, none: $.none }
              annotations: { summary: $.text, cost: $$5 }
              starts_at: $.since
              ends_at: $.until
              url: $.links[0].href
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_body_of_airflow_is_a_report_as_the_mapping_says()
    {
        var said = One(Airflow, Payload.Text("airflow.json"));

        Assert.Equal(
            (JobEventType.Fail, "nightly_scores", "scheduled__2026-11-20T02:00:00+00:00", 3, "train"),
            (said.Type, said.Job, said.Run, said.Attempt, said.Partition));
        Assert.Equal("AirflowException: pod returned a failure (exit 137)", said.Message);
        Assert.Equal(new(2026, 11, 21, 2, 13, 5, 1, TimeSpan.Zero), said.At);
        Assert.Equal(new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero), said.ScheduledAt);
        Assert.Equal(("ml", "nightly_scores"), (said.Labels["team"], said.Labels["dag"]));
    }

    [Theory]
    [InlineData("running", JobEventType.Start)]
    [InlineData("SUCCESS", JobEventType.Success)]
    [InlineData("up_for_retry", JobEventType.Status)]
    public void A_map_knows_no_case_and_has_a_word_for_all_others(string state, JobEventType type) =>
        Assert.Equal(type, One(Airflow, $$"""{"dag_id":"d","state":"{{state}}"}""").Type);

    [Fact]
    public void Numbers_texts_and_times_are_taken_as_they_come()
    {
        const string Mapping = """
            sources:
              - name: s
                event:
                  job: $.id
                  type: success
                  run: $.run
                  attempt: $.try
                  exit_code: $.exit
                  rows: $.rows
                  at: $.at
                  message: $.info
                  sequence: $.seq
                  metrics: { loss: $.loss, one: "1" }
            """;

        var said = One(Mapping, """
            {"id":7,"run":8,"try":"2","exit":"0","rows":"1e3","at":1795226400000,"info":{"a":[1]},
            "seq":9007199254740993,"loss":"0.5"}
            """);

        Assert.Equal(("7", "8", 2, 0, 1000), (said.Job, said.Run, said.Attempt, said.ExitCode, said.Rows));
        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1795226400), "{\"a\":[1]}", 9007199254740993),
            (said.At, said.Message, said.Sequence));
        Assert.Equal((0.5, 1), (said.Metrics["loss"].Value, said.Metrics["one"].Value));
    }

    [Fact]
    public void What_is_no_scalar_and_no_unicode_is_still_a_text()
    {
        const string Mapping = "sources: [{name: s, event: {job: $.job, type: fail, message: $.info}}]";

        var read = Read(Mapping, Encoding.Latin1.GetBytes("{\"job\":\"j\",\"info\":[\"\xFF\"]}"));

        Assert.Equal("[\"\uFFFD\"]", Assert.Single(read.Events).Message);
    }

    [Fact]
    public void What_is_wrong_is_told_by_its_place_in_the_body()
    {
        var read = Read(Airflow, """
            [{"dag_id":"d","state":"success","try_number":0,"end_date":"soon"},{"state":"failed"},
            {"dag_id":"d","run_id":"a\nb"}]
            """);

        Assert.Equal(JobEventType.Success, Assert.Single(read.Events).Type);
        Assert.Equal(
            ["$[0].end_date", "$[0].try_number", "$[1].dag_id", "$[2].run_id"],
            read.Rejected.Select(one => one.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_word_that_is_no_type_is_told() => Assert.Equal(
        new Rejection(
            "$.what",
            "expected start, progress, success, fail, cancel, status, data_generated, input_drift or training_error, "
            + "not \"resolve\""),
        Assert.Single(Read("sources: [{name: s, event: {job: j, type: $.what}}]", """{"what":"resolve"}""").Rejected));

    [Fact]
    public void A_body_of_checks_is_alerts_as_the_mapping_says()
    {
        var read = Read(Alerts, """
            {"checks":[{"state":"bad","name":"Disk","the site":"a","text":"full","since":"2026-11-21T11:00:00Z",
            "links":[{"href":"https://x/1"}]},{"state":"good","name":"Disk","the site":"a","until":1795226400},
            {"state":"odd","name":"Disk"},7]}
            """);

        Assert.Equal(["$.checks[0]", "$.checks[1]"], read.AlertPaths);
        var (bad, good) = (read.Alerts[0], read.Alerts[1]);
        Assert.Equal("""{alertname="Disk", site="a", team="ops"}""", bad.Labels.ToString());
        Assert.Equal(("full", "$5", "https://x/1"), (bad.Annotations["summary"], bad.Annotations["cost"], bad.GeneratorUrl));
        Assert.Equal((new(2026, 11, 21, 11, 0, 0, TimeSpan.Zero), null, Ending.Explicit), (bad.StartsAt, bad.EndsAt, bad.Ending));
        Assert.Equal((bad.Fingerprint, DateTimeOffset.FromUnixTimeSeconds(1795226400)), (good.Fingerprint, good.EndsAt));
        Assert.Equal(
            [new("$.checks[2].state", "expected firing or resolved, not nothing"),
             new Rejection("$.checks[3].state", "expected firing or resolved, not nothing")],
            read.Rejected);
    }

    [Theory]
    [InlineData("{}", "$.checks: expected an array")]
    [InlineData("""{"checks":{}}""", "$.checks: expected an array")]
    [InlineData("", "the body is empty: expected JSON")]
    public void Where_there_is_no_array_to_go_through_the_body_is_refused(string body, string why) =>
        Assert.Equal(why, Read(Alerts, body).Unreadable);

    [Theory]
    [InlineData("$", """{"a":1}""", """{"a":1}""")]
    [InlineData("$.a", """{"a":1}""", "1")]
    [InlineData("$.a.b[1]['c d'][\"e\"]", """{"a":{"b":[0,{"c d":{"e":"x"}}]}}""", "\"x\"")]
    [InlineData("$[0]", "[5]", "5")]
    [InlineData("$[1]", "[5]", null)]
    [InlineData("$.a", "[5]", null)]
    [InlineData("$.a", """{"a":null}""", null)]
    [InlineData("$.a.b", """{"a":7}""", null)]
    [InlineData("$.prefect-x", """{"prefect-x":1}""", "1")]
    public void A_path_leads_to_one_value(string path, string json, string? found)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);

        Assert.Equal(found, JsonPath.Parse(path)!.Find(document.RootElement)?.GetRawText());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("$a")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$.a.")]
    [InlineData("$[")]
    [InlineData("$[]")]
    [InlineData("$[-1]")]
    [InlineData("$[*]")]
    [InlineData("$.a b")]
    [InlineData("$['a]")]
    [InlineData("$['a'")]
    [InlineData("$['']")]
    [InlineData("$[99999999999]")]
    public void Any_other_path_is_none(string path) => Assert.Null(JsonPath.Parse(path));

    [Fact]
    public void The_example_of_the_facts_is_read() => Assert.Equal(
        (JobEventType.Fail, "churn_nightly", "train", 3),
        One(Airflow, File.ReadAllText(SharedFile.Find("examples/airflow_on_failure.json"))) is var said
            ? (said.Type, said.Job, said.Partition, said.Attempt)
            : default);

    private static JobEvent One(string mapping, string body)
    {
        var read = Read(mapping, body);
        Assert.Null(read.Unreadable);
        Assert.Empty(read.Rejected);
        return Assert.Single(read.Events);
    }

    private static EventsRead Read(string mapping, string body) => Read(mapping, Encoding.UTF8.GetBytes(body));

    private static EventsRead Read(string mapping, byte[] body)
    {
        var result = ConfigurationReader.Read(null, new("alerting.yml", mapping));
        Assert.Empty(result.Errors);
        return MappedWebhook.Read(Assert.Single(result.Configuration!.Sources), body, Now);
    }
}
