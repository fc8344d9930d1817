using Alerting.Adapters.Channels.Pagerduty;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Pagerduty;

public sealed class PagerdutyChannelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_group_opens_an_incident_joins_it_and_ends_it(bool isV1)
    {
        await using var server = await PagerdutyServer.Start();
        var integration = isV1 ? PagerdutyCase.V1(server) : PagerdutyCase.V2(server);
        var firing = Notices.Of(integration);

        var opened = Assert.IsType<Receipt.Delivered>(await PagerdutyCase.Send(firing));
        Assert.IsType<Receipt.Delivered>(await PagerdutyCase.Send(firing with { PossibleRepeat = true }));

        var key = PagerdutyEvent.DedupKey(firing);
        Assert.Equal(key, opened.Reference);
        Assert.Equal([KeyValuePair.Create(key, "triggered")], server.Incidents);
        Assert.IsType<Receipt.Delivered>(
            await PagerdutyCase.Send(Notices.Of(integration, Notices.Alert(status: AlertStatus.Resolved))));
        Assert.Equal([KeyValuePair.Create(key, "resolved")], server.Incidents);
        Assert.All(server.Edge.Requests, request => PagerdutyCase.Checked(request));
    }

    [Fact]
    public async Task The_incident_is_the_one_that_Alertmanager_would_open()
    {
        await using var server = await PagerdutyServer.Start();

        await PagerdutyCase.Send(Notices.Of(PagerdutyCase.V2(server)) with { GroupKey = "abc" });

        // printf abc | sha256sum
        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            PagerdutyCase.Event(server).Text("dedup_key"));
    }

    [Fact]
    public async Task A_drill_touches_no_incident_but_its_own()
    {
        await using var server = await PagerdutyServer.Start();
        var integration = PagerdutyCase.V2(server);
        var real = Notices.Of(integration);
        var drill = real with { IsDrill = true };

        await PagerdutyCase.Send(real);
        await PagerdutyCase.Send(drill);
        await PagerdutyCase.Send(drill with { Alerts = [Notices.Alert(status: AlertStatus.Resolved)] });

        Assert.Equal("triggered", server.Incidents[PagerdutyEvent.DedupKey(real)]);
        Assert.Equal("resolved", server.Incidents[PagerdutyEvent.DedupKey(drill)]);
        Assert.StartsWith(
            "[DRILL] ", PagerdutyCase.Checked(server.Edge.Requests[1]).Text("payload.summary"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_acknowledgement_says_whose_and_no_more(bool isV1)
    {
        await using var server = await PagerdutyServer.Start();
        var notification = Notices.Of(isV1 ? PagerdutyCase.V1(server) : PagerdutyCase.V2(server));

        var body = PagerdutyEvent.Write(
            notification, Adapters.Channels.Wording.Of(notification), "KEY", PagerdutyAction.Acknowledge);

        var key = PagerdutyEvent.DedupKey(notification);
        Assert.Equal(
            isV1
                ? $$"""{"service_key":"KEY","incident_key":"{{key}}","event_type":"acknowledge"}"""
                : $$"""{"routing_key":"KEY","dedup_key":"{{key}}","event_action":"acknowledge"}""",
            System.Text.Encoding.UTF8.GetString(body.Span));
    }

    [Theory]
    [InlineData(null, false, "https://events.pagerduty.com/generic/2010-04-15/create_event.json")]
    [InlineData("https://events.eu.pagerduty.com/v2/enqueue", true,
        "https://events.pagerduty.com/generic/2010-04-15/create_event.json")]
    [InlineData("https://proxy.example/create", true, "https://proxy.example/create")]
    public void Events_of_v1_go_where_v1_is(string? url, bool isConfigured, string expected)
    {
        var integration = new Integration.Pagerduty
        {
            Index = 0,
            SendResolved = true,
            ServiceKey = Secret.Inline("k"),
            IsUrlConfigured = isConfigured,
        };

        Assert.Equal(expected, PagerdutyChannel.Address(url is null ? integration : integration with { Url = url }));
    }

    [Fact]
    public async Task The_key_is_read_from_its_file_each_time()
    {
        await using var server = await PagerdutyServer.Start();
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var notification = Notices.Of(PagerdutyCase.V2(server) with { RoutingKey = Secret.FromFile(file) });
        try
        {
            var missing = Assert.IsType<Receipt.Deferred>(await PagerdutyCase.Send(notification));
            Assert.Equal($"nothing was sent: routing_key_file: there is no file {file}", missing.Why);
            Assert.Empty(server.Edge.Requests);

            await File.WriteAllTextAsync(file, PagerdutyServer.Key + "\n", Stop);
            Assert.IsType<Receipt.Delivered>(await PagerdutyCase.Send(notification));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("{{ .CommonLabels.pd_key }}", null)]
    [InlineData("{{ .CommonLabels.none }}", "the key is empty")]
    [InlineData("s3cret{{ end }}", "the template of the key fails")]
    [InlineData("a\u0007b", "the key is longer than 255 characters or holds control characters")]
    public async Task The_key_is_a_template(string template, string? refusal)
    {
        await using var server = await PagerdutyServer.Start();
        var integration = PagerdutyCase.V2(server) with { RoutingKey = Secret.Inline(template) };
        var alert = Notices.Alert("alertname=A;pd_key=" + PagerdutyServer.Key);

        var receipt = await PagerdutyCase.Send(Notices.Of(integration, alert));

        Assert.Equal(refusal is null, receipt is Receipt.Delivered);
        Assert.Equal(refusal, (receipt as Receipt.Refused)?.Why);
    }

    [Theory]
    [InlineData("{", "JSON is invalid")]
    [InlineData("""{"routing_key":"short","event_action":"trigger"}""", "Length of 'routing_key'")]
    [InlineData("""{"routing_key":"e93facc04764012d7bfb002500d5d1a6","event_action":"trigger"}""", "'payload' is missing")]
    [InlineData("""{"routing_key":"e93facc04764012d7bfb002500d5d1a6","event_action":"resolve"}""", "'dedup_key'")]
    [InlineData("""
        {"routing_key":"e93facc04764012d7bfb002500d5d1a6","event_action":"trigger","payload":{"summary":"a","source":"b","severity":"page"}}
        """, "'payload.severity'")]
    public async Task The_stand_in_refuses_what_PagerDuty_refuses(string body, string expected)
    {
        await using var server = await PagerdutyServer.Start();
        using var client = new HttpClient();
        using var content = new StringContent(body);

        using var answer = await client.PostAsync(new Uri(server.V2), content, Stop);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(
            expected.Replace("'", "\\u0027", StringComparison.Ordinal), await answer.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal);
    }
}
