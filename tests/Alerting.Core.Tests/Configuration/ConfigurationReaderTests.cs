using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Matching;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    private const string Receivers = "\nreceivers: [{name: a}]\n";

    public static TheoryData<string, string> Refusals => new()
    {
        { "", "am.yml:1: no route provided in config" },
        { "# nothing\n", "am.yml:1: no route provided in config" },
        { "route: ~" + Receivers, "am.yml:1: no routes provided" },
        { "- a", "am.yml:1: cannot unmarshal !!seq into config.plain" },
        { "route: {receiver: b}" + Receivers, """am.yml:1: route.receiver: undefined receiver "b" used in route""" },
        { "route: {}" + Receivers, "am.yml:1: route: root route must specify a default receiver" },
        { "route: {receiver: a, match: {x: y}}" + Receivers, "am.yml:1: route.match: root route must not have any matchers" },
        { "route: {receiver: a, match_re: {x: y}}" + Receivers, "am.yml:1: route.match_re: root route must not have any matchers" },
        { "route: {receiver: a, matchers: [x=y]}" + Receivers, "am.yml:1: route.matchers: root route must not have any matchers" },
        { "route: {receiver: a, mute_time_intervals: [x]}" + Receivers, "am.yml:1: route.mute_time_intervals: root route must not have any mute time intervals" },
        { "route: {receiver: a, active_time_intervals: [x]}" + Receivers, "am.yml:1: route.active_time_intervals: root route must not have any active time intervals" },
        { "route: {receiver: a, continue: yes}" + Receivers, "am.yml:1: route.continue: cannot have continue in root route" },
        { "route: {receiver: a, group_interval: 0}" + Receivers, """am.yml:1: route.group_interval: group_interval cannot be zero (value "0")""" },
        { "route: {receiver: a, repeat_interval: 0s}" + Receivers, """am.yml:1: route.repeat_interval: repeat_interval cannot be zero (value "0s")""" },
        { "route: {receiver: a, group_by: [x, x]}" + Receivers, """am.yml:1: route.group_by[1]: duplicated label "x" in group_by""" },
        { "route: {receiver: a, group_by: [x, ...]}" + Receivers, "am.yml:1: route.group_by: cannot have wildcard group_by (`...`) and other labels at the same time" },
        { "route: {receiver: a, group_by: ['']}" + Receivers, """am.yml:1: route.group_by[0]: invalid label name "" in group_by list""" },
        { "route: {receiver: a, group_wait: 1.5h}" + Receivers, """am.yml:1: route.group_wait: not a valid duration string: "1.5h" """ },
        { "route: {receiver: a, routes: [{receiver: c}]}" + Receivers, """am.yml:1: route.routes[0].receiver: undefined receiver "c" used in route""" },
        { "route: {receiver: a, recever: b}" + Receivers, "am.yml:1: route.recever: field recever not found in type config.plain" },
        { "route:\n  receiver: a\n  receiver: a" + Receivers, "am.yml:3: route.receiver: field receiver already set in type config.plain" },
        { "route: {receiver: [a]}" + Receivers, "am.yml:1: route.receiver: cannot unmarshal !!seq into string" },
        { "route: {receiver: a, group_by: x}" + Receivers, "am.yml:1: route.group_by: cannot unmarshal !!str `x` into []string" },
        { "route: {receiver: a, ? [x] : y}" + Receivers, "am.yml:1: route: cannot unmarshal !!seq into string" },
        { "route: {receiver: a, <<: x}" + Receivers, "am.yml:1: route: map merge requires map or sequence of maps as the value" },
        { "route: {receiver: a, <<: {foo: 1}}" + Receivers, "am.yml:1: route.foo: field foo not found in type config.plain" },
        { "route: {receiver: a}\nreceivers: [{name: a}, {name: a}]", """am.yml:2: receivers[1]: notification config name "a" is not unique""" },
        { "route: {receiver: a}\nreceivers:\n- name: a\n- {}", "am.yml:4: receivers[1]: missing name in receiver" },
        { "route: {receiver: a}\ninhibit_rules: [{equal: ['']}]" + Receivers, """am.yml:2: inhibit_rules[0].equal[0]: invalid label name "" in equal list""" },
        { "route: {receiver: a}\ntime_intervals: [{}]" + Receivers, "am.yml:2: time_intervals[0]: missing name in time interval" },
        { "global: {slack_api_url: 'http://x', slack_api_url_file: y}\nroute: {receiver: a}" + Receivers, "am.yml:1: global.slack_api_url: at most one of slack_api_url & slack_api_url_file must be configured" },
        { "global: {resolve_timeout: 5}\nroute: {receiver: a}" + Receivers, """am.yml:1: global.resolve_timeout: not a valid duration string: "5" """ },
    };

    public static TheoryData<string, string> IntegrationRefusals => new()
    {
        { "webhook_configs: [{}]", "webhook_configs[0]: one of url or url_file must be configured" },
        { "webhook_configs: [~]", "webhook_configs[0]: missing webhook config" },
        { "webhook_configs: [{url: 'http://x', url_file: y}]", "webhook_configs[0].url: at most one of url & url_file must be configured" },
        { "webhook_configs: [{url: ''}]", "webhook_configs[0]: one of url or url_file must be configured" },
        { "webhook_configs: [{url: 'ftp://x'}]", """webhook_configs[0].url: invalid URL: unsupported scheme "ftp" for URL (value <secret>)""" },
        { "webhook_configs: [{url: 'http://'}]", "webhook_configs[0].url: invalid URL: missing host for URL (value <secret>)" },
        { "webhook_configs: [{url: 'http://x', max_alerts: -1}]", "webhook_configs[0].max_alerts: cannot unmarshal !!int `-1` into uint64" },
        { "webhook_configs: [{url: 'http://x', send_resolved: 'true'}]", "webhook_configs[0].send_resolved: cannot unmarshal !!str `true` into bool" },
        { "webhook_configs: [{url: 'http://x', timeout: 1d}]", "webhook_configs[0].timeout: cannot unmarshal !!str `1d` into time.Duration" },
        { "slack_configs: [{}]", "slack_configs[0]: no Slack API URL nor App token set either inline or in a file" },
        { "slack_configs: [{api_url: 'http://x', api_url_file: y}]", "slack_configs[0].api_url: at most one of api_url & api_url_file must be configured" },
        { "slack_configs: [{api_url: 'http://x', titel: y}]", "slack_configs[0].titel: field titel not found in type config.plain" },
        { "slack_configs: {api_url: 'http://x'}", "slack_configs: cannot unmarshal !!map into []*config.SlackConfig" },
        { "slack_configs: ['http://x']", "slack_configs[0]: cannot unmarshal !!str `<secret>` into config.plain" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_wrong_is_said_with_line_path_and_value(string text, string expected)
    {
        var result = Read(text);

        Assert.Null(result.Configuration);
        Assert.Equal([expected.TrimEnd()], result.Errors.Select(error => error.ToString()));
    }

    [Theory]
    [MemberData(nameof(IntegrationRefusals))]
    public void What_is_wrong_with_an_integration_is_said(string integration, string expected)
    {
        var result = Read($"route: {{receiver: a}}\nreceivers:\n- name: a\n  {integration}\n");

        Assert.Null(result.Configuration);
        Assert.Equal(["am.yml:4: receivers[0]." + expected.TrimEnd()], result.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void A_root_with_matchers_that_cannot_be_read_is_told_both_and_the_matcher_first() =>
        Assert.Equal(
            ["bad matcher format: ((", "root route must not have any matchers"],
            Read("route: {receiver: a, matchers: ['((']}" + Receivers).Errors.Select(error => error.Message));

    [Theory]
    [InlineData("route:\n  receiver: a\n bad: x", 3)]
    [InlineData("route: {receiver: a\nreceivers: [", 2)]
    [InlineData("route: {receiver: *nope}", 1)]
    [InlineData("route: &x\n  receiver: a\n  <<: *x\n", 3)]
    public void Text_that_is_no_yaml_is_one_error_with_its_line(string text, int line)
    {
        var error = Assert.Single(Read(text).Errors);

        Assert.StartsWith("not YAML: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void Nesting_without_end_is_an_error_and_not_a_crash() =>
        Assert.Contains("nested too deeply", Assert.Single(Read(new string('[', 5000)).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void All_errors_of_both_files_are_reported_at_once_in_their_order()
    {
        var result = ConfigurationReader.Read(
            new("alertmanager.yml", "receivers:\n- {}\nroute:\n  receiver: b\n  group_wait: x\n  foo: 1\n"),
            new("alerting.yml", "max_age: 59s\nbar: 1\n"));

        Assert.Equal(
            [
                """alertmanager.yml:2: receivers[0]: missing name in receiver""",
                """alertmanager.yml:4: route.receiver: undefined receiver "b" used in route""",
                """alertmanager.yml:5: route.group_wait: not a valid duration string: "x" """.TrimEnd(),
                """alertmanager.yml:6: route.foo: field foo not found in type config.plain""",
                """alerting.yml:1: max_age: max_age must be at least 1m (value "59s")""",
                """alerting.yml:2: bar: unknown key "bar" """.TrimEnd(),
            ],
            result.Errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("slack_configs: [{api_url: 'hooks-SECRET'}]")]
    [InlineData("slack_configs: [{api_url: 'xoxb-SECRET:1'}]")]
    [InlineData("slack_configs: [{api_url: 'http:///SECRET'}]")]
    [InlineData("slack_configs: [{api_url: 'http://x/SECRET%'}]")]
    [InlineData("slack_configs: [{api_url: ['http://x/SECRET']}]")]
    [InlineData("slack_configs: ['http://x/SECRET']")]
    [InlineData("slack_configs: [{api_ulr: 'http://x/SECRET'}]")]
    [InlineData("slack_configs: [{'api_url:http://x/SECRET': 1}]")]
    [InlineData("slack_configs: [{api_url: 'http://x/SECRET', api_url_file: y}]")]
    [InlineData("webhook_configs: [{url: 'http://'}, {url: 'SECRET'}]")]
    [InlineData("slack_configs: [{api_url: *SECRET}]")]
    [InlineData("slack_configs: [{api_url: !!int SECRET}]")]
    [InlineData("slack_configs: !SECRET")]
    [InlineData("slack_configs: [{!!int SECRET : 1}]")]
    [InlineData("webhook_configs: [{url: 'http://x', http_config: {authorization: {SECRET: 1}}}]")]
    [InlineData("webhook_configs: [{url: 'http://x', http_config: {basic_auth: {SECRET: 1, SECRET: 2}}}]")]
    [InlineData("webhook_configs: [{url: 'http://x', http_config: {oauth2: {SECRET: 1}}}]")]
    [InlineData("webhook_configs: [{url: 'http://x', http_config: {oauth2: {endpoint_params: {a: !!int SECRET}}}}]")]
    public void A_secret_is_never_printed(string integration)
    {
        var errors = Read($"route: {{receiver: a}}\nreceivers: [{{name: a, {integration}}}]").Errors;

        Assert.NotEmpty(errors);
        Assert.DoesNotContain(errors, error => $"{error}{error.Value}".Contains("SECRET", StringComparison.OrdinalIgnoreCase)
            && !error.ToString().Contains("<secret>", StringComparison.Ordinal));
        Assert.DoesNotContain(errors, error => error.ToString().Contains("SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_built_is_read()
    {
        var result = Read("""
            global: {resolve_timeout: 1h, slack_api_url: https://hooks.slack.com/x}
            route: {receiver: 2, group_by: [b, a, b-c], group_wait: 0, group_interval: 1m, repeat_interval: 1d12h}
            receivers:
            - name: 2
              slack_configs:
              - {channel: "#a", username: u}
              - {api_url_file: /f, send_resolved: on}
              webhook_configs:
              - {url: 'http://x:1/y', send_resolved: off, max_alerts: 0x10, timeout: 1.5s}
              - {url_file: /g, http_config: {}}
            """);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        var read = result.Configuration!;
        Assert.Equal(TimeSpan.FromHours(1), read.ResolveTimeout);
        Assert.Equal(["a", "b", "b-c"], read.Route.GroupBy.Order(StringComparer.Ordinal));
        Assert.Equal(TimeSpan.Zero, read.Route.GroupWait);
        Assert.Equal(TimeSpan.FromMinutes(1), read.Route.GroupInterval);
        Assert.Equal(TimeSpan.FromHours(36), read.Route.RepeatInterval);
        var receiver = Assert.Single(read.Receivers);
        Assert.Equal(read.Route.Receiver, receiver.Name);
        Assert.Equal(["webhook[0]", "webhook[1]", "slack[0]", "slack[1]"], receiver.Integrations.Select(one => one.Id));
        Assert.Equal([false, true, false, true], receiver.Integrations.Select(one => one.SendResolved));
        var webhook = Assert.IsType<Integration.Webhook>(receiver.Integrations[0]);
        Assert.Equal((16, TimeSpan.FromSeconds(1.5)), (webhook.MaxAlerts, webhook.Timeout));
        Assert.Equal("http://x:1/y", webhook.Url.Reveal(_ => ""));
        var slack = Assert.IsType<Integration.Slack>(receiver.Integrations[2]);
        Assert.Equal(("#a", "u"), (slack.Channel, slack.Username));
        Assert.Equal("https://hooks.slack.com/x", slack.ApiUrl.Reveal(_ => ""));
        Assert.Equal("/f", Assert.IsType<Integration.Slack>(receiver.Integrations[3]).ApiUrl.File);
    }

    [Fact]
    public void A_route_that_says_nothing_has_alertmanagers_defaults()
    {
        var route = Read("route: {receiver: a, group_by: ~, routes: [], matchers: []}" + Receivers).Configuration!.Route;

        Assert.Null(route.GroupWait);
        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromHours(4)), (route.GroupInterval, route.RepeatInterval));
        Assert.Empty(route.GroupBy);
        Assert.False(route.GroupByAll);
    }

    [Fact]
    public void Three_dots_group_by_all_labels() =>
        Assert.True(Read("route: {receiver: a, group_by: ['...']}" + Receivers).Configuration!.Route.GroupByAll);

    [Theory]
    [InlineData("{receiver: a, <<: {receiver: b}}", "b")]
    [InlineData("{<<: {receiver: b}, receiver: a}", "a")]
    [InlineData("{<<: [{receiver: b}, {receiver: a}]}", "b")]
    public void A_merge_key_counts_where_it_stands_as_in_yaml_v2(string route, string receiver) =>
        Assert.Equal(receiver, Read($"route: {route}\nreceivers: [{{name: a}}, {{name: b}}]").Configuration!.Route.Receiver);

    [Fact]
    public void Only_the_first_document_counts() =>
        Assert.Empty(Read("route: {receiver: a}" + Receivers + "---\nfoo: [bar\n").Errors);

    [Fact]
    public void An_anchor_is_read_where_it_is_used()
    {
        var result = Read("route:\n  receiver: a\n  group_wait: &w 7m\n  group_interval: *w" + Receivers);

        Assert.Empty(result.Errors);
        Assert.Equal(TimeSpan.FromMinutes(7), result.Configuration!.Route.GroupInterval);
    }

    [Theory]
    [InlineData("global: {opsgenie_api_key: x}", "", "global.opsgenie_api_key: not built yet: nothing uses it")]
    [InlineData("", "slack_configs: [{api_url: <secret>}]",
        "receivers[0].slack_configs[0].api_url: a placeholder, not a URL: nothing can be sent to it")]
    [InlineData("", "webhook_configs: [{url: 'http://x', timeout: 5}]",
        "receivers[0].webhook_configs[0].timeout: a number without unit counts nanoseconds (value \"5\")")]
    [InlineData("", "webhook_configs: [{url_file: gone}]",
        "receivers[0].webhook_configs[0].url_file: no such file now; it is read when a notification is sent (value \"gone\")")]
    public void What_may_not_do_what_was_meant_is_a_warning(string top, string receiver, string expected)
    {
        var text = $"route: {{receiver: a}}\n{top}\nreceivers:\n- name: a\n  {receiver}\n";

        var result = ConfigurationReader.Read(new("am.yml", text), null, _ => false);

        Assert.NotNull(result.Configuration);
        Assert.EndsWith(": " + expected, Assert.Single(result.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Repeating_faster_than_looking_is_a_warning() =>
        Assert.Contains(
            "repeat_interval (1m) is less than group_interval (5m)",
            Assert.Single(Read("route: {receiver: a, repeat_interval: 1m}" + Receivers).Warnings).Message,
            StringComparison.Ordinal);

    private static ConfigurationResult Read(string text) => ConfigurationReader.Read(new("am.yml", text), null);

    [Theory]
    [InlineData("route: {receiver: a, routes: [{matchers: ['\"a b\"=c']}]}", MatcherMode.Classic)]
    [InlineData("route: {receiver: a, group_by: ['a b']}", MatcherMode.Classic)]
    [InlineData("route: {receiver: a, labels: {'a b': c}}", MatcherMode.Classic)]
    [InlineData("route: {receiver: a}\ninhibit_rules: [{equal: ['a b']}]", MatcherMode.Classic)]
    [InlineData("route: {receiver: a}\ninhibit_rules: [{source_matchers: ['\"a b\"=c']}]", MatcherMode.Classic)]
    [InlineData("route: {receiver: a}\ninhibit_rules: [{target_matchers: ['\"a b\"=c']}]", MatcherMode.Classic)]
    [InlineData("route: {receiver: a, routes: [{matchers: ['foo=~a{2}']}]}", MatcherMode.Utf8Strict)]
    public void Each_mode_refuses_what_only_the_other_grammar_reads(string yaml, MatcherMode refusing)
    {
        foreach (var mode in Enum.GetValues<MatcherMode>())
        {
            var read = ConfigurationReader.Read(new("am.yml", yaml + Receivers) { Mode = mode }, null);

            Assert.Equal(mode == refusing, read.Configuration is null);
        }
    }

    [Fact]
    public void A_text_read_in_another_mode_is_another_configuration()
    {
        var text = new ConfigurationText("am.yml", "");
        string[] hashes =
        [
            .. Enum.GetValues<MatcherMode>().Select(mode => ConfigurationText.Hash(text with { Mode = mode }, null)),
        ];

        Assert.Equal(3, hashes.Distinct().Count());
    }
}
