using System.Text;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;
using Alerting.Core.Sources.PrefectAutomations;
using Alerting.Testing.Schemas;
using Xunit;

namespace Alerting.Core.Tests.Sources;

public sealed class PrefectWebhookTests
{
    private const string Flow =
        """ "related":[{"prefect.resource.id":"prefect.flow.f-1","prefect.resource.name":"scores","prefect.resource.role":"flow"}] """;

    [Fact]
    public void A_failed_flow_run_is_a_failure_of_its_flow()
    {
        var said = One(Payload.Text("prefect.json"));

        Assert.Equal(
            (JobEventType.Fail, "nightly-scores", "0b0b0b0b-1111-4222-8333-444444444444", 3),
            (said.Type, said.Job, said.Run, said.Attempt));
        Assert.Equal(
            ("TimedOut", "Flow run encountered an exception: ValueError", "11111111-2222-4333-8444-555555555555"),
            (said.Reason, said.Message, said.EventId));
        Assert.Equal(new(2026, 11, 21, 2, 13, 5, 120, TimeSpan.Zero), said.At);
        Assert.Empty(said.Labels);
    }

    [Theory]
    [InlineData("RUNNING", "Retrying", JobEventType.Start, null)]
    [InlineData("COMPLETED", "Cached", JobEventType.Success, null)]
    [InlineData("FAILED", "Failed", JobEventType.Fail, null)]
    [InlineData("CRASHED", "Crashed", JobEventType.Fail, null)]
    [InlineData("CANCELLED", "Cancelled", JobEventType.Cancel, null)]
    [InlineData("SCHEDULED", "Late", JobEventType.Status, Level.Warning)]
    [InlineData("SCHEDULED", "AwaitingRetry", JobEventType.Status, null)]
    [InlineData("PENDING", "Pending", JobEventType.Status, null)]
    [InlineData("PAUSED", "Paused", JobEventType.Status, null)]
    [InlineData("CANCELLING", "Cancelling", JobEventType.Status, null)]
    [InlineData("NEW_ONE", "New", JobEventType.Status, null)]
    public void The_type_of_a_state_decides_whatever_its_name_is(
        string type, string name, JobEventType expected, Level? level)
    {
        var said = One($$$"""
            {"event":"prefect.flow-run.{{{name}}}","resource":{"prefect.resource.id":"prefect.flow-run.r-1",
            "prefect.state-type":"{{{type}}}","prefect.state-name":"{{{name}}}"},{{{Flow}}} }
            """);

        Assert.Equal((expected, "scores", "r-1", 1, level), (said.Type, said.Job, said.Run, said.Attempt, said.Level));
        Assert.Equal(expected == JobEventType.Status ? name : null, said.Message);
    }

    [Theory]
    [InlineData("\"0\"", 1)]
    [InlineData("\"2\"", 2)]
    [InlineData("4", 4)]
    [InlineData("\"9999\"", 1000)]
    [InlineData("\"x\"", 1)]
    public void The_run_count_is_the_attempt(string count, int attempt) => Assert.Equal(
        attempt,
        One($$$"""
            {"event":"prefect.flow-run.Running","resource":{"prefect.resource.id":"prefect.flow-run.r-1",
            "prefect.state-type":"RUNNING","prefect.run-count":{{{count}}} },{{{Flow}}} }
            """).Attempt);

    [Theory]
    [InlineData("""{"prefect.resource.id":"prefect.deployment.d-1","prefect.resource.name":"prod","prefect.resource.role":"deployment"}""", "prod")]
    [InlineData("""{"prefect.resource.id":"prefect.flow.f-1","prefect.resource.role":"flow"}""", "f-1")]
    public void Without_the_name_of_a_flow_the_deployment_names_the_job_or_the_id_does(string related, string job) =>
        Assert.Equal(job, One($$$"""
            {"event":"prefect.flow-run.Failed","resource":{"prefect.resource.id":"prefect.flow-run.r-1",
            "prefect.state-type":"FAILED"},"related":[{{{related}}}]}
            """).Job);

    [Fact]
    public void A_state_is_found_in_the_payload_too() => Assert.Equal(
        (JobEventType.Fail, "Failed", "why"),
        One($$$"""
            {"event":"prefect.flow-run.Failed","resource":{"prefect.resource.id":"prefect.flow-run.r-1"},{{{Flow}}},
            "payload":{"validated_state":{"type":"FAILED","name":"Failed","message":"why"} } }
            """) is var said ? (said.Type, said.Reason, said.Message) : default);

    [Fact]
    public void An_event_of_something_else_is_a_status()
    {
        var said = One("""
            {"event":"prefect.task-run.Failed","resource":{"prefect.resource.id":"prefect.task-run.t-1",
            "prefect.resource.name":"load","prefect.state-type":"FAILED","prefect.state-message":"why"},
            "related":[{"prefect.resource.id":"prefect.flow-run.r-1","prefect.resource.role":"flow-run"},
            {"prefect.resource.id":"prefect.flow.f","prefect.resource.name":"scores","prefect.resource.role":"flow"}]}
            """);

        Assert.Equal(
            (JobEventType.Status, "scores", "r-1", "prefect.task-run.Failed: why", Level.Error),
            (said.Type, said.Job, said.Run, said.Message, said.Level));
    }

    [Fact]
    public void Of_several_events_one_that_cannot_be_used_is_rejected_by_itself()
    {
        var read = Read($$$"""
            [{"event":"prefect.flow-run.Failed","resource":{"prefect.resource.id":"prefect.flow-run.r-1"}},
            7,{"event":{"event":"x","occurred":"never","resource":{"prefect.resource.name":"thing"} } }]
            """);

        Assert.Equal("thing", Assert.Single(read.Events).Job);
        Assert.Equal(
            ["$[0].related", "$[1]", "$[2].event.occurred"], read.Rejected.Select(one => one.Path));
        Assert.Null(read.Unreadable);
    }

    [Theory]
    [InlineData("", "the body is empty: expected an event of Prefect")]
    [InlineData("{{ event }}", "the body is not JSON (line 1, byte 2; at most 1000 levels): expected an event of Prefect")]
    public void A_template_that_is_none_is_told_what_it_should_be(string body, string why) =>
        Assert.StartsWith(why, Read(body).Unreadable, StringComparison.Ordinal);

    [Theory]
    [InlineData("prefect_ingest_event", JobEventType.Fail, "churn-nightly-train", 3)]
    [InlineData("prefect_events", JobEventType.Status, "churn-nightly-train", 1)]
    public void The_examples_of_the_facts_are_read(string example, JobEventType type, string job, int attempt)
    {
        var said = One(File.ReadAllText(SharedFile.Find($"examples/{example}.json")));

        Assert.Equal(
            (type, job, "e3755d32-cec5-42ca-9bcd-af236e308ba6", attempt), (said.Type, said.Job, said.Run, said.Attempt));
    }

    private static JobEvent One(string body)
    {
        var read = Read(body);
        Assert.Empty(read.Rejected);
        return Assert.Single(read.Events);
    }

    private static EventsRead Read(string body) => PrefectWebhook.Read(Encoding.UTF8.GetBytes(body));
}
