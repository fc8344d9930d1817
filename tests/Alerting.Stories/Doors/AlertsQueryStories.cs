using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Alerting.Core.Ports;
using Alerting.Handler;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Stories.Doors;

public sealed class AlertsQueryStories
{
    private const string Configuration =
        """
        route:
          receiver: rest
          group_by: [alertname]
          labels: {owner: nobody}
          routes:
            - {matchers: [team=b], receiver: both, group_by: [team], continue: true, labels: {tier: '1'}}
            - {matchers: [team=b], receiver: second, group_by: ['...']}
            - {matchers: [team=quiet], receiver: both, mute_time_intervals: [always]}
            - {matchers: [team=never], receiver: both, active_time_intervals: [never]}
        receivers:
          - {name: rest}
          - {name: both, labels: {owner: ops, empty: ''}}
          - {name: second, labels: {owner: dev}}
        time_intervals:
          - {name: always, time_intervals: [{times: [{start_time: '00:00', end_time: '24:00'}]}]}
          - {name: never, time_intervals: [{years: ['1999']}]}
        """;

    private const string Posted =
        """
        [{"labels":{"alertname":"A","instance":"1"}},{"labels":{"alertname":"A","instance":"2"}},
         {"labels":{"alertname":"B","team":"b"}},{"labels":{"alertname":"Q","team":"quiet"}},
         {"labels":{"alertname":"N","team":"never"}},{"labels":{"alertname":"S","silenced":"yes"}}]
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "A1 A2 B N Q S")]
    [InlineData("?filter=alertname=A", "A1 A2")]
    [InlineData("?filter=alertname=A&filter=instance!=2", "A1")]
    [InlineData("?filter=alertname=~\"A|B\"", "A1 A2 B")]
    [InlineData("?filter=team=\"\"", "A1 A2 S")]
    [InlineData("?filter=team!=\"\"", "B N Q")]
    [InlineData("?filter=alertname=Z", "")]
    [InlineData("?silenced=false", "A1 A2 B N Q")]
    [InlineData("?active=false", "S")]
    [InlineData("?active=false&silenced=false", "")]
    [InlineData("?active=no-truth", "S")]
    [InlineData("?inhibited=false&unprocessed=false", "A1 A2 B N Q S")]
    [InlineData("?muted=false", "A1 A2 B N Q S")]
    [InlineData("?receiver=both", "B N Q")]
    [InlineData("?receiver=bot", "")]
    [InlineData("?receiver=second|none", "B")]
    [InlineData("?receiver=", "A1 A2 B N Q S")]
    [InlineData("?receiver_matchers=owner=ops", "B N Q")]
    [InlineData("?receiver_matchers=owner=~\".%2B\"", "B N Q")]
    [InlineData("?receiver_matchers=owner=dev&receiver=both", "B")]
    [InlineData("?receiver_matchers=name=rest", "A1 A2 S")]
    [InlineData("?receiver_matchers=empty!=\"\"", "B N Q")]
    public async Task Alerts_are_those_that_are_asked_for(string query, string expected)
    {
        await using var world = await Asked.Of(Configuration, Posted);

        var alerts = await world.Get("/api/v2/alerts" + query);

        Assert.Equal(expected, string.Join(' ', Names(alerts).Order(StringComparer.Ordinal)));
        Assert.Equal(alerts.Select(Fingerprint).Order(StringComparer.Ordinal), alerts.Select(Fingerprint));
    }

    [Theory]
    [InlineData("", "rest{alertname=A}:A1,A2 rest{alertname=S}:S both{}:? second{alertname=B,team=b}:B")]
    public async Task Groups_stand_in_the_order_of_their_labels(string query, string expected)
    {
        await using var world = await Asked.Of(
            Configuration.Replace("receiver: both, mute_time_intervals", "receiver: both, group_by: [team], mute_time_intervals", StringComparison.Ordinal)
                .Replace("receiver: both, active_time_intervals", "receiver: both, group_by: [team], active_time_intervals", StringComparison.Ordinal),
            Posted);

        var groups = await world.Get("/api/v2/alerts/groups" + query);

        Assert.NotEmpty(expected);
        Assert.Equal(
            [
                "rest{alertname=A}:A1,A2", "rest{alertname=S}:S", "both{team=b}:B", "both{team=never}:N",
                "both{team=quiet}:Q", "second{alertname=B,team=b}:B",
            ],
            groups.Select(Group));
    }
}
