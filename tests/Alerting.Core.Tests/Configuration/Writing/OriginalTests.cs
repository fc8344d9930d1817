using Alerting.Core.Configuration;
using Alerting.Core.Tests.Configuration.Amtool;
using Alerting.Core.Tests.Routing;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Writing;

/// <summary>A configuration states what it was read from, and reading that gives it again.</summary>
public sealed class OriginalTests
{
    private const string UsualGlobal = """
        global:
          resolve_timeout: 5m
          http_config:
            follow_redirects: true
            enable_http2: true
          smtp_hello: localhost
          smtp_require_tls: true
          pagerduty_url: https://events.pagerduty.com/v2/enqueue
          opsgenie_api_url: https://api.opsgenie.com/
          wechat_api_url: https://qyapi.weixin.qq.com/cgi-bin/
          victorops_api_url: https://alert.victorops.com/integrations/generic/20131114/alert/
          telegram_api_url: https://api.telegram.org
          webex_api_url: https://webexapis.com/v1/messages

        """;

    [Fact]
    public void Without_any_file_it_states_the_inbox()
    {
        Assert.Equal(
            UsualGlobal + """
            route:
              receiver: inbox
              group_by:
              - alertname
              continue: false
            receivers:
            - name: inbox
            templates: []

            """,
            AlertingConfiguration.BuiltIn.Original);
        Assert.Equal(AlertingConfiguration.BuiltIn.Original, ConfigurationReader.Read(null, null).Configuration!.Original);
    }

    [Fact]
    public void Without_alertmanager_yml_it_states_the_receivers_of_the_other_by_name()
    {
        var read = ConfigurationReader.Read(null, new("alerting.yml", "receivers: [{name: 'x: y', inbox_configs: [~]}, {name: z}]"));

        Assert.Equal(
            UsualGlobal + """
            route:
              receiver: 'x: y'
              group_by:
              - alertname
              continue: false
            receivers:
            - name: 'x: y'
            - name: z
            templates: []

            """,
            read.Configuration!.Original);
    }

    [Fact]
    public void What_alerting_yml_adds_is_no_more_than_a_name()
    {
        var stated = Stated.Of(
            "route: {receiver: a, routes: [{receiver: b}]}\nreceivers: [{name: a}]",
            "receivers: [{name: b, inbox_configs: [~]}, {name: a, inbox_configs: [~]}]");

        Assert.EndsWith("receivers:\n- name: a\n- name: b\ntemplates: []\n", stated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/am", "a/../b.tmpl", "/etc/am/b.tmpl")]
    [InlineData("/etc/am", "../../../b.tmpl", "/b.tmpl")]
    [InlineData("/etc/am/", "./*.tmpl", "/etc/am/*.tmpl")]
    [InlineData("/etc/am", "/b/../c", "/b/../c")]
    [InlineData("", "./a//b", "a/b")]
    [InlineData("", "../a", "../a")]
    [InlineData("conf", "..", ".")]
    public void Paths_count_from_the_folder_of_the_file(string folder, string path, string stated) =>
        Assert.EndsWith(
            $"templates:\n- {stated}\n",
            Stated.Of($"route: {{receiver: a}}\nreceivers: [{{name: a}}]\ntemplates: ['{path}']", folder: folder),
            StringComparison.Ordinal);

    [Fact]
    public void What_is_younger_than_025_is_stated_where_it_is_written_and_nowhere_else()
    {
        const string Younger = "message_text: m\n    update_message: true\n    timeout: 5s\n";
        const string Element = "api_url: 'https://slack.com/api/chat.postMessage'";

        var written = Stated.Of(Texts.Of("slack", $"{{{Element}, message_text: m, update_message: yes, timeout: 5s}}"));
        var other = Stated.Of(Texts.Of("slack", $"{{{Element}}}"));

        foreach (var line in Younger.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Assert.Contains("    " + line + "\n", written, StringComparison.Ordinal);
            Assert.DoesNotContain($"    {line.Split(':')[0]}:", other, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Labels_of_receivers_and_routes_tracing_and_the_event_recorder_are_stated()
    {
        var stated = Stated.Of("""
            route: {receiver: a, routes: [{labels: {b: c}, group_by: []}]}
            receivers: [{name: a, labels: {d: e}, jira_configs: [{api_url: 'http://x', project: p, issue_type: t, reopen_duration: 1d, fields: {z: [1, {y: no}], x: ~}}]}]
            tracing: {endpoint: e, sampling_fraction: 0.5, timeout: 90s}
            event_recorder: {webhook_outputs: [{url: 'http://x', timeout: 1m}]}
            """);

        Assert.Contains("  routes:\n  - group_by: []\n    continue: false\n    labels:\n      b: c\n", stated, StringComparison.Ordinal);
        Assert.Contains(
            "- name: a\n  labels:\n    d: e\n  jira_configs:\n  - send_resolved: true\n", stated, StringComparison.Ordinal);
        Assert.Contains(
            "reopen_duration: 1d\n    fields:\n      x: null\n      z:\n      - 1\n      - \"y\": false\n", stated, StringComparison.Ordinal);
        Assert.EndsWith(
            "tracing:\n  endpoint: e\n  sampling_fraction: 0.5\n  timeout: 1m30s\nevent_recorder:\n  webhook_outputs:\n  - url: <secret>\n    timeout: 1m\n",
            stated, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_and_merges_are_written_out()
    {
        var stated = Stated.Of("""
            route: {receiver: a, routes: [&r {match: &m {a: b}, continue: yes}, {<<: *r, match_re: *m}]}
            receivers: [{name: a}]
            """);

        Assert.Contains(
            "  - match:\n      a: b\n    match_re:\n      a: b\n    continue: true\n", stated, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_a_statement_gives_the_same_routes_receivers_rules_and_intervals()
    {
        // Alertmanager itself does not read again that messages of a hidden URL are updated.
        var files = AmtoolFiles.All.Concat(
            from row in ReceiverTypeTests.Good
            where !row.Data.Item2.Contains("update_message: yes", StringComparison.Ordinal)
            select Texts.Of(row.Data.Item1, row.Data.Item2, row.Data.Item3));
        var loaded = files.Select(Texts.Read).Select(read => read.Configuration).OfType<AlertingConfiguration>().ToArray();
        var different = loaded.Select(Stated.Difference).OfType<string>().ToArray();

        Assert.True(loaded.Length > 150, $"only {loaded.Length}");
        Assert.True(different.Length == 0, $"{different.Length}:\n{string.Join("\n\n", different.Take(5))}");
    }

    [Fact]
    public void Reading_the_statement_of_a_random_tree_gives_the_tree()
    {
        var seed = Seeds.Or(20260801);
        for (var i = 0; i < 300; i++)
        {
            var tree = new RandomRoutes(seed + i).Tree();
            if (Differs(tree) is null)
            {
                continue;
            }

            while (tree.Smaller().FirstOrDefault(smaller => Differs(smaller) is not null) is { } smaller)
            {
                tree = smaller;
            }

            Assert.Fail($"ALERTING_SEED={seed + i}: {tree.File()}\n{Differs(tree)}");
        }
    }

    private static string? Differs(RandomRoute tree) =>
        Texts.Read(tree.File()).Configuration is { } read ? Stated.Difference(read) : null;
}
