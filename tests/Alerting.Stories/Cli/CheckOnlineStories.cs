using Alerting.Testing.Processes;
using Alerting.Testing.Vendors;
using Alerting.Testing.Vendors.Logs;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary><c>alerting check --online</c>: whether log sources answer.</summary>
public sealed class CheckOnlineStories
{
    [Fact]
    public async Task Each_source_is_asked_and_one_that_fails_is_a_failure()
    {
        await using var good = await ElasticsearchServer.Start();
        await using var bad = await GraylogServer.Start();
        using var folder = new ProcessFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "logs"));
        folder.Write("alerting.yml", $$"""
            logs:
              sources:
                - {name: here, files: {folder: logs} }
                - {name: gone, files: {folder: nowhere} }
                - {name: es, elasticsearch: {url: '{{good.Url}}', api_key: '{{ElasticsearchServer.Key}}'} }
                - {name: gl, graylog: {url: '{{bad.Url}}', token: wrong-token } }
                - {name: loki, loki: {grafana_url: 'https://grafana.example.org', datasource: d } }
            """);

        var ended = await Ended.Alerting("check", "--online", folder.Path);

        var lines = ended.Output.TrimEnd().Split('\n');
        Assert.Equal(1, ended.Code);
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("ok ", lines[0], StringComparison.Ordinal);
        Assert.Matches("^log source here answered in [0-9]+ ms$", lines[1]);
        Assert.Equal($"log source gone failed: there is no folder {Path.Combine(folder.Path, "nowhere")}", lines[2]);
        Assert.Matches("^log source es answered in [0-9]+ ms$", lines[3]);
        Assert.Matches("^log source gl failed in [0-9]+ ms: http://.* answered 401$", lines[4]);
        Assert.Equal("log source loki is linked and not asked", lines[5]);
        Assert.DoesNotContain("wrong-token", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_nobody_is_asked()
    {
        await using var vendor = await VendorServer.Start(_ => VendorAnswer.Status(200));
        using var folder = new ProcessFolder();
        folder.Write("alerting.yml", $$"""logs: {sources: [{name: es, elasticsearch: {url: '{{vendor.Url}}' } }] }""");

        var ended = await Ended.Alerting("check", folder.Path);

        Assert.Equal((0, $"ok {folder.Path}\n"), (ended.Code, ended.Output));
        Assert.Empty(vendor.Requests);
    }
}
