using System.Text;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Core.Templates;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Slack;

/// <summary>What a real Alertmanager posts to a hook, and what we do for the same configuration and alerts.</summary>
public sealed class SlackPeerTests
{
    // Each a look of its own, of fields that Alertmanager 0.25 knows.
    private static readonly string[] Looks =
    [
        """title: '{{ template "slack.default.title" . }}'""",
        """
        channel: '#{{ .CommonLabels.team }}'
          username: '{{ .Receiver }} & co'
          color: '{{ if eq .Status "firing" }}#ff0000{{ else }}good{{ end }}'
          icon_emoji: ':rotating_light:'
          icon_url: 'https://icons.example/{{ .Status }}.png'
          title: '[{{ .Status | toUpper }}] {{ .GroupLabels.alertname }} <{{ len .Alerts }}>'
          title_link: '{{ (index .Alerts 0).GeneratorURL }}'
          pretext: "tab\tquote\" \u2028 & <!here> é 😀"
          text: >-
            {{ range .Alerts }}*{{ .Labels.instance }}* {{ .Annotations.summary }}
            {{ range .Labels.SortedPairs }} • {{ .Name }}: `{{ .Value }}`{{ "\n" }}{{ end }}{{ end }}
          footer: '{{ .ExternalURL }}'
          fallback: '{{ .CommonAnnotations.SortedPairs.Values | join " " }}'
          callback_id: 'cb-{{ .GroupLabels.alertname }}'
          image_url: 'https://images.example/a?b=1&c=2'
          thumb_url: 'https://images.example/thumb'
          link_names: true
          mrkdwn_in: [text, footer]
          short_fields: true
          fields:
            - {title: Severity, value: '{{ .CommonLabels.severity }}'}
            - {title: '{{ .CommonLabels.none }}', value: long, short: false}
          actions:
            - {type: button, text: 'Runbook', url: '{{ .CommonAnnotations.runbook_url }}', style: primary, name: dropped}
            - {type: button, text: Ack, name: ack, value: '{{ .GroupLabels.alertname }}',
               confirm: {text: 'Sure?', title: T, ok_text: 'Yes', dismiss_text: 'No'}}
        """,
        $$$"""
        title: '{{{new string('é', 600)}}}{{ .CommonLabels.team }}{{{string.Concat(Enumerable.Repeat("😀", 600))}}}'
          text: ''
          username: ''
        """,
        $$$"""
        title: '{{{new string('x', 1024)}}}'
          fields: []
        """,
        """text: '{{ template "team.text" . }}'""",
    ];

    // Some of our built-in texts are our own.
    private const string File = """
        {{ define "__alertmanager" }}Alertmanager{{ end }}
        {{ define "slack.default.fallback" }}{{ template "slack.default.title" . }}{{ end }}
        {{ define "team.text" }}{{ range .Alerts.Firing }}{{ .Labels.instance }} since {{ .StartsAt }};{{ end }}{{ end }}
        {{ define "slack.default.pretext" }}{{ len .Alerts.Firing }} firing{{ end }}
        """;

    private const string Posted = """
        [{"labels":{"alertname":"Disk <full>","instance":"a:9100","team":"ml","severity":"critical"},
          "annotations":{"summary":"a & b","runbook_url":"https://r.example/?a=1&b=2"},
          "startsAt":"2026-11-21T10:00:00.123Z","endsAt":"2126-11-21T10:00:00Z","generatorURL":"http://p.example/g?a=1&b=2"},
         {"labels":{"alertname":"Disk <full>","instance":"b:9100","team":"ml","severity":"critical"},
          "annotations":{"summary":"it's \"c\"","runbook_url":"https://r.example/?a=1&b=2"},
          "startsAt":"2026-11-21T11:00:00+01:00","endsAt":"2126-11-21T10:00:00Z","generatorURL":"http://p.example/g"}]
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_attachment_is_byte_for_byte_that_of_a_real_Alertmanager()
    {
        await using var theirs = await SlackHook.Start();
        await using var ours = await SlackHook.Start();
        using var folder = new ProcessFolder();

        await PostToAlertmanager(folder, theirs);
        foreach (var integration in Integrations(ours))
        {
            Assert.IsType<Receipt.Delivered>(await SlackSends.Send(Notice(integration), Stop));
        }

        Assert.Equal(Looks.Length, theirs.Requests.Count);
        foreach (var (index, body) in Bodies(theirs))
        {
            Assert.Equal(body, Bodies(ours)[index]);
        }
    }

    private static SortedDictionary<int, string> Bodies(VendorServer hook) => new(hook.Requests.ToDictionary(
        request => int.Parse(request.Path.Split('/')[^1], null), request => request.Text));

    private static async Task PostToAlertmanager(ProcessFolder folder, VendorServer hook)
    {
        var port = LocalPorts.Free();
        folder.Write("team.tmpl", File);
        await using var process = PeerProcess.Start(
            "prometheus-alertmanager",
            $"--config.file={folder.Write("alertmanager.yml", Configuration(hook.Url))}",
            $"--storage.path={folder.Data}",
            $"--web.listen-address=127.0.0.1:{port}",
            "--web.external-url=http://alertmanager.example.com",
            "--cluster.listen-address=");
        await process.Answers(new($"http://127.0.0.1:{port}/-/ready"), Stop);
        using var client = new HttpClient();
        using var content = new StringContent(Posted, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/api/v2/alerts"), content, Stop);
        answer.EnsureSuccessStatusCode();
        for (var heard = 0; heard < Looks.Length; heard++)
        {
            await hook.Received(Stop);
        }
    }

    private static string Configuration(string url) => $"""
        route: {"{"}receiver: team, group_by: [alertname], group_wait: 0s{"}"}
        templates: ['*.tmpl']
        receivers:
        - name: team
          slack_configs:
        {string.Concat(Looks.Select((look, index) => $"  - api_url: {url}/services/T/B/{index}\n    {Indented(look)}\n"))}
        """;

    private static string Indented(string look) => look.ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal);

    private static IEnumerable<Integration> Integrations(VendorServer hook)
    {
        var result = ConfigurationReader.Read(new("alertmanager.yml", Configuration(hook.Url)), null);
        Assert.Empty(result.Errors);
        return result.Configuration!.Receivers.Single().Integrations;
    }

    private static Notification Notice(Integration integration) => Notices.Of(
        integration,
        Alert("a:9100", "a & b", new(2026, 11, 21, 10, 0, 0, 123, TimeSpan.Zero), "http://p.example/g?a=1&b=2"),
        Alert("b:9100", "it's \"c\"", new(2026, 11, 21, 11, 0, 0, TimeSpan.FromHours(1)), "http://p.example/g")) with
    {
        Receiver = "team",
        GroupLabels = Notices.Set("alertname=Disk <full>"),
        ExternalUrl = "http://alertmanager.example.com",
        Templates = TemplateSet.Of([new("team.tmpl", File)]),
    };

    private static NotifiedAlert Alert(string instance, string summary, DateTimeOffset startsAt, string url) =>
        Notices.Alert($"alertname=Disk <full>;instance={instance};team=ml;severity=critical") with
        {
            Annotations = Core.Alerts.LabelSet.From(
                [new("summary", summary), new("runbook_url", "https://r.example/?a=1&b=2")]),
            StartsAt = startsAt,
            GeneratorUrl = url,
        };
}
