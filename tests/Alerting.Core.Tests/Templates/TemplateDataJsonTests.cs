using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Templates.Data;
using Xunit;

namespace Alerting.Core.Tests.Templates;

public sealed class TemplateDataJsonTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Members_are_taken_in_any_case_and_what_is_unknown_is_left_out()
    {
        var data = Read("""
            {"Receiver":"r","STATUS":"firing","other":[1],"version":"4","externalURL":"http://x","notification_reason":"why",
            "groupLabels":{"b":"2","a":"1"},"routeLabels":{"t":"x"},"commonLabels":null,
            "alerts":[{"status":"firing","labels":{"a":"1"},"startsAt":"2026-01-02T03:04:05.123456789+02:00","endsAt":"0001-01-01T00:00:00Z","fingerprint":"f"},
            {"endsAt":"2026-01-02T03:04:05Z","generatorURL":"g"}]}
            """);

        Assert.Equal(("r", "firing", "http://x", "why"), (data.Receiver, data.Status, data.ExternalUrl, data.NotificationReason));
        Assert.Equal(LabelSet.From([new("a", "1"), new("b", "2")]), data.GroupLabels);
        Assert.Equal(("x", 0, Now), (data.RouteLabels["t"], data.CommonLabels.Count, data.Now));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1234567), data.Alerts[0].StartsAt);
        Assert.Equal(TimeSpan.FromHours(2), data.Alerts[0].StartsAt.Offset);
        Assert.Null(data.Alerts[0].EndsAt);
        Assert.Equal((default, "", "g"), (data.Alerts[1].StartsAt, data.Alerts[1].Status, data.Alerts[1].GeneratorUrl));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), data.Alerts[1].EndsAt);
    }

    [Fact]
    public void What_is_missing_is_empty() => Assert.Equal(("", 0), (Read("{}").Receiver, Read("null").Alerts.Length));

    [Theory]
    [InlineData("", "not JSON: line 1, column 1, where the text ends too early")]
    [InlineData("{", "not JSON: line 1, column 2, where the text ends too early")]
    [InlineData("{\n \"é😀\": x}", "not JSON: line 2, column 8")]
    [InlineData("{} {}", "not JSON: line 1, column 4")]
    [InlineData("{\n\"a\":1,\n}\n", "not JSON: line 3, column 1")]
    [InlineData("[]", "the data: not an object")]
    [InlineData("""{"alerts":{}}""", "alerts: not a list")]
    [InlineData("""{"alerts":[1]}""", "alerts[0]: not an object")]
    [InlineData("""{"receiver":1}""", "receiver: not a text")]
    [InlineData("""{"groupLabels":["a"]}""", "groupLabels: not an object")]
    [InlineData("""{"groupLabels":{"a":1}}""", "groupLabels.a: not a text")]
    [InlineData("""{"alerts":[{"startsAt":""}]}""", "alerts[0].startsAt: expected an RFC 3339 time")]
    [InlineData("""{"alerts":[{"startsAt":"\ud800"}]}""", "alerts[0].startsAt: expected an RFC 3339 time")]
    [InlineData("""{"alerts":[{},{"labels":{"a b":1}}]}""", "alerts[1].labels[\"a b\"]: not a text")]
    [InlineData("""{"alerts":[{},{"endsAt":"2026-01-02"}]}""", "alerts[1].endsAt: expected an RFC 3339 time")]
    public void What_cannot_be_read_is_said_in_a_line(string json, string problem) => Assert.StartsWith(
        problem, Assert.Throws<FormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_JSON_is_said_with_its_place_alone() => Assert.Equal(
        "not JSON: line 1, column 2", Assert.Throws<FormatException>(() => Read("{x}")).Message);

    [Fact]
    public void Half_a_surrogate_pair_is_the_replacement_character()
    {
        var data = Read("""{"status":"\ud800","\ud800":1,"alerts":[{"labels":{"\udc00":"a\ud83d!"},"annotations":{"s":"\ud83d\ude80"}}]}""");

        Assert.Equal("\ufffd", data.Status);
        Assert.Equal([new("\ufffd", "a\ufffd!")], data.Alerts[0].Labels);
        Assert.Equal("\ud83d\ude80", data.Alerts[0].Annotations["s"]);
    }

    private static TemplateData Read(string json) => TemplateDataJson.Read(Encoding.UTF8.GetBytes(json), Now);
}
