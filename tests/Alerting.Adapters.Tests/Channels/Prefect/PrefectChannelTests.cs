using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Prefect;

public sealed class PrefectChannelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_alert_becomes_one_event_however_often_it_is_sent()
    {
        await using var server = await PrefectServer.Start();
        var notification = Notices.Of(
            PrefectCase.To(server), Notices.Alert(), Notices.Alert("alertname=B", status: AlertStatus.Resolved));

        var first = Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, notification));
        var again = Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(
            server, notification with { Attempt = 3, PossibleRepeat = true }));

        Assert.Equal(2, server.Events.Count);
        Assert.Equal(first.Reference, again.Reference);
        Assert.Contains(Guid.Parse(first.Reference!), server.Events.Keys);
        await PrefectCase.Send(server, notification with { NoticeId = "g1.prefect[0].2" });
        Assert.Equal(4, server.Events.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(10_000, 100)]
    public async Task Events_go_in_requests_of_a_hundred(int alerts, int requests)
    {
        await using var server = await PrefectServer.Start();
        server.IsCloud = true;

        Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, Many(server, alerts)));

        Assert.Equal((alerts, requests), (server.Events.Count, server.Edge.Requests.Count));
    }

    [Fact]
    public async Task Requests_keep_to_a_megabyte_when_events_are_large()
    {
        await using var server = await PrefectServer.Start();
        var text = string.Concat(Enumerable.Repeat("…", 100_000));
        var notification = Many(server, 50) with { };
        var large = notification with
        {
            Alerts =
            [
                .. notification.Alerts.Select(alert => alert with
                {
                    Annotations = LabelSet.From(Enumerable.Range(0, 20).Select(i => new Label($"a{i}", text))),
                }),
            ],
        };

        Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, large));

        Assert.Equal(50, server.Events.Count);
        Assert.All(server.Edge.Requests, request => Assert.InRange(request.Body.Length, 100_000, 1_000_000));
    }

    [Fact]
    public async Task What_is_put_back_goes_on_where_it_was()
    {
        await using var server = await PrefectServer.Start();
        var notification = Many(server, 350);
        server.Edge.Respond(
            VendorAnswer.Status(204), VendorAnswer.Status(204), VendorAnswer.Status(429, "", "7"));

        var receipt = Assert.IsType<Receipt.Deferred>(await PrefectCase.Send(server, notification));

        Assert.Equal(TimeSpan.FromSeconds(7), receipt.After);
        Assert.Equal(notification.Alerts[199].Labels.Fingerprint.ToString(), receipt.Progress);
        Assert.IsType<Receipt.Delivered>(
            await PrefectCase.Send(server, notification with { Progress = receipt.Progress }));
        Assert.Equal(150, server.Events.Count);
        Assert.Equal(5, server.Edge.Requests.Count);
    }

    [Theory]
    [InlineData("not hexadecimal", 350)]
    [InlineData("0000000000000000", 350)]
    public async Task Progress_that_means_nothing_is_no_progress(string progress, int expected)
    {
        await using var server = await PrefectServer.Start();

        await PrefectCase.Send(server, Many(server, 350) with { Progress = progress });

        Assert.Equal(expected, server.Events.Count);
    }

    [Fact]
    public async Task A_long_notice_that_breaks_off_does_not_begin_anew()
    {
        await using var server = await PrefectServer.Start();
        server.Edge.Respond(VendorAnswer.Status(204), VendorAnswer.Reset);

        Assert.NotNull(Assert.IsType<Receipt.Deferred>(await PrefectCase.Send(server, Many(server, 150))).Progress);

        server.Edge.Respond(VendorAnswer.Reset);
        Assert.IsType<Receipt.Unknown>(await PrefectCase.Send(server, Many(server, 150)));
    }

    [Fact]
    public async Task An_artifact_and_a_line_of_the_flow_run_follow_the_events()
    {
        await using var server = await PrefectServer.Start();
        var integration = PrefectCase.To(server) with { Artifact = true, FlowRunNote = true };
        var alert = Notices.Alert($"alertname=A;severity=warning;flow_run_id={PrefectCase.FlowRun}", "summary=Out of *memory*");

        Assert.IsType<Receipt.Delivered>(await PrefectCase.Send(server, Notices.Of(integration, alert, alert)));

        Assert.Equal(
            ["/api/events", "/api/artifacts/", "/api/logs/"], server.Edge.Requests.Select(request => request.Path));
        var artifact = Assert.Single(server.Artifacts);
        Assert.Matches("^alerting-a-[0-9a-f]{16}$", artifact.Text("key"));
        Assert.Equal(PrefectCase.FlowRun, artifact.Text("flow_run_id"));
        Assert.Contains("Out of \\*memory\\*", artifact.Text("data"), StringComparison.Ordinal);
        var line = Assert.Single(server.Logs);
        Assert.Equal((PrefectCase.FlowRun, 30), (line.Text("flow_run_id"), line.GetProperty("level").GetInt32()));
        Assert.StartsWith("FIRING A: Out of *memory* (and 1 more) http", line.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_of_artifact_and_log_is_said_and_costs_nothing()
    {
        await using var server = await PrefectServer.Start();
        var integration = PrefectCase.To(server) with { Artifact = true, FlowRunNote = true };
        server.Edge.Respond(
            VendorAnswer.Status(204), VendorAnswer.Status(500), VendorAnswer.Status(404, """{"detail":"Not Found"}"""));

        var receipt = await PrefectCase.Send(
            server, Notices.Of(integration, Notices.Alert($"alertname=A;flow_run_id={PrefectCase.FlowRun}")));

        Assert.Equal(
            $"{server.Api}/events answered 204; no artifact: {server.Api}/artifacts/ answered 500; "
            + $"no line in the log of the flow run: {server.Api}/logs/ answered 404: Not Found",
            Assert.IsType<Receipt.Delivered>(receipt).Why);
    }

    [Fact]
    public async Task Neither_is_sent_before_all_events_are_there_nor_a_line_without_a_flow_run()
    {
        await using var server = await PrefectServer.Start();
        var integration = PrefectCase.To(server) with { Artifact = true, FlowRunNote = true };
        server.Edge.Respond(VendorAnswer.Status(500));

        await PrefectCase.Send(server, Notices.Of(integration));
        Assert.Single(server.Edge.Requests);

        await PrefectCase.Send(server, Notices.Of(integration));
        Assert.Equal((1, 0), (server.Artifacts.Count, server.Logs.Count));
    }

    [Fact]
    public async Task A_silent_server_leaves_the_outcome_unknown()
    {
        await using var server = await PrefectServer.Start();
        server.Edge.Respond(VendorAnswer.Hang(new TaskCompletionSource().Task));
        using var deadline = new CancellationTokenSource();

        var sending = PrefectCase.Send(server, Notices.Of(PrefectCase.To(server)), deadline.Token);
        await server.Edge.Received(Stop);
        await deadline.CancelAsync();

        Assert.IsType<Receipt.Unknown>(await sending);
    }

    [Fact]
    public async Task The_stand_in_refuses_a_label_that_is_no_text()
    {
        await using var server = await PrefectServer.Start();
        using var client = new HttpClient();
        using var content = new StringContent(
            """[{"id":"e3755d32-cec5-42ca-9bcd-af236e308ba6","event":"a","resource":{"prefect.resource.id":1},"related":[]}]""");

        using var answer = await client.PostAsync(new Uri(server.Api + "/events"), content, Stop);

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Empty(server.Events);
    }

    private static Notification Many(PrefectServer server, int alerts) => Notices.Of(
        PrefectCase.To(server), [.. Enumerable.Range(0, alerts).Select(i => Notices.Alert($"alertname=A;i={i}"))]);
}
