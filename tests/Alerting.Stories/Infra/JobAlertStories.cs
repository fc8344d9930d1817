using System.Text.RegularExpressions;
using Alerting.Core.Jobs.Events;
using Alerting.Stories.Cli;
using Alerting.Testing;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Alerting.Stories.Infra;

/// <summary>The alerts on Jobs and CronJobs: <c>infra/prometheus</c>.</summary>
public sealed class JobAlertStories
{
    private static readonly string Folder = Path.Combine(InfraFiles.Folder, "prometheus");
    private static readonly string[] Tests = Directory.GetFiles(Folder, "*_test.yml");

    private static readonly YamlNode[] Rules =
    [
        .. Manifests.Parse(InfraFiles.Text("prometheus/jobs.yml")).List("groups")
            .SelectMany(group => group.List("rules")),
    ];

    private static readonly YamlNode[] Alerts = [.. Rules.Where(rule => rule.Text("alert") is not null)];

    public static TheoryData<string> TestFiles => [.. Tests.Select(file => Path.GetFileName(file))];

    [Fact]
    public async Task Promtool_takes_the_rules()
    {
        var ended = await Ended.Of(Peer.Find("promtool"), "check", "rules", Path.Combine(Folder, "jobs.yml"));

        Assert.True(ended.Code == 0, ended.Output + ended.Errors);
        Assert.Contains($"SUCCESS: {Rules.Length} rules found", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestFiles))]
    public async Task They_fire_when_they_should_and_not_otherwise(string file)
    {
        var ended = await Ended.Of(Peer.Find("promtool"), "test", "rules", Path.Combine(Folder, file));

        Assert.True(ended.Code == 0, ended.Output + ended.Errors);
    }

    [Fact]
    public void Every_alert_is_seen_to_fire_and_not_to_fire()
    {
        var seen = Tests.SelectMany(file => Manifests.Parse(File.ReadAllText(file)).List("tests"))
            .SelectMany(test => test.List("alert_rule_test"))
            .Select(one => (Name: one.Text("alertname"), Fires: one.List("exp_alerts").Count > 0)).ToHashSet();

        Assert.Equal(Alerts.Length * 2, seen.Count);
        Assert.All(Alerts, alert => Assert.Superset(
            new HashSet<(string?, bool)> { (alert.Text("alert"), true), (alert.Text("alert"), false) },
            new HashSet<(string?, bool)>(seen)));
    }

    [Fact]
    public void Every_alert_has_a_severity_and_a_level_that_belong_together() => Assert.All(Alerts, alert =>
    {
        Level[] levels = alert.Text("labels.severity") switch
        {
            "critical" => [Level.Error, Level.Critical],
            "warning" => [Level.Warning],
            "info" => [Level.Info],
            _ => [],
        };
        Assert.Contains(alert.Text("labels.level"), levels.Select(level => level.ToString().ToUpperInvariant()));
    });

    [Fact]
    public void Every_alert_leads_to_its_own_paragraph()
    {
        var page = File.ReadAllText(Path.Combine(InfraFiles.Repository, "docs", "job-alerts.md"));
        var headings = Regex.Matches(page, "^### (?<name>\\w+)$", RegexOptions.Multiline)
            .Select(match => match.Groups["name"].Value).ToArray();

        Assert.Equal(Alerts.Select(alert => alert.Text("alert")).Order(), headings.Order());
        Assert.All(Alerts, alert =>
        {
            Assert.EndsWith(
                $"/docs/job-alerts.md#{alert.Text("alert")!.ToLowerInvariant()}",
                alert.Text("annotations.runbook_url")!, StringComparison.Ordinal);
            Assert.NotNull(alert.Text("annotations.summary"));
            Assert.NotNull(alert.Text("annotations.description"));
        });
    }

    // Those that OpenShift's own kube-state-metrics is told not to show.
    [Theory]
    [InlineData("_created\\b")]
    [InlineData("_annotations\\b")]
    [InlineData("kube_pod_restart_policy")]
    [InlineData("kube_pod_(init_)?container_status_(running|terminated)\\b")]
    [InlineData("kube_pod_(completion_time|status_scheduled)\\b")]
    public void Nothing_is_read_that_OpenShift_drops(string series) =>
        Assert.All(Rules, rule => Assert.DoesNotMatch(series, rule.Text("expr")!));

    // A series whose scrape failed once is gone: see the head of the file. Not those whose absence is the point.
    [Fact]
    public void No_alert_ends_for_one_scrape_that_failed() => Assert.All(Rules, rule =>
    {
        var expression = Regex.Replace(rule.Text("expr")!, @"absent\(kube_namespace_status_phase\)|\w+:[\w:]+", "");
        var atOneMoment = Regex.Replace(expression, @"(\bkube_\w+)?\s*(\{[^}]*\})?\s*\[", "");

        Assert.DoesNotMatch(@"\bkube_(?!job\b)\w+", atOneMoment);
    });

    // What is held for 5 minutes must not fire by that alone.
    [Fact]
    public void An_alert_that_waits_waits_longer_than_a_sample_is_held() => Assert.All(
        Alerts.Select(alert => alert.Text("for")).OfType<string>(),
        wait => Assert.Matches("^([1-9][0-9]m|1d)$", wait));
}
