using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Wandb;

public sealed class WandbChannelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_run_that_the_labels_name_gets_an_alert()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);

        var receipt = await WandbCase.Send(Notices.Of(WandbCase.To(server), WandbCase.Alert()));

        Assert.IsType<Receipt.Delivered>(receipt);
        var alert = WandbCase.Checked(Assert.Single(server.Alerts));
        Assert.Equal("FIRING churn-nightly-train: A", alert.Text("title"));
        Assert.Equal("ERROR", alert.Text("severity"));
        Assert.Equal(60_000, alert.GetProperty("waitDuration").GetInt32());
        Assert.Equal(
            "FIRING 1: A\nreason: first notification\n- FIRING | A | OOMKilled (since 2026-11-21 10:00:00 UTC)\n"
            + "http://alerting:9093/#/alerts?receiver=ml.batch&filter=%7Balertname%3D%22A%22%7D",
            alert.Text("text"));
    }

    [Theory]
    [InlineData("critical", AlertStatus.Firing, "ERROR")]
    [InlineData("error", AlertStatus.Firing, "ERROR")]
    [InlineData("ticket", AlertStatus.Firing, "ERROR")]
    [InlineData("warning", AlertStatus.Firing, "WARN")]
    [InlineData("info", AlertStatus.Firing, "INFO")]
    [InlineData("critical", AlertStatus.Resolved, "INFO")]
    public async Task Severity_is_one_of_three(string severity, AlertStatus status, string expected)
    {
        await using var server = await WandbServer.Start(WandbCase.Run);

        await WandbCase.Send(Notices.Of(
            WandbCase.To(server), WandbCase.Alert(labels: "alertname=A;severity=" + severity, status: status)));

        Assert.Equal(expected, Assert.Single(server.Alerts).Text("severity"));
    }

    [Fact]
    public async Task That_it_is_over_has_a_title_of_its_own_which_is_not_held_back()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        var integration = WandbCase.To(server);

        await WandbCase.Send(Notices.Of(integration, WandbCase.Alert()));
        await WandbCase.Send(Notices.Of(integration, WandbCase.Alert(status: AlertStatus.Resolved)));
        await WandbCase.Send(Notices.Of(integration, WandbCase.Alert()) with { IsDrill = true });

        Assert.Equal(
            [
                "FIRING churn-nightly-train: A", "RESOLVED churn-nightly-train: A",
                "[DRILL] FIRING churn-nightly-train: A",
            ],
            server.Alerts.Select(alert => alert.Text("title")));
    }

    [Fact]
    public async Task Each_run_of_a_group_is_told_of_its_own_alerts_and_what_names_none_is_said()
    {
        await using var server = await WandbServer.Start("e/p/a", "e/p/b");
        var notification = Notices.Of(
            WandbCase.To(server), WandbCase.Alert("e/p/a"), WandbCase.Alert("e/p/b"), WandbCase.Alert("e/p/a"),
            Notices.Alert(), Notices.Alert("alertname=A;wandb_entity=e;wandb_project=p"));

        var receipt = Assert.IsType<Receipt.Delivered>(await WandbCase.Send(notification));

        Assert.Equal(["a", "b"], server.Alerts.Select(alert => alert.Text("runName")));
        Assert.StartsWith("FIRING 2: A", server.Alerts[0].Text("text"), StringComparison.Ordinal);
        Assert.StartsWith("2 runs; ", receipt.Why, StringComparison.Ordinal);
        Assert.EndsWith("; 2 alerts name no run", receipt.Why, StringComparison.Ordinal);
        Assert.Null(receipt.Flaw);
    }

    [Theory]
    [InlineData("alertname=A")]
    [InlineData("alertname=A;wandb_entity=e;wandb_project=p;wandb_run_id= ")]
    [InlineData("alertname=A;wandb_entity=e;wandb_project=..;wandb_run_id=r")]
    [InlineData("alertname=A;wandb_entity=e;wandb_project=p;wandb_run_id=a\nb")]
    public async Task A_group_that_names_no_run_is_refused_so_that_somebody_else_hears_it(string labels)
    {
        await using var server = await WandbServer.Start();

        var receipt = await WandbCase.Send(Notices.Of(WandbCase.To(server), Notices.Alert(labels)));

        Assert.Equal("no run named: 1 alerts name no run", Assert.IsType<Receipt.Refused>(receipt).Why);
        Assert.Empty(server.Edge.Requests);
    }

    [Fact]
    public async Task A_template_that_fails_names_no_run_and_is_named()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);

        var receipt = await WandbCase.Send(
            Notices.Of(WandbCase.To(server) with { Run = "{{ .Nothing }}" }, WandbCase.Alert()));

        Assert.Contains("Nothing", Assert.IsType<Receipt.Refused>(receipt).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 20, "")]
    [InlineData(21, 20, "; 1 alerts of more than 20 runs were left out")]
    [InlineData(10_000, 20, "; 9980 alerts of more than 20 runs were left out")]
    public async Task Twenty_runs_at_the_most(int named, int told, string said)
    {
        string[] runs = [.. Enumerable.Range(0, named).Select(i => $"e/p/{i}")];
        await using var server = await WandbServer.Start(runs);

        var receipt = await WandbCase.Send(Notices.Of(
            WandbCase.To(server), [.. runs.Select(run => WandbCase.Alert(run))]));

        Assert.Equal(told, server.Alerts.Count);
        Assert.EndsWith("\"success\":true}}}" + said, Assert.IsType<Receipt.Delivered>(receipt).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"data":{"notifyScriptableRunAlert":{"success":false}}}""", typeof(Receipt.Refused))]
    [InlineData(200, """{"data":{"notifyScriptableRunAlert":null}}""", typeof(Receipt.Unknown))]
    [InlineData(200, """{"errors":[{"message":"run not found"}]}""", typeof(Receipt.Refused))]
    [InlineData(200, """{"errors":[{"message":"permission denied"}],"data":null}""", typeof(Receipt.Refused))]
    [InlineData(200, """{"errors":[{"message":"Rate limit exceeded"}]}""", typeof(Receipt.Deferred))]
    [InlineData(200, """{"errors":[{"message":"context deadline exceeded"}]}""", typeof(Receipt.Unknown))]
    [InlineData(200, """{"errors":["odd"]}""", typeof(Receipt.Unknown))]
    [InlineData(200, "<html>", typeof(Receipt.Unknown))]
    [InlineData(200, "[]", typeof(Receipt.Unknown))]
    [InlineData(201, "{}", typeof(Receipt.Unknown))]
    [InlineData(302, "", typeof(Receipt.Refused))]
    [InlineData(400, "", typeof(Receipt.Refused))]
    [InlineData(401, """{"errors":[{"message":"user is not logged in"}]}""", typeof(Receipt.Refused))]
    [InlineData(403, """{"errors":[{"message":"permission denied"}]}""", typeof(Receipt.Refused))]
    [InlineData(404, "", typeof(Receipt.Refused))]
    [InlineData(408, "", typeof(Receipt.Unknown))]
    [InlineData(409, "", typeof(Receipt.Refused))]
    [InlineData(410, "", typeof(Receipt.Refused))]
    [InlineData(413, "", typeof(Receipt.Refused))]
    [InlineData(418, "", typeof(Receipt.Unknown))]
    [InlineData(422, "", typeof(Receipt.Refused))]
    [InlineData(429, "", typeof(Receipt.Deferred))]
    [InlineData(500, "", typeof(Receipt.Unknown))]
    [InlineData(501, "", typeof(Receipt.Refused))]
    [InlineData(503, "", typeof(Receipt.Deferred))]
    public async Task An_answer_becomes_a_receipt_that_cites_it(int status, string body, Type expected)
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        server.Edge.Respond(VendorAnswer.Status(status, body));

        var receipt = await WandbCase.Send(Notices.Of(WandbCase.To(server), WandbCase.Alert()));

        Assert.IsType(expected, receipt);
        Assert.Contains($"{server.Edge.Url}/graphql answered {status}", receipt.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12", 12d)]
    [InlineData("0.5", 0.5)]
    [InlineData("-3", 0d)]
    [InlineData("1e9", 3600d)]
    [InlineData("soon", null)]
    [InlineData("NaN", null)]
    public async Task Too_many_requests_wait_until_the_limit_is_reset(string reset, double? seconds)
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        server.Edge.Respond(new VendorAnswer(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers["RateLimit-Reset"] = reset;
            return Task.CompletedTask;
        }));

        var receipt = await WandbCase.Send(Notices.Of(WandbCase.To(server), WandbCase.Alert()));

        Assert.Equal(seconds, Assert.IsType<Receipt.Deferred>(receipt).After?.TotalSeconds);
    }

    [Fact]
    public async Task What_is_put_back_goes_on_with_the_runs_that_were_not_told()
    {
        await using var server = await WandbServer.Start("e/p/a", "e/p/b", "e/p/c");
        var notification = Notices.Of(
            WandbCase.To(server), WandbCase.Alert("e/p/a"), WandbCase.Alert("e/p/b"), WandbCase.Alert("e/p/c"));
        server.Edge.Respond(
            VendorAnswer.Status(200, """{"data":{"notifyScriptableRunAlert":{"success":true}}}"""),
            VendorAnswer.Status(429));

        var receipt = Assert.IsType<Receipt.Deferred>(await WandbCase.Send(notification));

        Assert.StartsWith("e/p/b: ", receipt.Why, StringComparison.Ordinal);
        Assert.Equal(2, server.Edge.Requests.Count);
        Assert.IsType<Receipt.Delivered>(await WandbCase.Send(notification with { Progress = receipt.Progress }));
        Assert.Equal(["b", "c"], server.Alerts.Select(alert => alert.Text("runName")));
    }

    [Theory]
    [InlineData(404, 500, typeof(Receipt.Unknown))]
    [InlineData(500, 404, typeof(Receipt.Unknown))]
    [InlineData(404, 429, typeof(Receipt.Deferred))]
    [InlineData(500, 429, typeof(Receipt.Unknown))]
    [InlineData(404, 404, typeof(Receipt.Refused))]
    public async Task Of_several_runs_the_worst_outcome_counts(int first, int second, Type expected)
    {
        await using var server = await WandbServer.Start("e/p/a", "e/p/b", "e/p/c");
        server.Edge.Respond(VendorAnswer.Status(first), VendorAnswer.Status(second));

        Assert.IsType(expected, await WandbCase.Send(Notices.Of(
            WandbCase.To(server), WandbCase.Alert("e/p/a"), WandbCase.Alert("e/p/b"), WandbCase.Alert("e/p/c"))));
    }

    [Fact]
    public async Task A_key_that_was_revoked_is_refused_and_never_cited()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        var revoked = WandbCase.To(server) with { ApiKey = Secret.Inline(new string('f', 40)) };
        server.Edge.Respond(VendorAnswer.Status(401, $"no such key {new string('f', 40)}"));

        var receipt = await WandbCase.Send(Notices.Of(revoked, WandbCase.Alert()));

        Assert.EndsWith("answered 401: no such key <secret>", Assert.IsType<Receipt.Refused>(receipt).Why, StringComparison.Ordinal);
        Assert.IsType<Receipt.Refused>(await WandbCase.Send(Notices.Of(revoked, WandbCase.Alert())));
    }

    [Fact]
    public async Task A_file_without_the_key_puts_it_back()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        var missing = WandbCase.To(server) with { ApiKey = Secret.FromFile("/nowhere/key") };

        var receipt = Assert.IsType<Receipt.Deferred>(await WandbCase.Send(Notices.Of(missing, WandbCase.Alert())));

        Assert.EndsWith(
            ": nothing was sent: api_key_file: there is no file /nowhere/key", receipt.Why, StringComparison.Ordinal);
        Assert.Empty(server.Edge.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_or_is_silent_leaves_the_outcome_unknown()
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        server.Edge.Respond(VendorAnswer.HalfClose, VendorAnswer.SlowBody(200, new TaskCompletionSource().Task));
        var notification = Notices.Of(WandbCase.To(server), WandbCase.Alert());
        using var deadline = new CancellationTokenSource();

        Assert.IsType<Receipt.Unknown>(await WandbCase.Send(notification));
        await server.Edge.Received(Stop);
        var slow = WandbCase.Send(notification, deadline.Token);
        await server.Edge.Received(Stop);
        await deadline.CancelAsync();

        Assert.IsType<Receipt.Unknown>(await slow);
    }

    public static TheoryData<string, int> Hostile => new()
    {
        { "\0", 3000 },
        { "<!channel> <@U024BE7LH> ", 500 },
        { "\ud83d", 2000 },
        { "😀", 60 },
        { "a\r\n", 5000 },
        { "\"\\", 50_000 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Labels_of_any_kind_and_size_keep_to_the_limits(string piece, int times)
    {
        await using var server = await WandbServer.Start(WandbCase.Run);
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var alert = WandbCase.Alert();
        var labels = LabelSet.From([.. alert.Labels, new("alertname", text), new("job_name", text), new("severity", text)]);
        var annotations = LabelSet.From([new("summary", text), new("log", text)]);

        var receipt = await WandbCase.Send(Notices.Of(
            WandbCase.To(server), [.. Enumerable.Repeat(alert with { Labels = labels, Annotations = annotations }, 12)]) with
        {
            StandsInFor = text,
        });

        Assert.IsType<Receipt.Delivered>(receipt);
        WandbCase.Checked(Assert.Single(server.Alerts));
    }

    [Fact]
    public async Task The_stand_in_refuses_what_the_service_refuses()
    {
        await using var server = await WandbServer.Start("e/p/r");

        var unknown = await WandbCase.Send(Notices.Of(WandbCase.To(server), WandbCase.Alert("e/p/other")));

        Assert.Contains("answered 200: run not found", Assert.IsType<Receipt.Refused>(unknown).Why, StringComparison.Ordinal);
    }
}
