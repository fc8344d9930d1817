using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Webhook;

public sealed class WebhookMarksTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_drill_is_marked_in_the_head_and_at_each_alert()
    {
        var request = await Sent(Notices.Of(
            Notices.Webhook("x"), Notices.Alert("alertname=A;job=x", "summary=s"), Notices.Alert("alertname=A;job=y")) with
        { IsDrill = true });

        Assert.Equal("1", request.Header("Alerting-Drill"));
        Assert.Contains(
            "\"annotations\":{\"alerting_drill\":\"true\",\"summary\":\"s\"}", request.Text, StringComparison.Ordinal);
        Assert.Contains("\"commonAnnotations\":{\"alerting_drill\":\"true\"}", request.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team a: refused", "team a: refused")]
    [InlineData("100 % Größe\r\nX-Evil: 1", "100 %25 Gr%C3%B6%C3%9Fe%0D%0AX-Evil: 1")]
    public async Task Whom_it_stands_in_for_is_told_in_the_head(string absent, string shown)
    {
        var request = await Sent(Notices.Of(Notices.Webhook("x")) with { StandsInFor = absent });

        Assert.Equal(shown, request.Header("Alerting-Stands-In-For"));
        Assert.Null(request.Header("X-Evil"));
    }

    [Fact]
    public async Task What_runs_report_is_marked_in_the_head_and_is_over_when_it_begins()
    {
        var request = await Sent(Notices.Status(
            Notices.Webhook("x"), Notices.Report("job=train;type=start"), Notices.Report("job=train;type=fail", "message=OOM")));
        var alert = await Sent(Notices.Of(Notices.Webhook("x")));

        Assert.Equal(("1", null), (request.Header("Alerting-Status"), alert.Header("Alerting-Status")));
        Assert.Null(request.Header("Alerting-Drill"));
        using var payload = System.Text.Json.JsonDocument.Parse(request.Body);
        Assert.Equal("resolved", payload.RootElement.GetProperty("status").GetString());
        Assert.Equal("status report", payload.RootElement.GetProperty("notification_reason").GetString());
        var last = payload.RootElement.GetProperty("alerts")[1];
        Assert.Equal("OOM", last.GetProperty("annotations").GetProperty("message").GetString());
        Assert.Equal(last.GetProperty("startsAt").GetString(), last.GetProperty("endsAt").GetString());
    }

    private static async Task<VendorRequest> Sent(Notification notification)
    {
        await using var sink = await WebhookSink.Start();
        using var outbound = new Outbound(new(), new FixedClock());

        var receipt = await new WebhookChannel(outbound).Send(
            notification with { Integration = Notices.Webhook(sink.Url) }, Stop);

        Assert.IsType<Receipt.Delivered>(receipt);
        return Assert.Single(sink.Requests);
    }
}
