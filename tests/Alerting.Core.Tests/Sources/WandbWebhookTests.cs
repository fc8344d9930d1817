using System.Text;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;
using Alerting.Core.Sources.WandbAutomations;
using Alerting.Testing.Schemas;
using Xunit;

namespace Alerting.Core.Tests.Sources;

public sealed class WandbWebhookTests
{
    [Fact]
    public void Without_a_run_it_is_a_status_of_the_project()
    {
        var said = One(Payload.Text("wandb.json"));

        Assert.Equal((JobEventType.Status, "scores", (string?)null), (said.Type, said.Job, said.Run));
        Assert.Equal(("RUN_STATE failed by ada", Level.Error), (said.Message, said.Level));
    }

    [Theory]
    [InlineData("running", JobEventType.Start, null)]
    [InlineData("finished", JobEventType.Success, null)]
    [InlineData("FAILED", JobEventType.Fail, "failed")]
    [InlineData("crashed", JobEventType.Fail, "crashed")]
    [InlineData("killed", JobEventType.Cancel, "killed")]
    [InlineData("preempting", JobEventType.Status, null)]
    public void With_a_run_and_a_state_it_is_what_became_of_the_run(string state, JobEventType type, string? reason)
    {
        var said = One($$"""{"project_name":"scores","job":"nightly","run_name":"3k1v9x2p","run_state":"{{state}}"}""");

        Assert.Equal((type, "nightly", "3k1v9x2p", reason), (said.Type, said.Job, said.Run, said.Reason));
    }

    [Theory]
    [InlineData("""{"event_type":"RUN_METRIC_THRESHOLD","project_name":"p","metric_name":"loss","metric_value":0.9}""",
        "RUN_METRIC_THRESHOLD loss 0.9", Level.Warning)]
    [InlineData("""{"event_type":"ADD_ARTIFACT_ALIAS","project_name":"p","artifact_version_string":"e/p/m:v3","alias":"prod"}""",
        "ADD_ARTIFACT_ALIAS e/p/m:v3 prod", null)]
    [InlineData("""{"event_type":"LINK_MODEL","client_payload":{"project_name":"p","artifact_collection_name":"m"}}""",
        "LINK_MODEL m", null)]
    [InlineData("""{"project_name":"p","message":"look","level":"CRITICAL"}""", "look", Level.Critical)]
    public void Anything_else_is_a_status_that_says_what_happened(string body, string message, Level? level)
    {
        var said = One(body);

        Assert.Equal((JobEventType.Status, "p", message, level), (said.Type, said.Job, said.Message, said.Level));
    }

    [Theory]
    [InlineData("{}", "project_name: missing; expected a JSON object with project_name (\"${project_name}\") or job")]
    [InlineData("""{"project_name":"${project_name}"}""",
        "project_name: missing; expected a JSON object with project_name (\"${project_name}\") or job")]
    [InlineData("[]", "project_name: missing; expected a JSON object with project_name (\"${project_name}\") or job")]
    [InlineData("", "the body is empty: expected a JSON object with project_name (\"${project_name}\") or job")]
    public void A_body_without_a_project_is_refused(string body, string why) =>
        Assert.Equal(why, WandbWebhook.Read(Encoding.UTF8.GetBytes(body)).Unreadable);

    [Fact]
    public void A_name_that_cannot_be_one_is_rejected() => Assert.Equal(
        new Rejection("$.project_name", "expected at most 200 characters, not 201"),
        Assert.Single(WandbWebhook.Read(Encoding.UTF8.GetBytes($$"""{"project_name":"{{new string('p', 201)}}"}""")).Rejected));

    [Fact]
    public void A_level_that_is_none_is_told_and_the_report_counts()
    {
        var read = WandbWebhook.Read("""{"project_name":"p","run_state":"failed","level":"LOUD"}"""u8.ToArray());

        Assert.Equal(Level.Error, Assert.Single(read.Events).Level);
        Assert.Equal(
            new Rejection(
                "$.level",
                "expected DEBUG, INFO, WARNING, ERROR or CRITICAL, or one of Python's numbers, not \"LOUD\""),
            Assert.Single(read.Rejected));
    }

    [Fact]
    public void The_example_of_the_facts_is_read() => Assert.Equal(
        ("churn", "RUN_STATE by mia"),
        One(File.ReadAllText(SharedFile.Find("examples/wandb_automation_webhook.json"))) is var said
            ? (said.Job, said.Message)
            : default);

    private static JobEvent One(string body)
    {
        var read = WandbWebhook.Read(Encoding.UTF8.GetBytes(body));
        Assert.Null(read.Unreadable);
        Assert.Empty(read.Rejected);
        return Assert.Single(read.Events);
    }
}
