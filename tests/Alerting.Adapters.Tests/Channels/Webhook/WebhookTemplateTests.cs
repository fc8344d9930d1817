using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Core.Ports;
using Alerting.Core.Templates.Structured;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Webhook;

public sealed class WebhookTemplateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_address_may_depend_on_the_notice()
    {
        await using var sink = await WebhookSink.Start();

        var receipt = await Send(Notices.Of(Notices.Webhook(
            sink.Url + "/{{ .GroupLabels.alertname | urlquery }}?status={{ .Status }}"), Notices.Alert("alertname=A")));

        Assert.IsType<Receipt.Delivered>(receipt);
        Assert.Equal("/A?status=firing", Assert.Single(sink.Requests).Path);
    }

    [Theory]
    [InlineData("{{ .Nothing }}")]
    [InlineData("{{ .CommonLabels.none }}")]
    public async Task An_address_that_cannot_be_made_is_refused(string url) =>
        Assert.IsType<Receipt.Refused>(await Send(Notices.Of(Notices.Webhook(url))));

    [Fact]
    public async Task A_host_that_an_alert_names_is_not_called_inside()
    {
        await using var sink = await WebhookSink.Start();
        var alert = Notices.Alert("alertname=A;host=" + new Uri(sink.Url).Authority);

        var receipt = await Send(Notices.Of(Notices.Webhook("http://{{ .CommonLabels.host }}/x"), alert));

        Assert.IsType<Receipt.Refused>(receipt);
        Assert.Empty(sink.Requests);
    }

    [Fact]
    public async Task A_payload_of_ones_own_replaces_all_of_the_body()
    {
        await using var sink = await VendorServer.Start(_ => VendorAnswer.Status(200));
        var payload = Map(
            ("text", new TemplateTree.Rendered("{{ .Status }} {{ .CommonLabels.job }} <&>")),
            ("count", new TemplateTree.Rendered("{{ len .Alerts }}")),
            ("{{ .Status }}", new TemplateTree.Scalar(true)),
            ("list", new TemplateTree.List([new TemplateTree.Scalar(1L), new TemplateTree.Scalar(null)])));
        var integration = Notices.Webhook(sink.Url, maxAlerts: 1) with { Payload = payload };

        var receipt = await Send(Notices.Of(
            integration, Notices.Alert("alertname=A;job=x"), Notices.Alert("alertname=A;job=y")));

        Assert.IsType<Receipt.Delivered>(receipt);
        var request = Assert.Single(sink.Requests);
        Assert.Equal(
            "{\"count\":1,\"firing\":true,\"list\":[1,null],\"text\":\"firing x \\u003c\\u0026\\u003e\"}\n", request.Text);
        Assert.Null(request.Header("Alerting-Template-Error"));
    }

    [Fact]
    public async Task A_drill_is_marked_for_a_payload_of_ones_own_too()
    {
        await using var sink = await VendorServer.Start(_ => VendorAnswer.Status(200));
        var integration = Notices.Webhook(sink.Url) with
        {
            Payload = new TemplateTree.Rendered("{{ .CommonAnnotations.alerting_drill }}"),
        };

        await Send(Notices.Of(integration) with { IsDrill = true });

        Assert.Equal("true\n", Assert.Single(sink.Requests).Text);
    }

    [Fact]
    public async Task A_payload_that_fails_gives_way_to_the_usual_one_and_says_so_in_the_head()
    {
        await using var sink = await WebhookSink.Start();
        var integration = Notices.Webhook(sink.Url) with { Payload = new TemplateTree.Rendered("{{ .Nothing }}") };

        var receipt = Assert.IsType<Receipt.Delivered>(await Send(Notices.Of(integration)));

        var request = Assert.Single(sink.Requests);
        Assert.Equal("1", request.Header("Alerting-Template-Error"));
        Assert.Contains("\"version\":\"4\"", request.Text, StringComparison.Ordinal);
        Assert.Contains("\"commonAnnotations\":{}", request.Text, StringComparison.Ordinal);
        Assert.Contains(
            "the version 4 payload was sent because a template failed: ", receipt.Why, StringComparison.Ordinal);
        Assert.EndsWith("; " + receipt.Flaw, receipt.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_does_not_take_the_usual_payload_counts_as_not_told()
    {
        await using var sink = await VendorServer.Start(_ => VendorAnswer.Status(422, "shape"));
        var integration = Notices.Webhook(sink.Url) with { Payload = new TemplateTree.Rendered("{{ .Nothing }}") };

        Assert.IsType<Receipt.Refused>(await Send(Notices.Of(integration)));
    }

    private static TemplateTree.Map Map(params (string Key, TemplateTree Value)[] entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))]);

    private static async Task<Receipt> Send(Notification notification)
    {
        using var outbound = new Outbound(new(), new FixedClock());
        return await new WebhookChannel(outbound).Send(notification, Stop);
    }
}
