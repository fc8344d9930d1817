using Alerting.Core.Configuration;
using Alerting.Core.Matching;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Beyond;

/// <summary><c>status</c> of <c>alerting.yml</c>.</summary>
public sealed class StatusFileTests
{
    private const string Receivers =
        """
        receivers: [
          {name: ml, prefect_configs: [{api_url: 'http://p'}]},
          {name: figures, wandb_configs: [{api_key: k, metrics: true}]},
          {name: bare, wandb_configs: [{api_key: k}], sendgrid_configs: [{api_key: k, to: a@example.org, from: b@example.org}]},
          {name: log, inbox_configs: [{}], sendgrid_configs: [{api_key: k, to: a@example.org, from: b@example.org}], wandb_configs: [{api_key: k}]}]
        """;

    [Fact]
    public void Rules_are_read_in_their_order_and_one_without_matchers_asks_for_everything()
    {
        var read = Read("status: [{receiver: ml}, {matchers: ['level=~\"ERROR|CRITICAL\"', type!=start], receiver: figures}, {matchers: [], receiver: ml}]");

        Assert.Empty(read.Errors);
        Assert.Empty(read.Warnings);
        var rules = read.Configuration!.StatusRules;
        Assert.Equal(["ml", "figures", "ml"], rules.Select(rule => rule.Receiver));
        Assert.Equal(["{}", "{level=~\"ERROR|CRITICAL\",type!=\"start\"}", "{}"], rules.Select(rule => rule.Matchers.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("status: ~")]
    [InlineData("status: []")]
    public void Without_rules_nobody_is_told(string text)
    {
        var read = Read(text);

        Assert.Empty(read.Errors);
        Assert.Empty(read.Configuration!.StatusRules);
    }

    [Theory]
    [InlineData("status: {}", "status: cannot unmarshal !!map into []config.StatusRule")]
    [InlineData("status: [ml]", "status[0]: cannot unmarshal !!str `ml` into config.plain")]
    [InlineData("status: [~]", "status[0]: missing receiver in status")]
    [InlineData("status: [{matchers: []}]", "status[0]: missing receiver in status")]
    [InlineData("status: [{receiver: ''}]", "status[0].receiver: receiver must name a receiver")]
    [InlineData("status: [{receiver: [ml]}]", "status[0].receiver: cannot unmarshal !!seq into string")]
    [InlineData("status: [{receiver: mll}, {receiver: mll}]", "status[0].receiver: undefined receiver \"mll\" used in status (did you mean \"ml\"?)")]
    [InlineData("status: [{receiver: ml, matcher: [a=b]}]", "status[0].matcher: unknown key \"matcher\" (did you mean \"matchers\"?)")]
    [InlineData("status: [{receiver: ml, matchers: ['a=~\"(\"']}]", "status[0].matchers[0]: error parsing regexp: missing closing ): `^(?:()$` (value \"a=~\\\"(\\\"\")")]
    [InlineData("status: [{receiver: ml, matchers: a=b}]", "status[0].matchers: cannot unmarshal !!str `a=b` into []string")]
    [InlineData("status: [{receiver: bare}]", "status[0].receiver: receiver \"bare\" has none of prefect_configs, wandb_configs with metrics: true, webhook_configs and inbox_configs: only those are told what runs report")]
    public void What_is_wrong_is_said_once(string text, string expected) => Assert.Equal(
        ["alerting.yml:1: " + expected], Read(text).Errors.Select(error => error.ToString()));

    [Fact]
    public void All_that_is_wrong_is_said_at_once_each_with_its_line()
    {
        var read = ConfigurationReader.Read(null, new("alerting.yml", "status:\n- receiver: a\n  matchers: ['=']\n- {}\n- receiver: b\nreceivers: [{name: a}]"));

        Assert.Equal([2, 3, 4, 5], read.Errors.Select(error => error.Line));
    }

    [Theory]
    [InlineData("level=warn", "no report is told that has the level \"warn\"; there are DEBUG, INFO, WARNING, ERROR, CRITICAL")]
    [InlineData("level=~\"ERROR|FATAL\"", "no report is told that has the level \"FATAL\"; there are DEBUG, INFO, WARNING, ERROR, CRITICAL")]
    [InlineData("type=failed", "no report is told that has the type \"failed\"; there are start, progress, success, fail, cancel, status, data_generated, input_drift, training_error")]
    [InlineData("kind=\"\"", "no report is told that has the kind \"\"; there are scheduled, manual, backfill")]
    public void A_word_that_no_report_has_is_doubted(string matcher, string expected) => Assert.Equal(
        ["alerting.yml:1: status[0].matchers: " + expected],
        Read($"status: [{{receiver: ml, matchers: ['{matcher}']}}]").Warnings.Select(warning => warning.ToString()));

    [Fact]
    public void Integrations_that_are_never_told_are_named_once() => Assert.Equal(
        ["alerting.yml:1: status[0].receiver: of receiver \"log\" these are never told what runs report: wandb[0], sendgrid[0]"],
        Read("status: [{receiver: log}, {receiver: log, matchers: [a=b]}]").Warnings.Select(warning => warning.ToString())
            .Where(warning => warning.Contains("status", StringComparison.Ordinal)));

    [Fact]
    public void More_integrations_than_fit_are_an_error() => Assert.Equal(
        ["alerting.yml:1: status[0].receiver: at most 30 integrations of a receiver are told what runs report, not 31"],
        ConfigurationReader.Read(
            null,
            new("alerting.yml", $"{{status: [{{receiver: a}}], receivers: [{{name: a, inbox_configs: [{string.Join(',', Enumerable.Repeat("{}", 31))}]}}]}}"))
            .Errors.Select(error => error.ToString()));

    [Theory]
    [InlineData(MatcherMode.Fallback, true)]
    [InlineData(MatcherMode.Classic, false)]
    public void Receivers_and_the_grammar_are_those_of_both_files(MatcherMode mode, bool isRead)
    {
        var read = ConfigurationReader.Read(
            new("alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: 'http://x'}], pagerduty_configs: [{routing_key: k}]}]")
            {
                Mode = mode,
            },
            new("alerting.yml", "status: [{receiver: a, matchers: ['größe=b']}]"));

        Assert.Equal(isRead, read.Errors.Count == 0);
        Assert.Equal(
            ["of receiver \"a\" these are never told what runs report: pagerduty[0]"],
            read.Warnings.Select(warning => warning.Message).Where(it => it.Contains("runs report", StringComparison.Ordinal)));
    }

    // On one line, so that every finding is on the first.
    private static ConfigurationResult Read(string text) => ConfigurationReader.Read(
        null,
        new("alerting.yml", $"{{{text}{(text.Length > 0 ? ", " : "")}{Receivers.Replace("\n", " ", StringComparison.Ordinal)}}}"));
}
