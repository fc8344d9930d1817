using System.Text.Json.Nodes;
using Alerting.Core.Configuration;
using Alerting.Stories.Cli;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Microsoft.AspNetCore.Http;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Alerting.Stories.Peers;

/// <summary>What we state of a configuration is what a real Alertmanager states of the same file, and amtool reads it.</summary>
public sealed class OriginalPeerStory
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>All that differs on purpose: the file, the line there and the line here.</summary>
    public static TheoryData<string, string, string, string> Differences => new()
    {
        { "the URL of a webhook is a secret since 0.26", "webhook_configs: [{url: 'http://h/x'}]", "url: http://h/x", "url: http://<secret>" },
        { "what stands before a host is a secret", "pagerduty_configs: [{routing_key: k, url: 'http://u:p@h/x'}]", "url: http://u:p@h/x", "url: http://xxxxx@h/x" },
        { "what stands before a host is a secret", "discord_configs: [{webhook_url: 'http://h', http_config: {proxy_url: 'http://u:p@h'}}]", "proxy_url: http://u:xxxxx@h", "proxy_url: http://xxxxx@h" },
        { "what stands before a host is a secret", "sns_configs: [{topic_arn: a, api_url: 'https://u:p@h'}]", "api_url: https://u:p@h", "api_url: https://xxxxx@h" },
        { "parameters of a token request may be secrets", "discord_configs: [{webhook_url: 'http://h', http_config: {oauth2: {client_id: i, client_secret: s, token_url: t, endpoint_params: {a: b}}}}]", "a: b", "a: <secret>" },
        { "0.25 prints a number that it does not read again", "discord_configs: [{webhook_url: 'http://h', http_config: {tls_config: {min_version: TLS12}}}]", "min_version: 771", "min_version: TLS12" },
        { "0.28: details may be anything", "pagerduty_configs: [{routing_key: k, details: {a: 5}}]", "a: \"5\"", "a: 5" },
        { "a line separator is escaped", "discord_configs: [{webhook_url: 'http://h', title: \"a\\u2028b\"}]", "title: 'a\u2028      b'", "title: \"a\\Lb\"" },
    };

    [Fact]
    public async Task A_configuration_is_stated_as_a_real_Alertmanager_states_it()
    {
        await PeerVersion.Known("prometheus-alertmanager", "0.25");
        using var folder = new ProcessFolder();
        await using var alertmanager = await RealAlertmanager.Start(folder, RealAlertmanager.Configuration("1h"), Stop);
        var apart = new List<string>();
        var files = OriginalFiles.All.Distinct().ToArray();
        foreach (var text in files)
        {
            var theirs = await alertmanager.Original(text, Stop);
            var ours = Original(text, folder.Path);
            if (ours != theirs && Meaning(ours) != Meaning(theirs))
            {
                apart.Add($"{text}\nAlertmanager:\n{theirs}\nours:\n{ours}");
            }
        }

        Assert.True(apart.Count == 0, $"{apart.Count} of {files.Length} differ:\n{string.Join("\n\n", apart.Take(5))}");
    }

    [Fact]
    public async Task Where_the_statements_differ_there_is_a_reason_and_it_still_holds()
    {
        await PeerVersion.Known("prometheus-alertmanager", "0.25");
        using var folder = new ProcessFolder();
        await using var alertmanager = await RealAlertmanager.Start(folder, RealAlertmanager.Configuration("1h"), Stop);
        foreach (var row in Differences)
        {
            var (why, integrations, theirs, ours) = row.Data;
            var text = OriginalFiles.One(integrations);
            var stated = (await alertmanager.Original(text, Stop)).Split('\n');
            var at = Array.FindIndex(stated, line => line.Trim(' ', '-') == theirs);

            Assert.True(at >= 0, $"{why}: {string.Join('\n', stated)}");
            Assert.Equal(ours, Original(text, folder.Path).Split('\n')[at].Trim(' ', '-'));
        }
    }

    [Fact]
    public async Task Amtool_takes_every_statement_for_a_good_file()
    {
        using var folder = new ProcessFolder();
        var texts = OriginalFiles.All.Concat(Differences.Select(row => OriginalFiles.One(row.Data.Item2))).Distinct();
        string[] files = [.. texts.Select((text, i) => folder.Write($"{i}.yml", Original(text, folder.Path)))];

        var ended = await Ended.Amtool(["check-config", .. files]);

        var wrong = ended.Output.Split("Checking ").Where(said => said.Contains("FAILED", StringComparison.Ordinal));
        Assert.True(ended.Code == 0, string.Concat(wrong) + ended.Errors);
    }

    [Fact]
    public async Task Amtool_shows_and_tests_the_routes_that_are_stated()
    {
        var original = Original("""
            route: {receiver: a, routes: [{receiver: b, matchers: [team=x]}]}
            receivers: [{name: a}, {name: b, webhook_configs: [{url: 'http://h/secret'}]}]
            """, "");
        await using var server = await VendorServer.Start(_ => new(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(Status(original).ToJsonString(), Stop);
        }));

        string[] asked = ["config show", "config routes show", "config routes test team=x"];
        var told = await Task.WhenAll(asked.Select(args =>
            Ended.Amtool([.. args.Split(' '), "--alertmanager.url=" + server.Url])));

        Assert.Equal((0, original), (told[0].Code, told[0].Output.TrimEnd() + "\n"));
        Assert.Contains("{team=\"x\"}  receiver: b", told[1].Output, StringComparison.Ordinal);
        Assert.Equal((0, "b\n"), (told[2].Code, told[2].Output));
    }

    // Without how it is laid out: quotes, lines, lists in brackets.
    private static string Meaning(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Meaning(stream.Documents[0].RootNode);
    }

    private static string Meaning(YamlNode node) => node switch
    {
        YamlMappingNode map => $"{{{string.Join(", ", map.Select(it => Meaning(it.Key) + ": " + Meaning(it.Value)))}}}",
        YamlSequenceNode list => $"[{string.Join(", ", list.Select(Meaning))}]",
        _ => JsonValue.Create(((YamlScalarNode)node).Value)!.ToJsonString(),
    };

    private static JsonObject Status(string original) => new()
    {
        ["cluster"] = new JsonObject { ["status"] = "disabled" },
        ["config"] = new JsonObject { ["original"] = original },
        ["uptime"] = "2026-01-02T03:04:05Z",
        ["versionInfo"] = new JsonObject(
            new[] { "branch", "buildDate", "buildUser", "goVersion", "revision", "version" }
                .Select(key => KeyValuePair.Create<string, JsonNode?>(key, ""))),
    };

    private static string Original(string text, string folder) =>
        ConfigurationReader.Read(new("alertmanager.yml", text) { Folder = folder }, null).Configuration!.Original;
}
