using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;
using Alerting.Core.Sources.AlertmanagerApi;
using Xunit;

namespace Alerting.Core.Tests.Sources.AlertmanagerApi;

public sealed class PostedAlertsTests
{
    private const string Labels = """ "labels":{"alertname":"A"} """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_post_as_Prometheus_sends_it_is_read()
    {
        var alert = One("""
            {"annotations":{"summary":"Job failed","nothing":""},"endsAt":"2026-11-21T12:04:00.123Z",
            "startsAt":"2026-11-21T02:14:10.123+01:00","generatorURL":"http://p:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
            "labels":{"severity":"critical","alertname":"KubeJobFailed","empty":""}}
            """);

        Assert.Equal("""{alertname="KubeJobFailed", severity="critical"}""", alert.Labels.ToString());
        Assert.Equal("""{nothing="", summary="Job failed"}""", alert.Annotations.ToString());
        Assert.Equal(new(2026, 11, 21, 2, 14, 10, 123, TimeSpan.FromHours(1)), alert.StartsAt);
        Assert.Equal(TimeSpan.FromHours(1), alert.StartsAt.Offset);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 12, 4, 0, 123, TimeSpan.Zero), alert.EndsAt);
        Assert.Equal("http://p:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1", alert.GeneratorUrl);
        Assert.Equal(Ending.Timed, alert.Ending);
        Assert.False(alert.TimedOut);
    }

    [Theory]
    [InlineData("", "2026-11-21T12:00:00Z", "2026-11-21T12:05:00Z", true)]
    [InlineData(""" ,"startsAt":null,"endsAt":null """, "2026-11-21T12:00:00Z", "2026-11-21T12:05:00Z", true)]
    [InlineData(""" ,"endsAt":"0001-01-01T00:00:00Z" """, "2026-11-21T12:00:00Z", "2026-11-21T12:05:00Z", true)]
    [InlineData(
        """ ,"endsAt":"0001-01-01T01:00:00+01:00" """, "2026-11-21T12:00:00Z", "2026-11-21T12:05:00Z", true)]
    [InlineData(""" ,"endsAt":"2026-11-20T12:00:00Z" """, "2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z", false)]
    [InlineData(""" ,"endsAt":"" """, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", false)]
    [InlineData(""" ,"startsAt":"2026-11-21T12:05:00Z" """, "2026-11-21T12:05:00Z", "2026-11-21T12:05:00Z", true)]
    [InlineData(
        """ ,"startsAt":"0000-01-01T00:00:00Z" """, "0001-01-01T00:00:00Z", "2026-11-21T12:05:00Z", true)]
    public void What_is_missing_of_start_and_end_follows_from_the_other_or_from_now(
        string times, string startsAt, string endsAt, bool timedOut)
    {
        var alert = One($$"""{{{Labels}}{{times}}}""");

        Assert.Equal(DateTimeOffset.Parse(startsAt, null), alert.StartsAt);
        Assert.Equal(DateTimeOffset.Parse(endsAt, null), alert.EndsAt);
        Assert.Equal(timedOut, alert.TimedOut);
    }

    [Theory]
    [InlineData("2026-11-21T11:59:59.9999999Z", "2026-11-21T12:00:00Z", true)]
    [InlineData("2026-11-21T12:00:00Z", "2026-11-21T13:00:00+01:00", true)]
    [InlineData("2026-11-21T12:00:00.0000001Z", "2026-11-21T12:00:00Z", false)]
    [InlineData("0001-01-01T00:00:00.001Z", "0001-01-01T00:00:00+01:00", false)]
    [InlineData("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59-00:59", false)]
    public void An_alert_must_not_end_before_it_starts(string startsAt, string endsAt, bool isValid)
    {
        var read = Read($$"""[{{{Labels}},"startsAt":"{{startsAt}}","endsAt":"{{endsAt}}"}]""");

        Assert.Equal(isValid ? [] : ["start time must be before end time"], read.Invalid);
        Assert.Equal(isValid ? 1 : 0, read.Alerts.Length);
    }

    [Fact]
    public void Without_an_end_a_start_beyond_the_resolve_timeout_is_after_the_end() => Assert.Equal(
        ["start time must be before end time"],
        Read($$"""[{{{Labels}},"startsAt":"2026-11-21T12:05:00.001Z"}]""").Invalid);

    [Theory]
    [InlineData("""{}""", "at least one label pair required")]
    [InlineData("""{"a":""}""", "at least one label pair required")]
    [InlineData("""{"a":null}""", "at least one label pair required")]
    [InlineData("""{"":""}""", "at least one label pair required")]
    [InlineData("""{"":"x"}""", "invalid label set: invalid name \"\"")]
    [InlineData("""{"":"x","a":"b"}""", "invalid label set: invalid name \"\"")]
    [InlineData("""{"a":"b"},"annotations":{"":"x"}""", "invalid annotations: invalid name \"\"")]
    [InlineData("""{"a":"b"},"annotations":{"":""}""", "invalid annotations: invalid name \"\"")]
    public void Of_an_alert_that_is_not_valid_it_is_said_why_and_the_others_are_read(string labels, string why)
    {
        var read = Read($$"""[{{{Labels}}},{"labels":{{labels}}},{{{Labels}}}]""");

        Assert.Null(read.Fault);
        Assert.Equal([why], read.Invalid);
        Assert.Equal(2, read.Alerts.Length);
    }

    [Theory]
    [InlineData("""{"a-b":"x"}""", "{a-b=\"x\"}")]
    [InlineData("""{"東 京":"x","1":"y"}""", "{1=\"y\", 東 京=\"x\"}")]
    [InlineData("""{"a":"x","a":"y"}""", "{a=\"y\"}")]
    [InlineData("""{"a":"x","a":null,"b":"z"}""", "{b=\"z\"}")]
    [InlineData("""{"a":"x"},"labels":{"b":"y"}""", "{a=\"x\", b=\"y\"}")]
    [InlineData("""{"a":"x"},"labels":null,"labels":{"b":"y"}""", "{b=\"y\"}")]
    [InlineData("""{"a":"x"},"LaBeLs":{"b":"y"}""", "{a=\"x\", b=\"y\"}")]
    [InlineData("""{"a":"\ud83d\ude80"}""", "{a=\"🚀\"}")]
    [InlineData("""{"a":"\ud83d\ud83d\ude80\ude80\u0041\/\n"}""", "{a=\"\ufffd🚀\ufffdA/\\n\"}")]
    [InlineData("""{"\ud800":"x"}""", "{\ufffd=\"x\"}")]
    public void Labels_are_read_as_Go_reads_a_map_of_texts(string labels, string expected) =>
        Assert.Equal(expected, One($$"""{"labels":{{labels}}}""").Labels.ToString());

    [Theory]
    [InlineData(new byte[] { 0xff }, "\ufffd")]
    [InlineData(new byte[] { 0xe4, 0xb8 }, "\ufffd\ufffd")]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 }, "\ufffd\ufffd\ufffd")]
    [InlineData(new byte[] { 0xc3, 0xa9, 0x80, 0x5c, 0x6e }, "é\ufffd\\n")]
    public void Each_byte_that_is_not_Unicode_is_replaced(byte[] bytes, string expected)
    {
        byte[] body = [.. """[{"labels":{"a":"x"""u8, .. bytes, .. "\"}}]"u8];

        var read = PostedAlerts.Read(body, Now, TimeSpan.FromMinutes(5));

        Assert.Equal($"{{a=\"x{expected}\"}}", Assert.Single(read.Alerts).Labels.ToString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData(" [] trailing")]
    public void No_alerts_are_no_fault(string body)
    {
        var read = Read(body);

        Assert.Equal((null, 0, 0), (read.Fault, read.Alerts.Length, read.Invalid.Length));
    }

    [Theory]
    [InlineData("", 602, "alerts in body is required")]
    [InlineData(" \r\n\t", 602, "alerts in body is required")]
    [InlineData("[{}]", 602, "0.labels in body is required")]
    [InlineData("[null]", 602, "0 in body is required")]
    [InlineData("""[{"labels":{}},{"labels":null}]""", 602, "1.labels in body is required")]
    [InlineData("""[{"generatorURL":"a<b"}]""", 601, "0.generatorURL in body must be of type uri: \"a<b\"")]
    public void A_breach_of_the_schema_refuses_the_whole_body(string body, int code, string message) =>
        Assert.Equal(new ApiFault(422, code, message), Refused(body));

    [Theory]
    [InlineData("{}", "json: cannot unmarshal object into Go value of type models.PostableAlerts")]
    [InlineData("7", "json: cannot unmarshal number into Go value of type models.PostableAlerts")]
    [InlineData("""[{"labels":5}]""", "json: cannot unmarshal number into Go struct field Alert.labels of type models.LabelSet")]
    [InlineData("""[{"labels":{"a":1}}]""", "json: cannot unmarshal number into Go struct field Alert.labels of type string")]
    [InlineData("""[{"labels":{"a":true}}]""", "json: cannot unmarshal bool into Go struct field Alert.labels of type string")]
    [InlineData("""[{"annotations":"x"}]""", "json: cannot unmarshal string into Go struct field .annotations of type models.LabelSet")]
    [InlineData("""[{"annotations":{"a":[]}}]""", "json: cannot unmarshal array into Go struct field .annotations of type string")]
    [InlineData("""[{"startsAt":5}]""", "json: cannot unmarshal number into Go struct field .startsAt of type string")]
    [InlineData("""[{"endsAt":{}}]""", "json: cannot unmarshal object into Go struct field .endsAt of type string")]
    [InlineData("""[{"generatorURL":false}]""", "json: cannot unmarshal bool into Go struct field Alert.generatorURL of type string")]
    [InlineData("""[{"labels":1,"generatorURL":1,"annotations":1,"endsAt":"x"}]""", "parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\"")]
    [InlineData("""[{"labels":1,"generatorURL":1,"annotations":1}]""", "json: cannot unmarshal number into Go struct field .annotations of type models.LabelSet")]
    [InlineData("""[{"labels":1,"generatorURL":1}]""", "json: cannot unmarshal number into Go struct field Alert.generatorURL of type string")]
    [InlineData("""[{"labels":{"a":1,"b":true}},{"endsAt":"x"}]""", "json: cannot unmarshal number into Go struct field Alert.labels of type string")]
    [InlineData("""[{"labels":{"a":"b"}},]""", "invalid character ']' looking for beginning of value")]
    public void A_wrong_type_refuses_the_whole_body_in_the_words_of_Go(string body, string why) => Assert.Equal(
        new ApiFault(400, 400, "parsing alerts body from \"\" failed, because " + why), Refused(body));

    [Fact]
    public void What_a_message_tells_back_of_a_text_is_bounded()
    {
        var text = new string('x', 100_000);

        Assert.InRange(Refused($$"""[{"startsAt":"{{text}}"}]""").Message.Length, 2000, 2200);
        Assert.InRange(Refused($$"""[{"generatorURL":"{{text}}"}]""").Message.Length, 1000, 1100);
    }

    private static ApiFault Refused(string body)
    {
        var read = Read(body);
        Assert.Empty(read.Alerts);
        return read.Fault!;
    }

    private static Alert One(string alert)
    {
        var read = Read("[" + alert + "]");
        Assert.Null(read.Fault);
        Assert.Empty(read.Invalid);
        return Assert.Single(read.Alerts);
    }

    [Fact]
    public void In_classic_mode_labels_and_annotations_are_named_as_before_0_27()
    {
        var body = Encoding.UTF8.GetBytes(
            """[{"labels":{"a.b":"c"}},{"labels":{"a":"c"},"annotations":{"🙂":"x"}},{"labels":{"a_1":"c"}}]""");

        var read = PostedAlerts.Read(body, Now, TimeSpan.FromMinutes(5), MatcherMode.Classic);

        Assert.Equal(
            ["invalid label set: invalid name \"a.b\"", "invalid annotations: invalid name \"🙂\""], read.Invalid);
        Assert.Single(read.Alerts);
        Assert.Equal(3, PostedAlerts.Read(body, Now, TimeSpan.FromMinutes(5)).Alerts.Length);
    }

    private static ApiResult Read(string body) => PostedAlerts.Read(Encoding.UTF8.GetBytes(body), Now, TimeSpan.FromMinutes(5));
}
