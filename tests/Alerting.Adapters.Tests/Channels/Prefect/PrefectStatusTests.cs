using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Prefect;

/// <summary>What runs report, as events of their jobs.</summary>
public sealed class PrefectStatusTests
{
    [Fact]
    public async Task A_report_is_an_event_of_its_job_about_the_flow_run_that_it_is()
    {
        await using var server = await PrefectServer.Start();
        var report = Notices.Report(
            $"job=train;run={PrefectCase.FlowRun};type=data_generated;level=DEBUG;kind=scheduled;team=ml",
            "message=wrote 12;rows=12;metric_accuracy=0.93;metric_loss=1E-07;resource_cpu_seconds=7.5");

        await PrefectCase.Send(server, Notices.Status(PrefectCase.To(server), report));

        var made = Assert.Single(server.Events.Values);
        Assert.Equal("alerting.job.data_generated", made.Text("event"));
        Assert.Equal("2026-11-21T11:00:00.123+01:00", made.Text("occurred"));
        Assert.Equal(
            ["alerting.job.train", "train", "DEBUG", PrefectCase.FlowRun, "scheduled", "ml.batch", "ml"],
            made.GetProperty("resource").EnumerateObject().Select(label => label.Value.GetString()));
        Assert.Equal(
            [("flow-run", "prefect.flow-run." + PrefectCase.FlowRun), ("receiver", "alerting.receiver.ml.batch")],
            made.GetProperty("related").EnumerateArray()
                .Select(other => (other.Text("prefect.resource.role"), other.Text("prefect.resource.id"))));
        Assert.Equal(
            """{"level":"DEBUG","notice":"g1.webhook[0].1","url":"https://prometheus.example.com/graph?a=1&b=2","message":"wrote 12","resource_cpu_seconds":"7.5","rows":"12","metrics":{"accuracy":0.93,"loss":1E-07}}""",
            made.GetProperty("payload").GetRawText());
    }

    [Theory]
    [InlineData("run=nightly", null)]
    [InlineData("run=nightly;flow_run_id=" + PrefectCase.FlowRun, PrefectCase.FlowRun)]
    [InlineData("run=00000000-0000-0000-0000-000000000001;flow_run_id=" + PrefectCase.FlowRun, PrefectCase.FlowRun)]
    public async Task A_flow_run_that_labels_name_is_it_before_the_run_itself(string labels, string? expected)
    {
        await using var server = await PrefectServer.Start();

        await PrefectCase.Send(server, Notices.Status(PrefectCase.To(server), Notices.Report($"job=train;type=start;{labels}")));

        Assert.Equal(
            expected is null ? [] : ["prefect.flow-run." + expected],
            Assert.Single(server.Events.Values).GetProperty("related").EnumerateArray()
                .Where(other => other.Text("prefect.resource.role") == "flow-run")
                .Select(other => other.Text("prefect.resource.id")));
    }

    [Fact]
    public async Task Each_is_recorded_once_however_often_it_is_sent_and_nothing_but_events_is_made()
    {
        await using var server = await PrefectServer.Start();
        var integration = PrefectCase.To(server) with { Artifact = true, FlowRunNote = true };
        var notice = Notices.Status(
            integration,
            [.. Enumerable.Range(0, 15).Select(i => Notices.Report($"job=train;run={PrefectCase.FlowRun};type=status;report={i}"))]);

        Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, notice));
        Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, notice with { Attempt = 3 }));

        Assert.Equal((15, 2), (server.Events.Count, server.Edge.Requests.Count));
        Assert.Empty(server.Artifacts);
        Assert.Empty(server.Logs);
    }

    [Fact]
    public async Task Reports_of_any_kind_and_size_keep_to_the_limits()
    {
        await using var server = await PrefectServer.Start();
        foreach (var piece in (string[])["\0", "\u001b[2J", "\ud83d", "😀", "\"\\\n"])
        {
            var text = string.Concat(Enumerable.Repeat(piece, 30_000));
            var report = Notices.Report("") with
            {
                Labels = LabelSet.From(
                [
                    .. ((string[])["job", "run", "type", "level", "kind", "prefect.resource.id"]).Select(name => new Label(name, text)),
                    .. Enumerable.Range(0, 1000).Select(i => new Label($"l{i}{piece}", text[..50])),
                ]),
                Annotations = LabelSet.From(
                [
                    new("message", text), .. Enumerable.Range(0, 1000).Select(i => new Label($"metric_{i}{piece}", i % 2 == 0 ? "NaN" : "7")),
                ]),
                GeneratorUrl = text,
            };

            Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(
                server, Notices.Status(PrefectCase.To(server), report) with { NoticeId = $"g.prefect[0].{server.Events.Count}" }));
        }

        Assert.Equal(5, server.Events.Count);
        Assert.All(server.Events.Values, made =>
            Assert.InRange(made.GetProperty("resource").EnumerateObject().Count(), 7, 500));
        Assert.All(server.Edge.Requests, request => Assert.InRange(request.Body.Length, 1000, 1_500_000));
        Assert.Equal(0, server.Edge.Requests.Sum(request => request.Text.Count(c => c < ' ')));
    }
}
