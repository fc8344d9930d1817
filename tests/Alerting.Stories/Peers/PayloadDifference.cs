using System.Text.RegularExpressions;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Stories.Peers;

/// <summary>
/// What Alertmanager told its webhook, told on by us: the same bytes but for the two members that came after 0.25.
/// </summary>
public sealed partial class PayloadDifference
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Escapes of JSON and HTML, other planes, line separators, an offset, a fraction, a name that sorts by bytes.
    private const string Alerts =
        """
        [{"labels":{"alertname":"Odd \"name\" <&>","instance":"b","path":"C:\\x\ty","team":"Köln 東京 \ud83d\ude80"},
          "annotations":{"summary":"a < b && c > d \u2028\u2029","description":"line\nline\u0001\u007f"},
          "startsAt":"2026-01-02T03:04:05.678+02:00",
          "generatorURL":"http://prometheus.example.com/graph?g0.expr=a%3Eb&g0.tab=1"},
         {"labels":{"alertname":"Odd \"name\" <&>","instance":"a","team":"Köln 東京 \ud83d\ude80"},
          "annotations":{"summary":"a < b && c > d \u2028\u2029"},
          "startsAt":"2026-01-02T03:04:05Z"},
         {"labels":{"alertname":"Odd \"name\" <&>","instance":"10","zone":"1","team":"Köln 東京 \ud83d\ude80"},
          "startsAt":"2026-01-02T03:04:05.100Z"END}]
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_payload_of_a_real_Alertmanager_is_told_on_byte_for_byte()
    {
        await PeerVersion.Known("prometheus-alertmanager", "0.25");
        using var folder = new ProcessFolder();
        await using var theirs = await VendorServer.Start(_ => VendorAnswer.Status(200));
        await using var ours = await WebhookSink.Start();
        await using var alertmanager = await RealAlertmanager.Start(
            folder, RealAlertmanager.Configuration("1s", "webhook_configs:", $"- url: {theirs.Url}/hook"), Stop);
        var configuration = folder.Write(
            "alertmanager.yml", RealAlertmanager.Configuration("0s", "webhook_configs:", $"- url: {ours.Url}/hook"));
        await using var alerting = AlertingProcess.Serve(
            folder.Data, "--config", configuration, "--external-url", "http://alertmanager.example.com");
        var address = await alerting.Address();
        using var client = new HttpClient();

        string[] posts =
        [
            Alerts.Replace("END", "", StringComparison.Ordinal),
            Alerts.Replace("END", ",\"endsAt\":\"2026-01-02T04:04:05.250Z\"", StringComparison.Ordinal),
        ];
        for (var i = 0; i < posts.Length; i++)
        {
            await alertmanager.Post(posts[i], Stop);
            VendorRequest? said = null;
            Assert.True(await RealClock.Instance.Until(
                () => (said = theirs.Requests.LastOrDefault(one => IsWhole(one.Text, hasEnd: i == 1))) is not null,
                Patience, Stop));
            using var answer = await AlertmanagerPost.Send(client, address, said!.Body, Stop);
            answer.EnsureSuccessStatusCode();
            Assert.True(await RealClock.Instance.Until(() => ours.Requests.Count > i, Patience, Stop));

            var told = Younger().Replace(ours.Requests[i].Text, "");
            Assert.Equal(said.Text, told);
            Assert.Equal(i == 1, told.Contains("\"resolved\"", StringComparison.Ordinal));
        }
    }

    // Alerts this old are told at once: a real Alertmanager may begin before it has taken all of a post.
    private static bool IsWhole(string payload, bool hasEnd) =>
        new[] { "\"a\"", "\"b\"", "\"10\"" }.All(
            instance => payload.Contains("\"instance\":" + instance, StringComparison.Ordinal))
        && payload.Contains("\"status\":\"resolved\"", StringComparison.Ordinal) == hasEnd;

    [GeneratedRegex("\"notification_reason\":\"[a-z ]+\",|\"routeLabels\":\\{\\},")]
    private static partial Regex Younger();
}
