using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Pagerduty;

/// <summary>
/// What a real Alertmanager sends to PagerDuty, of the same alerts and the same file. Ours says all of it, and the
/// differences are those listed here: Alertmanager 0.25 has alerts and counts of its details as text, where later
/// releases have them as JSON; we add <c>reason</c>, <c>group_labels</c> and links.
/// </summary>
public sealed class PagerdutyPeerTests
{
    private const string Page = "http://alertmanager.example.com";

    // Later releases than the peer have them as ours; ours alone.
    private static readonly string[] OtherDetails = ["firing", "resolved", "num_firing", "num_resolved"];
    private static readonly string[] OurDetails = ["group_labels", "reason"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_says_all_that_the_real_Alertmanager_says()
    {
        await using var theirs = await PagerdutyServer.Start();
        await using var ours = await PagerdutyServer.Start();
        using var folder = new ProcessFolder();
        await using var peer = await Start(folder, theirs);

        await Post(peer.Port, Alerts(endsAt: ""));
        await theirs.Edge.Received(Stop);
        await Post(peer.Port, Alerts(endsAt: """, "endsAt": "2026-01-01T00:00:01Z" """));
        await theirs.Edge.Received(Stop);
        await PagerdutyCase.Send(Notification(ours, AlertStatus.Firing));
        await PagerdutyCase.Send(Notification(ours, AlertStatus.Resolved));

        foreach (var (their, our) in theirs.Edge.Requests.Zip(ours.Edge.Requests))
        {
            Compare(PagerdutyCase.Checked(their), PagerdutyCase.Checked(our));
        }

        Assert.Equal(["trigger", "resolve"], theirs.Edge.Requests.Select(
            request => PagerdutyCase.Checked(request).Text("event_action")));
    }

    private static void Compare(JsonElement theirs, JsonElement ours)
    {
        string[] same = ["routing_key", "dedup_key", "event_action", "client", "client_url"];
        Assert.Equal(same.Select(name => theirs.Text(name)), same.Select(name => ours.Text(name)));
        Assert.Equal(theirs.At("images").GetRawText(), Ordered(ours.At("images").EnumerateArray().Single()));
        Assert.Equal(
            theirs.At("links").EnumerateArray().Select(link => link.GetRawText()),
            ours.At("links").EnumerateArray().Select(link => link.GetRawText()).Take(1));

        string[] payload = ["summary", "source", "severity", "class", "component", "group"];
        Assert.Equal(payload.Select(name => theirs.Text("payload." + name)), payload.Select(name => ours.Text("payload." + name)));
        var (their, our) = (theirs.At("payload.custom_details"), ours.At("payload.custom_details"));
        Assert.Equal(Names(their).Union(OurDetails).Order(StringComparer.Ordinal), Names(our));
        foreach (var name in Names(their).Except(OtherDetails))
        {
            Assert.Equal(their.Text(name), our.Text(name));
        }

        Assert.Equal(their.Text("num_firing"), our.At("num_firing").GetRawText());
        Assert.Equal(their.Text("num_resolved"), our.At("num_resolved").GetRawText());
    }

    private static string Ordered(JsonElement image) =>
        $$"""[{"src":"{{image.Text("src")}}","alt":"{{image.Text("alt")}}","href":"{{image.Text("href")}}"}]""";

    private static IEnumerable<string> Names(JsonElement details) =>
        details.EnumerateObject().Select(member => member.Name);

    private static Notification Notification(PagerdutyServer server, AlertStatus status) =>
        Notices.Of(Integration(server), Notices.Alert(
            "alertname=A;job=tr\"ain;severity=critical", "summary=<b> & ü;team=ml", status)) with
        {
            Receiver = "pd.team",
            ExternalUrl = Page,
        };

    private static Integration Integration(PagerdutyServer server)
    {
        var read = ConfigurationReader.Read(new("alertmanager.yml", Configuration(server)), null);
        Assert.Empty(read.Errors);
        return read.Configuration!.Receivers.Single().Integrations.Single();
    }

    private static async Task<RunningPeer> Start(ProcessFolder folder, PagerdutyServer server)
    {
        var port = LocalPorts.Free();
        var process = PeerProcess.Start(
            "prometheus-alertmanager",
            $"--config.file={folder.Write("alertmanager.yml", Configuration(server))}",
            $"--storage.path={folder.Data}",
            $"--web.listen-address=127.0.0.1:{port}",
            $"--web.external-url={Page}",
            "--cluster.listen-address=");
        await process.Answers(new($"http://127.0.0.1:{port}/-/ready"), Stop);
        return new(process, port);
    }

    private static string Configuration(PagerdutyServer server) => $$$"""
        route: {receiver: pd.team, group_by: [alertname], group_wait: 0s, group_interval: 1s}
        receivers:
        - name: pd.team
          pagerduty_configs:
          - url: {{{server.V2}}}
            routing_key: {{{PagerdutyServer.Key}}}
            client: C
            class: '{{ .CommonLabels.job }}'
            component: K
            group: '{{ .Status }}'
            severity: '{{ .CommonLabels.severity }}'
            details: {summary: '{{ .CommonAnnotations.summary }}'}
            links: [{href: 'https://wiki.example.com/{{ .CommonLabels.alertname }}', text: Wiki}]
            images: [{src: 'https://i.example.com/a.png', alt: '{{ .Status }}', href: 'https://i.example.com'}]
        """;

    private static string Alerts(string endsAt) => $$"""
        [{"labels": {"alertname": "A", "job": "tr\"ain", "severity": "critical"},
          "annotations": {"summary": "<b> & ü", "team": "ml"}, "startsAt": "2026-01-01T00:00:00Z"{{endsAt}}}]
        """;

    private static async Task Post(int port, string alerts)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(alerts));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/api/v2/alerts"), content, Stop);
        answer.EnsureSuccessStatusCode();
    }

    private sealed record RunningPeer(PeerProcess Process, int Port) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
