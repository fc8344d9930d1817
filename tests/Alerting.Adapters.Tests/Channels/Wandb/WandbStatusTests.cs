using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Wandb;

/// <summary>Figures that runs report: history of runs of our own, and no alert.</summary>
public sealed class WandbStatusTests
{
    private const string Other = "acme-ml/churn/other";

    [Fact]
    public async Task A_report_is_a_line_of_its_figures_beside_the_run_that_it_names_and_nobody_is_alerted()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        var notice = Notices.Status(
            To(server), Report("metric_accuracy=0.93;rows=12;message=half way"), Report("message=no figures"),
            Report("metric_accuracy=0.94;metric__step=1;resource_cpu_seconds=7.5;resource_image=a;bytes=NaN"));

        Assert.IsType<Receipt.Delivered>(await WandbCase.Send(notice));
        await WandbCase.Send(notice with { NoticeId = "another" });

        Assert.Empty(server.Alerts);
        Assert.Empty(server.History(WandbCase.Run));
        var own = server.Runs.Single(run => run != WandbCase.Run);
        Assert.Matches("^acme-ml/churn/alerting-[0-9a-f]{16}$", own);
        Assert.Equal(
            [
                """{"accuracy":0.93,"rows":12,"_step":0,"_timestamp":1795255200.123}""",
                """{"accuracy":0.94,"resource_cpu_seconds":7.5,"_step":1,"_timestamp":1795255200.123}""",
                """{"accuracy":0.93,"rows":12,"_step":2,"_timestamp":1795255200.123}""",
                """{"accuracy":0.94,"resource_cpu_seconds":7.5,"_step":3,"_timestamp":1795255200.123}""",
            ],
            server.History(own).OrderBy(line => line.Key).Select(line => line.Value));
    }

    [Fact]
    public async Task Without_figures_nothing_is_sent_and_figures_of_no_run_are_refused()
    {
        await using var server = await WandbServer.Start();

        var nothing = await WandbCase.Send(Notices.Status(To(server), Report("message=a")));
        var nowhere = await WandbCase.Send(Notices.Status(To(server), Notices.Report("job=train", "rows=1")));

        Assert.Equal("nothing was sent: no figures were reported", Assert.IsType<Receipt.Delivered>(nothing).Why);
        Assert.Equal("no run named: 1 alerts name no run", Assert.IsType<Receipt.Refused>(nowhere).Why);
        Assert.Empty(server.Edge.Requests);
    }

    [Fact]
    public async Task Notices_that_are_sent_side_by_side_do_not_overwrite_each_others_lines()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => WandbCase.Send(
            Notices.Status(To(server), Report($"metric_loss={i}")) with { NoticeId = $"n{i}" })));

        Assert.Equal(20, server.History(server.Runs.Single(run => run != WandbCase.Run)).Values.Distinct().Count());
    }

    [Fact]
    public async Task What_is_put_back_goes_on_with_the_runs_that_are_left()
    {
        await using var server = await WandbServer.Start(WandbCase.Run, Other);
        var notice = Notices.Status(To(server), Report("rows=1"), Report("rows=2", Other));
        server.Edge.Respond(Upserted(Own(WandbCase.Run)), VendorAnswer.Status(200, "{}"), VendorAnswer.Status(429));

        var first = Assert.IsType<Receipt.Deferred>(await WandbCase.Send(notice));
        Assert.IsType<Receipt.Delivered>(await WandbCase.Send(notice with { Attempt = 2, Progress = first.Progress }));

        Assert.Single(server.History(Own(Other)));
        Assert.Equal(5, server.Edge.Requests.Count);
    }

    [Theory]
    [InlineData(500, "", true)]
    [InlineData(200, "<html>", true)]
    [InlineData(403, "", false)]
    public async Task As_long_as_no_line_was_sent_it_may_be_sent_again(int status, string body, bool again)
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        server.Edge.Respond(VendorAnswer.Status(status, body));

        var receipt = await WandbCase.Send(Notices.Status(To(server), Report("rows=1")));

        Assert.Equal(again, receipt is Receipt.Deferred);
        Assert.Equal(!again, receipt is Receipt.Refused);
    }

    [Fact]
    public async Task Of_a_line_whose_answer_is_lost_the_outcome_is_unknown()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        server.Edge.Respond(Upserted(Own(WandbCase.Run)), VendorAnswer.Reset);

        Assert.IsType<Receipt.Unknown>(await WandbCase.Send(Notices.Status(To(server), Report("rows=1"))));
    }

    private static Integration.Wandb To(WandbServer server) => WandbCase.To(server) with { Metrics = true };

    private static string Own(string run)
    {
        var parts = run.Split('/');
        return Alerting.Adapters.Channels.Wandb.WandbOwnRun.Of(parts[0], parts[1], "reports\n" + parts[2], "").Run.ToString();
    }

    private static VendorAnswer Upserted(string run) => VendorAnswer.Status(
        200,
        "{\"data\":{\"upsertBucket\":{\"bucket\":{\"name\":\"" + run.Split('/')[2] + "\",\"historyLineCount\":0}}}}");

    private static NotifiedAlert Report(string annotations, string run = WandbCase.Run) =>
        Notices.Report($"job=train;type=progress;{WandbCase.Named(run)}", annotations);
}
