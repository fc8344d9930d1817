using Alerting.Core.Configuration;
using Alerting.Core.Logs;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Beyond;

/// <summary><c>logs</c> of <c>alerting.yml</c>.</summary>
public sealed class LogsFileTests
{
    private const string Workspace = "11111111-1111-4111-8111-11111111aaaa";
    private const string Kinds = "azure_monitor, cloud_logging, elasticsearch, files, graylog, loki";

    [Theory]
    [InlineData("{}", false)]
    [InlineData("logs: ~", false)]
    [InlineData("logs: {deadline: 3s}", false)]
    [InlineData("logs: {sources: []}", true)]
    public void Without_sources_files_of_the_data_folder_are_looked_at_unless_there_are_to_be_none(string text, bool isSaid)
    {
        var logs = Read(text).Configuration!.Logs;

        Assert.Empty(logs.Sources);
        Assert.Equal((TimeSpan.FromSeconds(3), isSaid), (logs.Deadline, logs.AreSourcesSaid));
        Assert.Equal(isSaid ? [] : ["files"], logs.Or(LogSettings.FilesIn("/data/logs")).Sources.Select(it => it.Kind));
    }

    [Fact]
    public void Short_sources_have_the_defaults_of_their_kind()
    {
        var sources = Read($$$"""
            logs:
              deadline: 5s
              sources:
                - {name: a, azure_monitor: {workspace_id: {{{Workspace.ToUpperInvariant()}}} }}
                - {name: e, elasticsearch: {url: 'https://es:9200/', api_key: k}}
                - {name: f, files: {folder: logs}}
                - {name: c, cloud_logging: {project: acme}}
                - {name: g, graylog: {url: 'http://graylog:9000', token: t}}
                - {name: l, loki: {grafana_url: 'https://grafana/', datasource: abc}}
            """).Configuration!.Logs.Sources;

        Assert.Equal(["azure_monitor", "elasticsearch", "files", "cloud_logging", "graylog", "loki"], sources.Select(it => it.Kind));
        Assert.All(sources, source => Assert.Equal(
            (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10), 200, 2 * 1024 * 1024, 60),
            (source.Before, source.After, source.Timeout, source.MostRecords, source.MostBytes, source.QueriesPerMinute)));
        Assert.All(sources, source => Assert.NotEmpty(source.Fields));
        Assert.Equal(Workspace, ((LogSourceSettings.AzureMonitor)sources[0]).WorkspaceId);
        Assert.Equal("ApiKey", ((LogSourceSettings.Elasticsearch)sources[1]).Http.Authorization!.Scheme);
        Assert.Equal(System.IO.Path.Combine("conf", "logs"), ((LogSourceSettings.Files)sources[2]).Folder);
        Assert.NotNull(((LogSourceSettings.Graylog)sources[4]).Http.BasicAuth);
        Assert.Equal("https://grafana", ((LogSourceSettings.Loki)sources[5]).Grafana);
        Assert.Equal([true, true, true, true, true, false], sources.Select(it => it.IsAsked));
    }

    [Fact]
    public void All_of_it_is_read()
    {
        var source = Assert.IsType<LogSourceSettings.AzureMonitor>(Assert.Single(Read($$$"""
            logs:
              sources:
                - name: traces
                  azure_monitor:
                    workspace_id: {{{Workspace}}}
                    table: AppTraces
                    level_field: SeverityLevel
                    tenant: contoso.com
                    client_id: {{{Workspace}}}
                    client_secret_file: env:ALERTING_SECRET_LOGS
                    resource_id: /subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w
                  match: ['namespace=~"ml-.*"', 'severity="critical"']
                  fields: {job: AppRoleName, run: {field: Properties.run, prefix: true, suffix: '-'}}
                  filter: SeverityLevel >= 3 and OperationName == {{job}}
                  before: 0s
                  after: 1h
                  timeout: 20s
                  most_records: 1000
                  most_bytes: 512KiB
                  queries_per_minute: 5
            """).Configuration!.Logs.Sources));

        Assert.Equal([new("job", "AppRoleName"), new("run", "Properties.run", true) { Suffix = "-" }], source.Fields);
        Assert.Equal(new("TimeGenerated", "Message", "SeverityLevel", ""), source.Columns);
        Assert.Equal(2, source.Matchers.Count);
        Assert.Equal("SeverityLevel >= 3 and OperationName == 'x'", source.Filter!.Fill("x"));
        Assert.Equal(
            (TimeSpan.Zero, TimeSpan.FromHours(1), 512 * 1024, 1000, 5),
            (source.Before, source.After, source.MostBytes, source.MostRecords, source.QueriesPerMinute));
        Assert.NotNull(source.ClientSecret);
    }

    [Theory]
    [InlineData("logs: []", "logs: cannot unmarshal !!seq into config.plain")]
    [InlineData("logs: {source: []}", "logs.source: unknown key \"source\" (did you mean \"sources\"?)")]
    [InlineData("logs: {deadline: 0s}", "logs.deadline: deadline must be from 100ms to 1m (value \"0s\")")]
    [InlineData("logs: {deadline: 61s}", "logs.deadline: deadline must be from 100ms to 1m (value \"61s\")")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}, timeout: 99ms}]}",
        "logs.sources[0].timeout: timeout must be from 100ms to 10m (value \"99ms\")")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}, timeout: 60d}]}",
        "logs.sources[0].timeout: timeout must be from 100ms to 10m (value \"60d\")")]
    [InlineData("logs: {sources: [{files: {folder: x}}]}", "logs.sources[0]: missing name in log source")]
    [InlineData("logs: {sources: [{name: a b, files: {folder: x}}]}",
        "logs.sources[0].name: not a name of 1 to 50 letters, digits, - and _ (value \"a b\")")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}}, {name: a, files: {folder: x}}]}",
        "logs.sources[1].name: log source name \"a\" is not unique")]
    [InlineData("logs: {sources: [{name: a}]}", "logs.sources[0]: expected one of " + Kinds + " in log source")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}, loki: {grafana_url: 'http://g', datasource: d}}]}",
        "logs.sources[0]: expected one of " + Kinds + " in log source")]
    [InlineData("logs: {sources: [{name: a, files: {}}]}", "logs.sources[0].files: missing folder in files")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x, paths: ['../{job}']}}]}",
        "logs.sources[0].files.paths: expected a path below the folder, such as {namespace}/{job}*.log: names without .. and with / between them, not \"../{job}\"")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x, paths: ['{job.log']}}]}",
        "logs.sources[0].files.paths: expected a path below the folder, such as {namespace}/{job}*.log: names without .. and with / between them, not \"{job.log\"")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x, paths: ['{nope}.log']}}]}",
        "logs.sources[0]: paths name the field {nope}, which fields does not have")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}, filter: x}]}", "logs.sources[0].filter: files has no filter")]
    [InlineData("logs: {sources: [{name: a, azure_monitor: {}}]}",
        "logs.sources[0].azure_monitor: missing workspace_id in azure_monitor")]
    [InlineData("logs: {sources: [{name: a, azure_monitor: {workspace_id: mine}}]}",
        "logs.sources[0].azure_monitor.workspace_id: expected the GUID of a workspace (value \"mine\")")]
    [InlineData("logs: {sources: [{name: a, azure_monitor: {workspace_id: " + Workspace + ", table: 'A | B'}}]}",
        "logs.sources[0].azure_monitor.table: expected 1 to 200 letters, digits and underscores (value \"A | B\")")]
    [InlineData("logs: {sources: [{name: a, azure_monitor: {workspace_id: " + Workspace + ", table: AppTraces}}]}",
        "logs.sources[0]: missing fields in log source: which label of an alert is which field of a record")]
    [InlineData("logs: {sources: [{name: a, azure_monitor: {workspace_id: " + Workspace + ", endpoint: 'http://evil.example.org'}}]}",
        "logs.sources[0].azure_monitor.endpoint: expected https: a token is only sent over https, or to the machine itself")]
    [InlineData("logs: {sources: [{name: a, azure_monitor: {workspace_id: " + Workspace + ", client_secret: s3cr3t}}]}",
        "logs.sources[0].azure_monitor: client_secret needs tenant and client_id")]
    [InlineData("logs: {sources: [{name: a, elasticsearch: {index: x}}]}", "logs.sources[0].elasticsearch: missing url in elasticsearch")]
    [InlineData("logs: {sources: [{name: a, elasticsearch: {url: 'http://u:p@es'}}]}",
        "logs.sources[0].elasticsearch.url: expected a URL without user, query and fragment")]
    [InlineData("logs: {sources: [{name: a, elasticsearch: {url: 'http://es', index: '../_all'}}]}",
        "logs.sources[0].elasticsearch.index: expected names or patterns of indices, with commas between them (value \"../_all\")")]
    [InlineData("logs: {sources: [{name: a, elasticsearch: {url: 'http://es', api_key: k, http_config: {basic_auth: {username: u}}}}]}",
        "logs.sources[0].elasticsearch.http_config: http_config cannot authorize where api_key does")]
    [InlineData("logs: {sources: [{name: a, elasticsearch: {url: 'http://es'}, fields: {pod: 'a\"b'}}]}",
        "logs.sources[0].fields.pod: not a field of elasticsearch: expected 1 to 200 letters, digits, underscores and . @ - / (value \"a\\\"b\")")]
    [InlineData("logs: {sources: [{name: a, elasticsearch: {url: 'http://es'}, fields: {pod: {prefix: true}}}]}",
        "logs.sources[0].fields.pod: missing field")]
    [InlineData("logs: {sources: [{name: a, elasticsearch: {url: 'http://es'}, fields: {pod: {field: p, suffix: \"\\n\"}}}]}",
        "logs.sources[0].fields.pod: suffix must be at most 50 characters, no control characters among them")]
    [InlineData("logs: {sources: [{name: a, elasticsearch: {url: 'http://es'}, fields: {}}]}",
        "logs.sources[0]: missing fields in log source: which label of an alert is which field of a record")]
    [InlineData("logs: {sources: [{name: a, elasticsearch: {url: 'http://es'}, filter: 'a:\"{{b}}\"'}]}",
        "logs.sources[0].filter: a {{label}} stands for a text with its quotes: it cannot stand within quotes")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}, before: 2d}]}",
        "logs.sources[0].before: before must be from 0s to 1d (value \"2d\")")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}, most_records: 0}]}",
        "logs.sources[0].most_records: most_records must be from 1 to 1000 (value \"0\")")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}, most_bytes: 1KiB}]}",
        "logs.sources[0].most_bytes: most_bytes must be a size from 64KiB to 16MiB, such as 512KiB or 2MiB (value \"1KiB\")")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}, most_bytes: much}]}",
        "logs.sources[0].most_bytes: most_bytes must be a size from 64KiB to 16MiB, such as 512KiB or 2MiB (value \"much\")")]
    [InlineData("logs: {sources: [{name: a, graylog: {url: 'http://g', streams: ['a b']}}]}",
        "logs.sources[0].graylog.streams: expected ids of streams")]
    [InlineData("logs: {sources: [{name: a, loki: {grafana_url: 'http://g'}}]}",
        "logs.sources[0].loki: missing datasource in loki: the uid of Grafana's data source")]
    [InlineData("logs: {sources: [{name: a, loki: {grafana_url: 'http://g', datasource: d, organization: 0}}]}",
        "logs.sources[0].loki.organization: organization must be at least 1")]
    [InlineData("logs: {sources: [{name: a, files: {folder: x}, match: ['=']}]}", "logs.sources[0].match[0]")]
    public void What_is_wrong_is_told_with_its_place(string text, string error) => Assert.Contains(
        Read(text).Errors.Select(finding => finding.ToString()),
        said => said.StartsWith("alerting.yml:1: " + error, StringComparison.Ordinal));

    [Theory]
    [InlineData("logs: {deadline: 100ms, sources: [{name: a, files: {folder: x}, timeout: 100ms}]}")]
    [InlineData("logs: {deadline: 1m, sources: [{name: a, files: {folder: x}, timeout: 10m}]}")]
    public void The_bounds_of_waits_are_among_what_may_be_said(string text) => Assert.Empty(Read(text).Errors);

    [Theory]
    [InlineData("elasticsearch: {url: 'http://es', api_key: [s3cr3t]}")]
    [InlineData("elasticsearch: {url: 'https://elastic:s3cr3t@es:9200'}")]
    [InlineData("elasticsearch: {url: 'https://es:9200', kibana_url: 'https://elastic:s3cr3t@es'}")]
    [InlineData("loki: {grafana_url: 'https://g/x?token=s3cr3t', datasource: d}")]
    [InlineData("azure_monitor: {workspace_id: " + Workspace + ", endpoint: 'http://u:s3cr3t@logs.example.org'}")]
    public void A_secret_is_never_shown(string kind)
    {
        var result = Read($"logs: {{sources: [{{name: a, {kind}}}]}}");

        Assert.DoesNotContain("s3cr3t", string.Join('\n', result.Errors), StringComparison.Ordinal);
        Assert.NotEmpty(result.Errors);
    }

    private static ConfigurationResult Read(string text) =>
        ConfigurationReader.Read(null, new("alerting.yml", text) { Folder = "conf" });
}
