using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Sources;
using Alerting.Core.Sources.Alertmanager;
using Xunit;

namespace Alerting.Core.Tests.Sources;

public sealed class AlertmanagerWebhookTests
{
    private const string Labels = """ "labels":{"alertname":"A"} """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_payload_as_alertmanager_sends_it_is_read()
    {
        var result = Read("""
            {"receiver":"ml\\.batch","status":"firing","alerts":[{"status":"firing",
            "labels":{"severity":"critical","alertname":"KubeJobFailed","empty":""},
            "annotations":{"summary":"Job failed","nothing":""},"startsAt":"2026-11-21T02:14:10.123+01:00",
            "endsAt":"2026-11-21T13:00:00Z","generatorURL":"https://p/graph","fingerprint":"9d2a6f0c1b7e4a55"}],
            "notification_reason":"first notification","groupLabels":{},
            "version":"4","groupKey":"{}:{}","truncatedAlerts":3}
            """);

        var alert = Assert.Single(result.Alerts);
        Assert.Null(result.Unreadable);
        Assert.Empty(result.Rejected);
        Assert.Equal("""{alertname="KubeJobFailed", severity="critical"}""", alert.Labels.ToString());
        Assert.Equal("""{nothing="", summary="Job failed"}""", alert.Annotations.ToString());
        Assert.Equal(new(2026, 11, 21, 2, 14, 10, 123, TimeSpan.FromHours(1)), alert.StartsAt);
        Assert.Equal(TimeSpan.FromHours(1), alert.StartsAt.Offset);
        Assert.Null(alert.EndsAt);
        Assert.Equal("https://p/graph", alert.GeneratorUrl);
        Assert.Equal(Ending.Explicit, alert.Ending);
        Assert.False(alert.TimedOut);
    }

    [Theory]
    [InlineData(""" "endsAt":"2026-11-21T11:00:00+02:00" """, "2026-11-21T11:00:00+02:00")]
    [InlineData(""" "endsAt":"2026-11-21T12:00:00Z" """, "2026-11-21T12:00:00Z")]
    [InlineData(""" "endsAt":"2026-11-21T12:00:01Z" """, "2026-11-21T12:00:00Z")]
    [InlineData(""" "endsAt":"9999-12-31T23:59:59-01:00" """, "2026-11-21T12:00:00Z")]
    [InlineData(""" "endsAt":"0001-01-01T00:00:00Z" """, "2026-11-21T12:00:00Z")]
    [InlineData(""" "endsAt":"0001-01-01T00:00:00+01:00" """, "2026-11-21T12:00:00Z")]
    [InlineData(""" "endsAt":null """, "2026-11-21T12:00:00Z")]
    [InlineData(""" "more":1 """, "2026-11-21T12:00:00Z")]
    public void A_resolved_alert_ends_when_it_says_or_now(string endsAt, string expected)
    {
        var alert = One($$"""{"status":"resolved",{{Labels}},"startsAt":"2026-11-21T09:00:00Z",{{endsAt}}}""");

        Assert.Equal(DateTimeOffset.Parse(expected, null), alert.EndsAt);
        Assert.Equal(new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero), alert.StartsAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""" ,"startsAt":null """)]
    [InlineData(""" ,"startsAt":"0001-01-01T00:00:00Z" """)]
    [InlineData(""" ,"startsAt":"0001-01-01T00:00:00+01:00" """)]
    public void An_alert_without_a_start_starts_now(string startsAt) =>
        Assert.Equal(Now, One($$"""{"status":"firing",{{Labels}}{{startsAt}}}""").StartsAt);

    [Theory]
    [InlineData(""" "endsAt":"2026-11-21T11:00:00Z" """, 11)]
    [InlineData(""" "startsAt":"2026-11-21T12:05:00Z","endsAt":"2026-11-21T12:06:00Z" """, 12)]
    public void A_resolved_alert_never_ends_before_it_starts(string times, int hour)
    {
        var alert = One($$"""{"status":"resolved",{{Labels}},{{times}}}""");

        Assert.Equal(new(2026, 11, 21, hour, 0, 0, TimeSpan.Zero), alert.StartsAt);
        Assert.Equal(alert.StartsAt, alert.EndsAt);
    }

    [Fact]
    public void A_firing_alert_may_carry_any_end() =>
        Assert.Null(One($$"""{"status":"firing",{{Labels}},"endsAt":"whenever"}""").EndsAt);

    [Theory]
    [InlineData("""{"status":"firing"}""", ".labels", "missing: at least one label pair required")]
    [InlineData("""{"status":"firing","labels":{}}""", ".labels", "at least one label pair required")]
    [InlineData("""{"status":"firing","labels":{"a":""}}""", ".labels", "at least one label pair required")]
    [InlineData("""{"status":"firing","labels":[]}""", ".labels", "expected an object of strings, not an array")]
    [InlineData("""{"status":"firing","labels":{"a":1}}""", ".labels.a", "expected a string, not a number")]
    [InlineData("""{"status":"firing","labels":{"a b":null}}""", ".labels[\"a b\"]", "expected a string, not null")]
    [InlineData("""{"status":"firing","labels":{"":"x"}}""", ".labels", "expected names that are not empty")]
    [InlineData(
        """{"status":"firing","labels":{"a":"1"},"annotations":{"s":true}}""",
        ".annotations.s", "expected a string, not true")]
    [InlineData(
        """{"status":"firing","labels":{"a":"1"},"annotations":"x"}""",
        ".annotations", "expected an object of strings, not a string")]
    [InlineData("""{"labels":{"a":"1"}}""", ".status", "expected firing or resolved")]
    [InlineData("""{"status":"Firing","labels":{"a":"1"}}""", ".status", "expected firing or resolved")]
    [InlineData("""{"status":1,"labels":{"a":"1"}}""", ".status", "expected firing or resolved")]
    [InlineData("""{"status":"\ud800","labels":{"a":"1"}}""", ".status", "expected firing or resolved")]
    [InlineData(
        """{"status":"firing","labels":{"a":"1"},"startsAt":"2026-11-21T11:00:00+0000"}""",
        ".startsAt", ExpectedTime)]
    [InlineData("""{"status":"firing","labels":{"a":"1"},"startsAt":""}""", ".startsAt", ExpectedTime)]
    [InlineData("""{"status":"firing","labels":{"a":"1"},"startsAt":5}""", ".startsAt", ExpectedTime)]
    [InlineData("""{"status":"resolved","labels":{"a":"1"},"endsAt":"x"}""", ".endsAt", ExpectedTime)]
    [InlineData(
        """
        {"status":"resolved","labels":{"a":"1"},"endsAt":"2026-11-21T10:59:59Z",
        "startsAt":"2026-11-21T11:00:00Z"}
        """,
        ".endsAt", "start time must be before end time")]
    [InlineData("[]", "", "expected an object, not an array")]
    public void A_faulty_alert_is_rejected_alone(string alert, string path, string reason)
    {
        const string Good = """{"status":"firing","labels":{"good":"1"}}""";

        var result = Read($$"""{"version":"4","alerts":[{{Good}},{{alert}},{{Good}}]}""");

        Assert.Equal(2, result.Alerts.Length);
        Assert.Equal(new Rejection("$.alerts[1]" + path, reason), Assert.Single(result.Rejected));
        Assert.Null(result.Unreadable);
    }

    [Fact]
    public void Each_byte_that_is_not_UTF8_is_a_replacement_character()
    {
        byte[] body = [.. """{"alerts":[{"status":"firing","labels":{"a":"b"""u8, 0xFF, 0xC0, .. "\"}}]}"u8];

        Assert.Equal("b\ufffd\ufffd", Assert.Single(AlertmanagerWebhook.Read(body, Now).Alerts).Labels["a"]);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_a_replacement_character()
    {
        var alert = One("""
            {"status":"firing","labels":{"a":"\ud800","\udc00":"b"},"annotations":{"s":"\ud83d!"},"generatorURL":"\ud800"}
            """);

        Assert.Equal(("\ufffd", "b"), (alert.Labels["a"], alert.Labels["\ufffd"]));
        Assert.Equal(("\ufffd!", "\ufffd"), (alert.Annotations["s"], alert.GeneratorUrl));
    }

    [Theory]
    [InlineData("", "the body is empty")]
    [InlineData("\uFEFF", "the body is empty")]
    [InlineData("alerts", "the body is not JSON (line 1, byte 1;")]
    [InlineData("""{"alerts":[""", "the body is not JSON")]
    [InlineData("[]", "the body is an array: expected an object with the array alerts")]
    [InlineData("null", "the body is null")]
    [InlineData("{}", "alerts: missing; expected an array of alerts")]
    [InlineData("""{"Alerts":[]}""", "alerts: missing")]
    [InlineData("""{"alerts":null}""", "alerts: expected an array of alerts, not null")]
    [InlineData("""{"alerts":{}}""", "alerts: expected an array of alerts, not an object")]
    public void A_body_that_is_no_payload_is_unreadable(string body, string why)
    {
        var result = Read(body);

        Assert.StartsWith(why, result.Unreadable, StringComparison.Ordinal);
        Assert.Empty(result.Alerts);
        Assert.Empty(result.Rejected);
    }

    [Theory]
    [InlineData("""{"alerts":[]}""")]
    [InlineData("""{"version":"5","alerts":[]}""")]
    [InlineData("""{"version":4,"\ud800":1,"alerts":[]}""")]
    [InlineData("\uFEFF{\"alerts\":[]}")]
    public void A_payload_without_alerts_is_fine(string body) => Assert.Null(Read(body).Unreadable);

    [Fact]
    public void A_body_nested_without_end_is_unreadable() =>
        Assert.Contains("at most 1000 levels", Read(new string('[', 1_000_000)).Unreadable, StringComparison.Ordinal);

    [Theory]
    [InlineData("\0")]
    [InlineData("\"quoted\" \\ <&>")]
    [InlineData("😀 naïve 日本\u2028")]
    public void Any_text_is_kept_as_it_is(string text)
    {
        var alert = One($$$"""{"status":"firing","labels":{"a":{{{Quoted(text)}}},{{{Quoted(text)}}}:"b"}}""");

        Assert.Equal(text, alert.Labels["a"]);
        Assert.Equal("b", alert.Labels[text]);
    }

    [Fact]
    public void Very_large_alerts_are_kept_whole()
    {
        var many = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"l{i}\":\"{i}\""));

        var alert = One($$$"""{"status":"firing","labels":{ {{{many}}},"big":"{{{new string('x', 1 << 20)}}}"}}""");

        Assert.Equal(10_001, alert.Labels.Count);
        Assert.Equal(1 << 20, alert.Labels["big"].Length);
    }

    [Fact]
    public void Repeats_in_one_batch_are_kept_in_order()
    {
        const string Firing = $$"""{"status":"firing",{{Labels}}}""";
        const string Resolved = $$"""{"status":"resolved",{{Labels}}}""";

        var result = Read($$"""{"alerts":[{{Firing}},{{Resolved}},{{Firing}}]}""");

        Assert.Equal([true, false, true], result.Alerts.Select(alert => alert.EndsAt is null));
        Assert.Single(result.Alerts.Select(alert => alert.Fingerprint).Distinct());
    }

    [Fact]
    public void Of_a_repeated_member_the_last_counts()
    {
        var alert = One("""{"status":"resolved","status":"firing","labels":{"a":"1","a":"2"}}""");

        Assert.Null(alert.EndsAt);
        Assert.Equal("2", alert.Labels["a"]);
    }

    [Fact]
    public void A_null_annotation_set_is_an_empty_one() =>
        Assert.Empty(One($$"""{"status":"firing",{{Labels}},"annotations":null,"generatorURL":7}""").Annotations);

    private const string ExpectedTime = "expected " + Rfc3339.Expected;

    private static string Quoted(string text) =>
        "\"" + string.Concat(text.Select(c => c is < ' ' or '"' or '\\' ? $"\\u{(int)c:x4}" : c.ToString())) + "\"";

    private static Alert One(string alert)
    {
        var result = Read($$"""{"alerts":[{{alert}}]}""");
        Assert.Empty(result.Rejected);
        return Assert.Single(result.Alerts);
    }

    private static SourceResult Read(string body) => AlertmanagerWebhook.Read(Encoding.UTF8.GetBytes(body), Now);
}
