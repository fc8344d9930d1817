using System.Text.Json;
using Alerting.Adapters.Channels.Wandb;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Wandb;

/// <summary>Figures, which go to a run of our own and to no other.</summary>
public sealed class WandbMetricsTests
{
    private const string Labels = "alertname=A;job_name=train";

    [Fact]
    public async Task Figures_of_a_job_go_to_a_run_of_its_own_line_by_line()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        var notification = Notices.Of(
            WandbCase.To(server) with { Metrics = true },
            WandbCase.Alert(labels: Labels), WandbCase.Alert(labels: Labels + ";b=c"),
            WandbCase.Alert(labels: Labels + ";b=d", status: AlertStatus.Resolved));

        Assert.IsType<Receipt.Delivered>(await WandbCase.Send(notification));
        Assert.IsType<Receipt.Delivered>(await WandbCase.Send(notification));

        var own = server.Runs.Single(run => run != WandbCase.Run);
        Assert.Matches("^acme-ml/churn/alerting-[0-9a-f]{16}$", own);
        Assert.Equal(
            [0, 1],
            server.History(own).OrderBy(line => line.Key).Select(line => JsonDocument.Parse(line.Value).RootElement)
                .Select(line => line.GetProperty("_step").GetInt32()));
        Assert.Equal(
            """{"alerts/firing":2,"alerts/resolved":1,"_step":0,"_timestamp":1795262400}""", server.History(own)[0]);
        Assert.Empty(server.History(WandbCase.Run));
    }

    [Fact]
    public async Task The_run_is_made_as_a_monitor_and_ended_each_time()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);

        await WandbCase.Send(Notices.Of(WandbCase.To(server) with { Metrics = true }, WandbCase.Alert(labels: Labels)));

        using var upsert = JsonDocument.Parse(server.Edge.Requests[1].Body);
        Assert.Equal("batch-monitor", upsert.RootElement.GetProperty("variables").Text("jobType"));
        Assert.Equal("alerts of train", upsert.RootElement.GetProperty("variables").Text("displayName"));
        using var stream = JsonDocument.Parse(server.Edge.Requests[2].Body);
        Assert.True(stream.RootElement.GetProperty("complete").GetBoolean());
        Assert.Equal(0, stream.RootElement.GetProperty("exitcode").GetInt32());
    }

    [Theory]
    [InlineData(false, false, Labels)]
    [InlineData(true, true, Labels)]
    [InlineData(true, false, "alertname=A")]
    public async Task Without_asking_in_a_drill_or_without_a_job_there_are_no_figures(
        bool asked, bool isDrill, string labels)
    {
        await using var server = await WandbServer.Start(WandbCase.Run);

        await WandbCase.Send(
            Notices.Of(WandbCase.To(server) with { Metrics = asked }, WandbCase.Alert(labels: labels)) with
            {
                IsDrill = isDrill,
            });

        Assert.Single(server.Edge.Requests);
    }

    [Fact]
    public async Task A_run_that_an_alert_names_is_never_written_to()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        var integration = WandbCase.To(server) with { Metrics = true };
        var own = WandbMetrics.Of(WandbRuns.Of(Notices.Of(integration, WandbCase.Alert(labels: Labels)))).Single().Own.Run;
        await using var trap = await WandbServer.Start(own.ToString());

        var receipt = await WandbCase.Send(Notices.Of(
            WandbCase.To(trap) with { Metrics = true }, WandbCase.Alert(own.ToString(), Labels)));

        Assert.EndsWith($"; no figures: {own} is named by an alert", receipt.Why, StringComparison.Ordinal);
        Assert.Empty(trap.History(own.ToString()));
        Assert.Single(trap.Edge.Requests);
    }

    [Theory]
    [InlineData("""{"data":{"upsertBucket":{"bucket":{"name":"somebody-elses","historyLineCount":0}}}}""")]
    [InlineData("""{"data":{"upsertBucket":{"bucket":{"name":"OWN","historyLineCount":-1}}}}""")]
    [InlineData("""{"data":{"upsertBucket":{"bucket":{"name":"OWN","historyLineCount":"7"}}}}""")]
    [InlineData("""{"data":{"upsertBucket":null}}""")]
    [InlineData("""{"errors":[{"message":"permission denied"}]}""")]
    public async Task A_run_that_is_not_surely_ours_is_not_written_to_and_the_notice_stands(string upserted)
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        var notification = Notices.Of(WandbCase.To(server) with { Metrics = true }, WandbCase.Alert(labels: Labels));
        var own = WandbMetrics.Of(WandbRuns.Of(notification)).Single().Own.Run;
        server.Edge.Respond(
            VendorAnswer.Status(200, """{"data":{"notifyScriptableRunAlert":{"success":true}}}"""),
            VendorAnswer.Status(200, upserted.Replace("OWN", own.Id, StringComparison.Ordinal)));

        var receipt = Assert.IsType<Receipt.Delivered>(await WandbCase.Send(notification));

        Assert.Contains("; no figures: ", receipt.Why, StringComparison.Ordinal);
        Assert.StartsWith("no figures: ", receipt.Flaw, StringComparison.Ordinal);
        Assert.Equal(2, server.Edge.Requests.Count);
    }

    [Fact]
    public async Task A_stream_that_fails_costs_only_the_figures()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        var notification = Notices.Of(WandbCase.To(server) with { Metrics = true }, WandbCase.Alert(labels: Labels));
        var own = WandbMetrics.Of(WandbRuns.Of(notification)).Single().Own.Run;
        server.Edge.Respond(
            VendorAnswer.Status(200, """{"data":{"notifyScriptableRunAlert":{"success":true}}}"""),
            VendorAnswer.Status(200, "{\"data\":{\"upsertBucket\":{\"bucket\":{\"name\":\"" + own.Id + "\",\"historyLineCount\":3}}}}"),
            VendorAnswer.Status(500));

        var receipt = Assert.IsType<Receipt.Delivered>(await WandbCase.Send(notification));

        Assert.EndsWith("file_stream answered 500", receipt.Why, StringComparison.Ordinal);
    }
}
