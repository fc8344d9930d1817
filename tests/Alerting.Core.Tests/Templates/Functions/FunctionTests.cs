using Xunit;

namespace Alerting.Core.Tests.Templates.Functions;

/// <summary>What depends on when and where, which no recorded answer can say, and what is ours.</summary>
public sealed class FunctionTests
{
    [Theory]
    [InlineData("{{now}}", "2026-01-02 03:04:05.6 +0000 UTC")]
    [InlineData("{{since (index .Alerts 1).StartsAt}}", "14h58m56.6s")]
    [InlineData("{{since now}}", "0s")]
    [InlineData("{{now | tz \"Europe/Berlin\" | date \"15:04 MST\"}}", "04:04 CET")]
    [InlineData("{{since (index .Alerts 1).StartsAt | humanizeDuration}}", "14h 58m 56s")]
    public void Now_comes_with_the_data(string template, string output) =>
        Assert.Equal(output, Rendered.Text(template));

    [Theory]
    [InlineData("{{routeLabels \"team\"}}|{{routeLabels \"nope\"}}", "infra|")]
    [InlineData("{{range .Alerts}}{{routeLabels \"team\"}}{{end}}", "infrainfra")]
    [InlineData("{{define \"x\"}}{{routeLabels .}}{{end}}{{template \"x\" \"team\"}}", "infra")]
    public void The_labels_of_the_route_are_at_hand_wherever_the_dot_is(string template, string output) =>
        Assert.Equal(output, Rendered.Text(template));

    [Theory]
    [InlineData("o'neil mc-DONALD", "O'neil Mc-Donald")]
    [InlineData("HIGH cpu_usage on web.example", "High Cpu_usage On Web.example")]
    [InlineData("ΟΔΥΣΣΕΥΣ straße", "Οδυσσευς Straße")]
    public void Titles_lower_what_they_do_not_raise(string text, string title) =>
        Assert.Equal(title, Rendered.Text($"{{{{title \"{text}\"}}}}"));

    [Theory]
    [InlineData("ı ſ ß ǆ", "I S ß Ǆ", "ı ſ ß ǆ")]
    [InlineData("İ Σ ẞ", "İ Σ ẞ", "i σ ß")]
    public void Cases_are_those_of_Unicode_whatever_the_language(string text, string upper, string lower) =>
        Assert.Equal($"{upper}|{lower}", Rendered.Text($"{{{{toUpper \"{text}\"}}}}|{{{{toLower \"{text}\"}}}}"));

    [Fact]
    public void The_data_as_JSON_is_what_a_webhook_is_sent() => Assert.Equal(
        """
        {"receiver":"hook\\.a","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"HighCPU",
        "instance":"a:9100","job":"node","severity":"critical","ünï":"wörld"},"annotations":{"summary":
        "CPU \u003cis\u003e high \u0026 hot","value":"95.5"},"startsAt":"2026-01-01T00:00:00.1234567Z",
        "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prom/graph?a=b\u0026c=d",
        "fingerprint":"0123456789abcdef"},{"status":"resolved","labels":{"alertname":"HighCPU","instance":"b:9100",
        "job":"node","severity":"critical"},"annotations":{"summary":"CPU \u003cis\u003e high \u0026 hot"},
        "startsAt":"2026-01-01T14:05:09+02:00","endsAt":"2026-01-01T13:35:09.5Z","generatorURL":"",
        "fingerprint":"fedcba9876543210"}],"notification_reason":"first notification","groupLabels":{
        "alertname":"HighCPU","job":"node"},"commonLabels":{"alertname":"HighCPU","job":"node",
        "severity":"critical"},"commonAnnotations":{"summary":"CPU \u003cis\u003e high \u0026 hot"},
        "routeLabels":{"team":"infra"},"externalURL":"http://am:9093"}
        """.ReplaceLineEndings(""),
        Rendered.Text("{{toJson .}}"));
}
