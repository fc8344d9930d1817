using System.Text;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Webhook;

public sealed class WebhookPayloadTests
{
    [Fact]
    public void The_payload_is_alertmanagers_byte_for_byte()
    {
        var text = Write(
            0,
            Notices.Alert("alertname=A;job=x", "summary=<b> & it's 1+1 é\u2028\u0001\b"),
            Notices.Alert("alertname=A;job=y", status: AlertStatus.Resolved));

        var first = Notices.Set("alertname=A;job=x").Fingerprint;
        var second = Notices.Set("alertname=A;job=y").Fingerprint;
        string[] expected =
        [
            "{\"receiver\":\"ml\\\\.batch\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",",
            "\"labels\":{\"alertname\":\"A\",\"job\":\"x\"},",
            "\"annotations\":{\"summary\":\"\\u003cb\\u003e \\u0026 it's 1+1 é\\u2028\\u0001\\b\"},",
            "\"startsAt\":\"2026-11-21T11:00:00.123+01:00\",\"endsAt\":\"0001-01-01T00:00:00Z\",",
            "\"generatorURL\":\"https://prometheus.example.com/graph?a=1\\u0026b=2\",",
            "\"fingerprint\":\"" + first,
            "\"},{\"status\":\"resolved\",\"labels\":{\"alertname\":\"A\",\"job\":\"y\"},\"annotations\":{},",
            "\"startsAt\":\"2026-11-21T11:00:00.123+01:00\",\"endsAt\":\"2026-11-21T11:30:00Z\",",
            "\"generatorURL\":\"https://prometheus.example.com/graph?a=1\\u0026b=2\",",
            "\"fingerprint\":\"" + second,
            "\"}],\"notification_reason\":\"first notification\",\"groupLabels\":{\"alertname\":\"A\"},",
            "\"commonLabels\":{\"alertname\":\"A\"},\"commonAnnotations\":{},\"routeLabels\":{},",
            "\"externalURL\":\"http://alerting:9093\",\"version\":\"4\",\"groupKey\":\"{}:{alertname=\\\"A\\\"}\",",
            "\"truncatedAlerts\":0}\n",
        ];
        Assert.Equal(string.Concat(expected), text);
    }

    [Fact]
    public void Only_the_alerts_kept_count_for_status_and_common_labels()
    {
        var text = Write(
            1,
            Notices.Alert("alertname=A;job=x", status: AlertStatus.Resolved),
            Notices.Alert("alertname=A;job=y"));

        Assert.Contains("\"receiver\":\"ml\\\\.batch\",\"status\":\"resolved\"", text, StringComparison.Ordinal);
        Assert.Contains("\"commonLabels\":{\"alertname\":\"A\",\"job\":\"x\"}", text, StringComparison.Ordinal);
        Assert.EndsWith("\"truncatedAlerts\":1}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_no_longer_reported_is_resolved_and_says_so()
    {
        var text = Write(0, Notices.Alert(status: AlertStatus.NoLongerReported));

        Assert.Contains(
            "{\"status\":\"resolved\",\"labels\":{\"alertname\":\"A\"},"
            + "\"annotations\":{\"alerting_ended\":\"no longer reported\"}",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Receiver_names_are_quoted_as_a_regular_expression() =>
        Assert.Equal(@"a\.b\+c\(\)\[\]\{\}\^\$\|\*\?\\-_/", GoRegex.QuoteMeta(@"a.b+c()[]{}^$|*?\-_/"));

    private static string Write(int maxAlerts, params NotifiedAlert[] alerts) => Encoding.UTF8.GetString(
        WebhookPayload.Write(Notices.Of(Notices.Webhook("http://x", maxAlerts), alerts), maxAlerts).Span);
}
