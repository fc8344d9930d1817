using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Sources;
using Alerting.Core.Sources.GoogleMonitoring;
using Xunit;

namespace Alerting.Core.Tests.Sources;

public sealed class MonitoringWebhookTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_open_incident_is_an_alert_that_fires()
    {
        var alert = One(Payload.Text("gcp.json"));

        Assert.Equal(
            """
            {alertname="Scores failed", condition="Failed executions", job_name="scores", level="ERROR",
             location="europe-west4", metric_type="run.googleapis.com/job/completed_execution_count",
             project="batch-prod", resource_type="cloud_run_job", result="failed", severity="critical", team="ml"}
            """.ReplaceLineEndings(""),
            alert.Labels.ToString());
        Assert.Equal("Completed executions for batch-prod is above the threshold of 0.", alert.Annotations["summary"]);
        Assert.Equal("Look at the last execution.", alert.Annotations["description"]);
        Assert.Equal("https://runbooks.example/scores", alert.Annotations["runbook_url"]);
        Assert.Equal(("0.mxyz0123", "1.000", "0", "scores"), (
            alert.Annotations["incident_id"], alert.Annotations["observed_value"],
            alert.Annotations["threshold_value"], alert.Annotations["resource"]));
        Assert.StartsWith("https://console.cloud.google.com/", alert.GeneratorUrl, StringComparison.Ordinal);
        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1795226400), null, Ending.Explicit),
            (alert.StartsAt, alert.EndsAt, alert.Ending));
    }

    [Fact]
    public void A_closed_incident_ends_the_same_alert()
    {
        var open = One(Payload.Text("gcp.json"));
        var closed = One(Payload.Text("gcp.json")
            .Replace("\"state\": \"open\"", "\"state\": \"CLOSED\"", StringComparison.Ordinal)
            .Replace("\"ended_at\": null", "\"ended_at\": 1795230000", StringComparison.Ordinal)
            .Replace("0.mxyz0123", "0.other", StringComparison.Ordinal)
            .Replace("n-17", "n-18", StringComparison.Ordinal));

        Assert.Equal(open.Fingerprint, closed.Fingerprint);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795230000), closed.EndsAt);
        Assert.Equal(open.StartsAt, closed.StartsAt);
    }

    [Theory]
    [InlineData("\"state\":\"closed\"", "2026-11-21T12:00:00Z", "2026-11-21T12:00:00Z")]
    [InlineData("\"state\":\"closed\",\"ended_at\":4000000000", "2026-11-21T12:00:00Z", "2026-11-21T12:00:00Z")]
    [InlineData("\"state\":\"closed\",\"started_at\":1795230000,\"ended_at\":1795226400",
        "2026-11-21T02:00:00Z", "2026-11-21T02:00:00Z")]
    [InlineData("\"state\":\"OPEN\",\"started_at\":0,\"ended_at\":0", "2026-11-21T12:00:00Z", null)]
    [InlineData("\"state\":\"acknowledged\",\"started_at\":4000000000", "2026-11-21T12:00:00Z", null)]
    public void Times_that_are_missing_or_still_to_come_are_now(string members, string start, string? end)
    {
        var alert = One($$$"""{"incident":{"policy_name":"p",{{{members}}}}}""");

        Assert.Equal(DateTimeOffset.Parse(start, null), alert.StartsAt);
        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end, null), alert.EndsAt);
    }

    [Theory]
    [InlineData("\"severity\":\"Critical\"", "critical", "CRITICAL")]
    [InlineData("\"severity\":\"WARNING\"", "warning", "WARNING")]
    [InlineData("\"severity\":\"No severity\"", "", "")]
    [InlineData("\"policy_user_labels\":{\"severity\":\"page\"}", "page", "")]
    public void A_severity_is_that_of_the_policy_or_of_its_labels(string member, string severity, string level)
    {
        var alert = One($$$"""{"incident":{"state":"open","condition_name":"c",{{{member}}}}}""");

        Assert.Equal((severity, level, "c"), (alert.Labels["severity"], alert.Labels["level"], alert.Labels["alertname"]));
    }

    [Theory]
    [InlineData("{}", "incident: missing; expected a JSON object with the object incident")]
    [InlineData("{\"incident\":[]}", "incident: missing; expected a JSON object with the object incident")]
    [InlineData("", "the body is empty: expected a JSON object with the object incident")]
    public void A_body_without_an_incident_is_refused(string body, string why) =>
        Assert.Equal(why, Read(body).Unreadable);

    [Fact]
    public void An_incident_of_no_known_state_is_rejected_and_a_time_that_is_none_is_told()
    {
        Assert.Equal(
            new Rejection("$.incident.state", "expected open or closed"),
            Assert.Single(Read("""{"incident":{"state":"odd"}}""").Rejected));

        var read = Read("""{"incident":{"state":"open","policy_name":"p","started_at":"soon"}}""");
        Assert.Equal(Now, Assert.Single(read.Alerts).StartsAt);
        Assert.Equal(
            new Rejection("$.incident.started_at", "expected seconds since 1970, not \"soon\""),
            Assert.Single(read.Rejected));
    }

    [Fact]
    public void What_a_channel_is_tested_with_is_an_alert() => Assert.Equal(
        "projects/12345/alertPolicies/12345",
        One("""
            {"version":"test","incident":{"incident_id":"12345","scoping_project_id":"12345","started_at":0,
            "ended_at":0,"state":"OPEN","summary":"Test Incident","resource":{"type":"example_resource",
            "labels":{"example":"label"}},"policy_name":"projects/12345/alertPolicies/12345",
            "policy_user_labels":{"example":"label"},"documentation":"Test documentation"}}
            """).Labels["alertname"]);

    private static Alert One(string body)
    {
        var read = Read(body);
        Assert.Null(read.Unreadable);
        Assert.Empty(read.Rejected);
        Assert.Equal(["$.incident"], read.AlertPaths);
        return Assert.Single(read.Alerts);
    }

    private static EventsRead Read(string body) => MonitoringWebhook.Read(Encoding.UTF8.GetBytes(body), Now);
}
