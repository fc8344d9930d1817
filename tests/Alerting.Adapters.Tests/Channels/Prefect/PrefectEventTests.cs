using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Prefect;

/// <summary>What an event says.</summary>
public sealed class PrefectEventTests
{
    [Fact]
    public async Task An_event_tells_state_labels_flow_run_job_and_group()
    {
        await using var server = await PrefectServer.Start();
        var alert = Notices.Alert(
            $"alertname=A;severity=critical;job_name=train;job=kube;flow_run_id={PrefectCase.FlowRun}",
            "summary=OOM;log=last line");

        await PrefectCase.Send(server, Notices.Of(PrefectCase.To(server), alert));

        var made = Assert.Single(server.Events.Values);
        var fingerprint = alert.Labels.Fingerprint.ToString();
        Assert.Equal("alerting.alert.firing", made.Text("event"));
        Assert.Equal("2026-11-21T12:00:00Z", made.Text("occurred"));
        Assert.Equal("alerting.alert." + fingerprint, made.Text("resource", "prefect.resource.id"));
        Assert.Equal("A", made.Text("resource", "prefect.resource.name"));
        Assert.Equal("critical", made.Text("resource", "alerting.severity"));
        Assert.Equal("{}:{alertname=\"A\"}", made.Text("resource", "alerting.group-key"));
        Assert.Equal("kube", made.Text("resource", "alerting.label.job"));
        Assert.Equal(
            [("flow-run", "prefect.flow-run." + PrefectCase.FlowRun), ("job", "alerting.job.train")],
            Related(made).Take(2));
        Assert.Equal(["flow-run", "job", "group", "receiver"], Related(made).Select(other => other.Role));
        var payload = made.GetProperty("payload");
        Assert.Equal("OOM", payload.Text("annotations", "summary"));
        Assert.Equal("last line", payload.Text("log_excerpt"));
        Assert.Equal("first notification", payload.Text("reason"));
        Assert.Equal("2026-11-21T11:00:00.123+01:00", payload.Text("starts_at"));
        Assert.Equal("https://prometheus.example.com/graph?a=1&b=2", payload.Text("generator_url"));
        Assert.StartsWith("http://alerting:9093/#/alerts?", payload.Text("url"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AlertStatus.Firing, "alerting.alert.firing")]
    [InlineData(AlertStatus.Resolved, "alerting.alert.resolved")]
    [InlineData(AlertStatus.NoLongerReported, "alerting.alert.no-longer-reported")]
    public async Task The_name_is_the_state(AlertStatus status, string expected)
    {
        await using var server = await PrefectServer.Start();

        await PrefectCase.Send(server, Notices.Of(PrefectCase.To(server), Notices.Alert(status: status)));

        Assert.Equal(expected, Assert.Single(server.Events.Values).Text("event"));
    }

    [Fact]
    public async Task A_drill_sets_off_nothing_that_waits_for_alerts()
    {
        await using var server = await PrefectServer.Start();
        var integration = PrefectCase.To(server) with { Artifact = true, FlowRunNote = true };

        await PrefectCase.Send(server, Notices.Of(
            integration, Notices.Alert($"alertname=A;flow_run_id={PrefectCase.FlowRun}")) with
        {
            IsDrill = true,
        });

        var made = Assert.Single(server.Events.Values);
        Assert.Equal("alerting.drill.firing", made.Text("event"));
        Assert.StartsWith("alerting.drill.", made.Text("resource", "prefect.resource.id"), StringComparison.Ordinal);
        Assert.StartsWith("alerting-drill-", Assert.Single(server.Artifacts).Text("key"), StringComparison.Ordinal);
        Assert.StartsWith("[DRILL] ", Assert.Single(server.Logs).Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alertname=A", "{{ .CommonLabels.run }}", false)]
    [InlineData("alertname=A;run=crimson-fox", "{{ .CommonLabels.run }}", false)]
    [InlineData("alertname=A;run= E3755D32-CEC5-42CA-9BCD-AF236E308BA6", "{{ .CommonLabels.run }}", true)]
    public async Task A_flow_run_is_named_only_by_its_UUID(string labels, string template, bool isNamed)
    {
        await using var server = await PrefectServer.Start();
        var integration = PrefectCase.To(server) with { FlowRunId = template };

        await PrefectCase.Send(server, Notices.Of(integration, Notices.Alert(labels)));

        Assert.Equal(
            isNamed, Related(Assert.Single(server.Events.Values)).Contains(("flow-run", "prefect.flow-run." + PrefectCase.FlowRun)));
    }

    [Fact]
    public async Task Each_alert_names_its_own_flow_run()
    {
        await using var server = await PrefectServer.Start();
        var integration = PrefectCase.To(server) with { FlowRunNote = true };
        Guid[] runs = [.. Enumerable.Range(1, 120).Select(i => new Guid(i, 0, 0, new byte[8]))];

        await PrefectCase.Send(server, Notices.Of(
            integration, [.. runs.Select(run => Notices.Alert($"alertname=A;flow_run_id={run}"))]));

        Assert.Equal(
            runs.Select(run => $"prefect.flow-run.{run}").Order(StringComparer.Ordinal),
            server.Events.Values.Select(made => Related(made).First().Id).Order(StringComparer.Ordinal));
        Assert.Equal(100, server.Logs.Count);
    }

    [Fact]
    public async Task A_template_that_fails_costs_the_flow_run_alone_and_is_named()
    {
        await using var server = await PrefectServer.Start();
        var integration = PrefectCase.To(server) with { FlowRunId = "{{ .Nothing }}" };

        var told = Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, Notices.Of(integration)));

        Assert.StartsWith("a template failed: ", told.Flaw, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing", Assert.Single(server.Events.Values).Text("payload", "template_error"), StringComparison.Ordinal);
    }

    public static TheoryData<string, int> Hostile => new()
    {
        { "\0", 5000 },
        { "\u001b[2J", 25_000 },
        { "\ud83d", 5000 },
        { "😀", 100_000 },
        { "\"\\\n", 100_000 },
        { "`*_|<>\u2028", 15_000 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Labels_of_any_kind_and_size_keep_to_the_limits(string piece, int times)
    {
        await using var server = await PrefectServer.Start();
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var labels = LabelSet.From(
        [
            new("alertname", text), new("severity", text), new("job_name", text), new("prefect.resource.id", text),
            .. Enumerable.Range(0, 10_000).Select(i => new Label($"l{i}{piece}", text[..50])),
        ]);
        var annotations = LabelSet.From(
            [new("summary", text), new("log", text), .. Enumerable.Range(0, 50).Select(i => new Label($"a{i}", text))]);
        var integration = PrefectCase.To(server) with { Artifact = true, FlowRunNote = true };
        var notification = Notices.Of(
            integration, Notices.Alert() with { Labels = labels, Annotations = annotations, GeneratorUrl = text });

        var receipt = await PrefectCase.Send(server, notification with { GroupLabels = labels, GroupKey = text, Receiver = text });

        Assert.IsType<Receipt.Delivered>(receipt);
        Assert.EndsWith("/events answered 204", receipt.Why, StringComparison.Ordinal);
        var made = Assert.Single(server.Events.Values);
        Assert.InRange(made.GetProperty("resource").EnumerateObject().Count(), 7, 500);
        Assert.Equal("alerting.alert." + labels.Fingerprint, made.Text("resource", "prefect.resource.id"));
        Assert.All(Related(made), other => Assert.InRange(other.Id.Length, 1, 255));
        Assert.InRange(server.Edge.Requests[0].Body.Length, 1000, 1_500_000);
        Assert.Equal(0, server.Edge.Requests.Sum(request => request.Text.Count(c => c < ' ')));
        Assert.Matches("^alerting-[a-z0-9-]{1,100}$", Assert.Single(server.Artifacts).Text("key"));
    }

    [Theory]
    [InlineData("/events", """[{"id":"a","occurred":"b","event":"c","resource":{"d":"e"}}]""", true)]
    [InlineData("/events", """[{"id":"a","occurred":"b","event":"c","resource":{"d":1}}]""", false)]
    [InlineData("/events", """{"id":"a","occurred":"b","event":"c","resource":{}}""", false)]
    [InlineData("/artifacts/", """{"key":"a","metadata":{}}""", false)]
    [InlineData("/logs/", """[{"name":"a","level":"40","message":"b","timestamp":"c"}]""", false)]
    public void The_schema_that_bodies_are_held_to_refuses_others(string place, string body, bool isFine) => Assert.Equal(
        isFine, PrefectCase.FindSchema(place).Problems(System.Text.Encoding.UTF8.GetBytes(body)).Count == 0);

    private static IEnumerable<(string Role, string Id)> Related(JsonElement made) =>
        made.GetProperty("related").EnumerateArray()
            .Select(other => (other.Text("prefect.resource.role"), other.Text("prefect.resource.id")));
}
