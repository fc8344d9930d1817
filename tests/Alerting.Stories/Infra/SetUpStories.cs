using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Stories.Cli;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Alerting.Stories.Infra;

/// <summary>What <c>docs/set-ups.md</c> shows, read by the programs it is for.</summary>
public sealed class SetUpStories
{
    private static readonly FencedBlock[] Blocks = FencedBlock.In("set-ups.md");

    private static readonly string[] Checked =
    [
        "dna/prometheus.yml", "theirs/alertmanager.yml", "ocp/user-workload-monitoring-config.yaml",
        "ocp/cluster-monitoring-config.yaml", "ocp/collector.yaml", "ours/alertmanager.yml", "ours/alerting.yml",
        "ours/alerting.yml jobs",
    ];

    [Fact]
    public void Every_configuration_it_shows_is_checked_here() => Assert.Equal(
        Checked, Blocks.Where(block => block.Language == "yaml").Select(block => block.Name));

    // Debian builds promtool without the discovery of Kubernetes.
    [Fact]
    public async Task Promtool_reads_the_Prometheus_that_needs_no_collector()
    {
        using var folder = new ProcessFolder();
        var text = Regex.Replace(Text("dna/prometheus.yml"), "kubernetes_sd_configs: .*", "static_configs: []");

        var ended = await Ended.Of(
            Peer.Find("promtool"), "check", "config", "--syntax-only", folder.Write("prometheus.yml", text));

        Assert.True(ended.Code == 0, ended.Output + ended.Errors);
        Assert.Contains("honor_labels: true", text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(
            InfraFiles.Folder, "prometheus", Path.GetFileName(Manifests.Parse(text).Texts("rule_files").Single()))));
    }

    [Fact]
    public async Task Amtool_reads_the_Alertmanager_that_hands_everything_on()
    {
        using var folder = new ProcessFolder();

        var ended = await Ended.Amtool(
            "check-config", folder.Write("alertmanager.yml", Text("theirs/alertmanager.yml")));

        Assert.True(ended.Code == 0, ended.Output + ended.Errors);
    }

    [Fact]
    public async Task Alerting_reads_ours()
    {
        using var folder = new ProcessFolder();

        Assert.Equal((0, ""), Result(await CheckOurs(folder, Text("ours/alerting.yml"))));
    }

    [Fact]
    public async Task Alerting_reads_what_is_expected_of_jobs()
    {
        using var folder = new ProcessFolder();
        var none = await CheckOurs(folder, "jobs: []\n");
        Assert.SkipWhen(none.Code == 1, "this build does not read the jobs of an alerting.yml");

        var ended = await CheckOurs(folder, Text("ours/alerting.yml") + Text("ours/alerting.yml jobs"));

        Assert.Equal((0, ""), Result(ended));
    }

    [Theory]
    [InlineData("ocp/user-workload-monitoring-config.yaml", "thanosRuler")]
    [InlineData("ocp/cluster-monitoring-config.yaml", "prometheusK8s")]
    public void OpenShift_posts_to_the_Service_with_the_ingest_token(string name, string component)
    {
        var configuration = Manifests.Parse(Manifests.Parse(Text(name)).At("data")!.Value("config.yaml"));
        var alertmanager = configuration.List(component + ".additionalAlertmanagerConfigs").Single();
        var port = Manifests.Of("base/service.yaml").List("spec.ports").Single().Text("port");

        Assert.Equal([$"alerting.alerting.svc:{port}"], alertmanager.Texts("staticConfigs"));
        Assert.Equal(("v2", "ingest-token"), (alertmanager.Text("apiVersion"), alertmanager.Text("bearerToken.key")));
    }

    [Fact]
    public void Everything_in_the_collectors_pipelines_is_configured_and_nothing_is_configured_in_vain()
    {
        var collector = Manifests.Parse(Text("ocp/collector.yaml"));
        var pipelines = ((YamlMappingNode)collector.At("service.pipelines")!).Children.Values.ToArray();

        foreach (var kind in new[] { "receivers", "processors", "exporters" })
        {
            Assert.Equal(
                Keys(collector.At(kind)!), pipelines.SelectMany(pipeline => pipeline.Texts(kind)).Distinct().Order());
        }

        Assert.Equal(Keys(collector.At("extensions")!), collector.Texts("service.extensions").Order());
    }

    [Fact]
    public async Task The_rules_become_a_PrometheusRule_as_it_says()
    {
        using var folder = new ProcessFolder();
        var shown = Blocks.Single(block => block.Name == "rule").Text;
        var command = Regex.Replace(shown, @"\| oc .*", $"> {folder.Path}/rule.yaml");

        var ended = await Ended.Of(Peer.Find("sh"), "-c", $"cd {InfraFiles.Repository} && {command}");

        Assert.Equal((0, "", ""), (ended.Code, ended.Output, ended.Errors));
        var rule = Manifests.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "rule.yaml"), Stop));
        Assert.Equal(("PrometheusRule", "alerting-jobs"), (rule.Text("kind"), rule.Text("metadata.name")));
        Assert.Equal(
            Manifests.Parse(InfraFiles.Text("prometheus/jobs.yml")).List("groups"), rule.List("spec.groups"));
    }

    [Fact]
    public void The_record_has_the_shape_that_log_records_have()
    {
        using var record = JsonDocument.Parse(Blocks.Single(block => block.Name == "record").Text);
        var members = record.RootElement.EnumerateObject().Select(member => member.Name).ToArray();

        Assert.Superset(
            new HashSet<string>
            {
                "timestamp", "level", "logger", "message", "service", "request_id", "user_id", "job_id", "performance",
            },
            new HashSet<string>(members));
        Assert.True(record.RootElement.GetProperty("timestamp").TryGetDateTimeOffset(out _));
        Assert.True(record.RootElement.GetProperty("performance").GetProperty("duration_ms").TryGetInt64(out _));
    }

    [Fact]
    public void Every_variable_it_names_is_in_the_examples_of_jobs()
    {
        var page = File.ReadAllText(Path.Combine(InfraFiles.Repository, "docs", "set-ups.md"));
        var examples = Manifests.Files.Where(file => file.StartsWith("jobs", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(Path.Combine(Manifests.Folder, file))).ToArray();

        Assert.All(
            Regex.Matches(page, "`(?<name>ALERTING_(?!SECRET)[A-Z_]+)`").Select(match => match.Groups["name"].Value),
            name => Assert.Contains(examples, text => text.Contains(name, StringComparison.Ordinal)));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static (int, string) Result(Ended ended) =>
        (ended.Code, string.Join('\n', ended.Output.Split('\n')
            .Where(line => Regex.IsMatch(line, "^(warning|error)"))
            .Where(line => !line.Contains("no such variable now", StringComparison.Ordinal))) + ended.Errors);

    private static Task<Ended> CheckOurs(ProcessFolder folder, string alerting)
    {
        folder.Write("alertmanager.yml", Text("ours/alertmanager.yml"));
        folder.Write("alerting.yml", alerting);
        return Ended.Alerting("check", folder.Path);
    }

    private static IEnumerable<string> Keys(YamlNode map) =>
        ((YamlMappingNode)map).Children.Keys.Select(key => ((YamlScalarNode)key).Value!).Order();

    private static string Text(string name) => Blocks.Single(block => block.Name == name).Text;
}
