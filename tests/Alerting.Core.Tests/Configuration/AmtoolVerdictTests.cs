using System.Diagnostics;
using Alerting.Core.Configuration;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary>Where both know the keys, a file loads here exactly when it loads in Alertmanager.</summary>
public sealed class AmtoolVerdictTests
{
    private const string R = "\nreceivers: [{name: a}, {name: b}]\n";

    public static TheoryData<string> Files =>
    [
        "", "foo", "- a", "{}", "route: ~" + R, "route: {receiver: a}" + R, "route: {receiver: c}" + R, "route: {}" + R,
        "route: {receiver: a, group_by: [x, y, z]}" + R, "route: {receiver: a, group_by: [x, x]}" + R,
        "route: {receiver: a, group_by: ['...']}" + R, "route: {receiver: a, group_by: ['...', '...']}" + R,
        "route: {receiver: a, group_by: ['...', x]}" + R, "route: {receiver: a, group_by: ['']}" + R,
        "route: {receiver: a, group_by: x}" + R, "route: {receiver: a, group_by: [[x]]}" + R,
        "route: {receiver: a, group_wait: 0, group_interval: 1ms}" + R, "route: {receiver: a, group_interval: 0}" + R,
        "route: {receiver: a, repeat_interval: 0s}" + R, "route: {receiver: a, group_wait: ''}" + R,
        "route: {receiver: a, group_wait: null}" + R, "route: {receiver: a, group_wait: 5}" + R,
        "route: {receiver: a, group_wait: 1y2w3d4h5m6s7ms}" + R, "route: {receiver: a, group_wait: 5m1h}" + R,
        "route: {receiver: a, group_wait: 292y}" + R, "route: {receiver: a, group_wait: 293y}" + R,
        "route: {receiver: a, group_wait: 1h 5m}" + R, "route: {receiver: a, group_wait: -1s}" + R,
        "route: {receiver: a, continue: on}" + R, "route: {receiver: a, continue: No}" + R,
        "route: {receiver: a, continue: 'no'}" + R, "route: {receiver: a, continue: 0}" + R,
        "route: {receiver: a, matchers: [x=y]}" + R, "route: {receiver: a, matchers: []}" + R,
        "route: {receiver: a, match: {x: y}}" + R, "route: {receiver: a, mute_time_intervals: [x]}" + R,
        "route: {receiver: a, foo: 1}" + R, "route: {receiver: a, receiver: a}" + R,
        "route: {receiver: [a]}" + R, "route: {receiver: a, '<<': {receiver: b}}" + R,
        "route: {receiver: a, <<: {receiver: b}}" + R, "route: {receiver: a, <<: {foo: b}}" + R,
        "route: {receiver: a, <<: [{receiver: b}, {group_wait: 1s}]}" + R, "route: {receiver: a, <<: x}" + R,
        "route: &x {receiver: a, <<: *x}" + R, "route: {receiver: *x}" + R, "route: {receiver: !foo a}" + R,
        "route: {receiver: !!str a, group_wait: !!int 0, continue: !!bool no}" + R, "route:\n\treceiver: a" + R,
        "route: {receiver: a}" + R + "---\nfoo: bar\n", "route: {receiver: a}" + R + "---\n{foo: [bar\n",
        "route: {receiver: 2}\nreceivers: [{name: 2}]", "route: {receiver: a}\nreceivers: {name: a}",
        "route: {receiver: a}\nreceivers: [{name: a}, {name: a}]", "route: {receiver: a}\nreceivers: [{name: a}, {}]",
        "route: {receiver: a}\nreceivers: [{name: a}, {name: ~}]", "route: {receiver: a}\ninhibit_rules: []" + R,
        "global: ~\nroute: {receiver: a}" + R, "global: {}\nroute: {receiver: a}" + R,
        "global: {resolve_timeout: 1d}\nroute: {receiver: a}" + R, "global: {resolve_timeout: x}\nroute: {receiver: a}" + R,
        "global: {slack_api_url: 'http://x'}\nroute: {receiver: a}" + R,
        "global: {slack_api_url: 'x'}\nroute: {receiver: a}" + R, "global: {slack_api_url: ''}\nroute: {receiver: a}" + R,
        "global: {slack_api_url: <secret>}\nroute: {receiver: a}" + R,
        "global: {slack_api_url: 'http://x', slack_api_url_file: y}\nroute: {receiver: a}" + R,
        "global: {slack_api_url: 'http://x'}\nroute: {receiver: a}\nreceivers: [{name: a, slack_configs: [{}]}]",
        "global: {slack_api_url_file: y}\nroute: {receiver: a}\nreceivers: [{name: a, slack_configs: [{channel: 5}]}]",
        With("slack_configs: [{}]"), With("slack_configs: [{api_url: 'https://x/y', channel: '#a', username: u}]"),
        With("slack_configs: [{api_url_file: y, send_resolved: Yes}]"), With("slack_configs: []"),
        With("slack_configs: [{api_url: 'http://x', api_url_file: y}]"), With("slack_configs: [{api_url: 'http://'}]"),
        With("slack_configs: [{api_url: 'http://x', title: y, text: z, color: c, footer: f}]"),
        With("slack_configs: [{api_url: 'http://x', title: [y]}]"), With("slack_configs: [{api_url: 'http://x', nope: y}]"),
        With("webhook_configs: [{}]"), With("webhook_configs: [{url: 'http://x/y?z#f'}]"),
        With("webhook_configs: [{url: 'HTTP://u:p@[::1]:80'}]"), With("webhook_configs: [{url: 'http://x y'}]"),
        With("webhook_configs: [{url: 'ftp://x'}]"), With("webhook_configs: [{url: '//x'}]"),
        With("webhook_configs: [{url: 'http://x:port'}]"), With("webhook_configs: [{url: 'http:x'}]"),
        With("webhook_configs: [{url: 'http://x/%zz'}]"), With("webhook_configs: [{url: ~}]"),
        With("webhook_configs: [{url: 'http://x', max_alerts: 5, send_resolved: False}]"),
        With("webhook_configs: [{url: 'http://x', max_alerts: -1}]"), With("webhook_configs: [{url: 'http://x', max_alerts: '5'}]"),
        With("webhook_configs: [{url: 'http://x', max_alerts: 1_000}]"), With("webhook_configs: [{url: 'http://x', max_alerts: 0x1F}]"),
        With("webhook_configs: [{url: 'http://x', max_alerts: 1.5}]"), With("webhook_configs: [{url: 'http://x', max_alerts: ~}]"),
        With("webhook_configs: [{url: 'http://x', max_alerts: many}]"), With("webhook_configs: [{url: 'http://x', max_alerts: 017}]"),
        With("webhook_configs: [{url: 'http://x', send_resolved: maybe}]"), With("webhook_configs: {url: 'http://x'}"),
        With("webhook_configs: [{url: 'http://x', http_config: {}}]"), With("webhook_configs: [{url: 'http://x', http_config: ~}]"),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_loads_exactly_when_amtool_says_so(string text)
    {
        var amtool = Peer.Find("amtool");
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        try
        {
            var (loads, said) = await Ask(amtool, file);

            var errors = ConfigurationReader.Read(new("alertmanager.yml", text), null).Errors;

            Assert.True(loads == (errors.Count == 0), $"amtool: {said}\nhere: {string.Join('\n', errors)}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string With(string integrations) => $"route: {{receiver: a}}\nreceivers: [{{name: a, {integrations}}}]\n";

    private static async Task<(bool Loads, string Said)> Ask(string amtool, string file)
    {
        using var process = Process.Start(new ProcessStartInfo(amtool, ["check-config", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("panic:", said, StringComparison.Ordinal);
        return (process.ExitCode == 0, said);
    }
}
