using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Desks.Overviews;
using Alerting.Core.Groups;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;
using Xunit;
using static System.TimeSpan;
using static Alerting.Core.Tests.Desks.Working.StatusWorld;

namespace Alerting.Core.Tests.Desks.Working;

/// <summary>Reports of runs on their way to whoever asks for all of them.</summary>
public sealed class StatusDeskTests
{
    private readonly RecordingChannel prefect = new("prefect", deduplicates: true);
    private readonly RecordingChannel wandb = new("wandb", deduplicates: false);
    private readonly RecordingChannel slack = new("slack", deduplicates: false);
    private readonly RecordingChannel webhook = new("webhook", deduplicates: true);
    private readonly World world;

    public StatusDeskTests()
    {
        world = World.Of(prefect, wandb, slack, webhook);
        Configure([new("ml", [Slack, Prefect, Wandb])], Rule("ml"));
    }

    [Fact]
    public async Task Every_report_of_every_level_is_told_with_all_it_says_to_those_that_take_statuses()
    {
        await world.Report(
            Report(JobEventType.Start) with { Kind = RunKind.Backfill, Labels = Texts("wandb_run_id", "3k1v") },
            Report(JobEventType.Status, "loss is 0.4") with { Level = Level.Debug },
            Report(JobEventType.Progress) with
            {
                At = new(2026, 3, 2, 7, 0, 0, Zero),
                Metrics = JobEvent.NoMetrics.Add("accuracy", new(0.93, 100)),
                Rows = 12,
                Resources = Texts("cpu_seconds", "7.5"),
                Model = Texts("name", "churn"),
                Log = "a long log",
            },
            Report(JobEventType.Success));

        await world.Pass(FromSeconds(2));

        var told = Assert.Single(prefect.Attempts);
        Assert.Equal(["INFO start", "DEBUG status loss is 0.4", "INFO progress", "INFO success"], prefect.Attempts.Told());
        Assert.Equal((true, Reason.StatusReported, "ml"), (told.IsStatus, told.Reason, told.Receiver));
        Assert.Equal("{alertname=\"JobStatus\", job=\"train\"}", told.GroupLabels.ToString());
        var progress = told.Alerts[2];
        Assert.Equal(
            "{alertname=\"JobStatus\", job=\"train\", kind=\"backfill\", level=\"INFO\", model=\"churn\", report=\"3\", "
            + "run=\"1\", type=\"progress\", wandb_run_id=\"3k1v\"}",
            progress.Labels.ToString());
        Assert.Equal(
            "{at=\"2026-03-02T07:00:00Z\", metric_accuracy=\"0.93\", resource_cpu_seconds=\"7.5\", rows=\"12\"}",
            progress.Annotations.ToString());
        var at = new DateTimeOffset(2026, 3, 2, 7, 0, 0, Zero);
        Assert.Equal((AlertStatus.Resolved, at, at), (progress.Status, progress.StartsAt, progress.EndsAt));
        Assert.Equal("http://test/api/jobs/train", progress.GeneratorUrl);
        Assert.Equal(4, Assert.Single(wandb.Attempts).Alerts.Length);
        Assert.Empty(slack.Attempts);
        Assert.Empty(webhook.Attempts);
    }

    [Fact]
    public async Task Only_what_a_rule_matches_is_told_once_for_each_receiver_however_many_match()
    {
        Configure(
            [new("ml", [Prefect]), new("figures", [Wandb])],
            Rule("ml", "{level=~\"ERROR|CRITICAL\"}"), Rule("ml", "{type=\"fail\"}"), Rule("figures", "{owner!=\"\"}"));

        await world.Report(
            Report(JobEventType.Start), Report(JobEventType.Status, "w") with { Level = Level.Warning },
            Report(JobEventType.Status, "c") with { Level = Level.Critical, Labels = Texts("owner", "mia") },
            Report(JobEventType.Fail, "out of memory"));
        await world.Pass(FromSeconds(2));

        Assert.Equal(["CRITICAL status c", "ERROR fail out of memory"], prefect.Attempts.Told());
        Assert.Equal(["CRITICAL status c", "ERROR fail out of memory"], wandb.Attempts.Told());
        Assert.Equal(["JobFailed"], webhook.Attempts.Select(notice => notice.GroupLabels["alertname"]));
    }

    [Fact]
    public async Task Of_a_run_that_tries_something_nobody_is_told()
    {
        await world.Report(Report(JobEventType.Start) with { Kind = RunKind.Test }, Report(JobEventType.Fail));
        await world.Pass(FromMinutes(1));

        Assert.Empty(prefect.Attempts);
        Assert.Empty(webhook.Attempts);
    }

    [Fact]
    public async Task Nothing_follows_and_nothing_is_left_once_it_is_told()
    {
        await world.Report(Report(JobEventType.Start), Report(JobEventType.Success));
        await world.Pass(FromHours(300));
        await world.PassSwept(FromMinutes(5));

        Assert.Single(prefect.Attempts);
        Assert.Single(wandb.Attempts);
        Assert.Empty(await world.Left());
    }

    [Fact]
    public async Task It_is_no_alert_and_no_group_that_anybody_is_shown()
    {
        prefect.Otherwise = _ => new Receipt.Deferred("connection refused", null);
        await world.Report(Report(JobEventType.Start));
        await world.Pass(FromSeconds(2));
        var book = new AlertBook(world.Engine.On, world.Engine.Suppression);

        Assert.Equal(new AlertCounts(0, 0, 0), await book.Count(default));
        Assert.Empty(await book.Alerts(new(), default));
        Assert.Empty(await book.Groups(new(), default));
    }

    [Fact]
    public async Task What_is_refused_tells_nobody_else_and_leaves_its_end_in_the_ledger()
    {
        Configure([new("ml", [Slack, Prefect]), new("oncall", [Slack])], Rule("ml"));
        world.Configuration.Replace(
            world.Configuration.Value with { Delivery = World.Unlimited with { Fallback = "oncall" } }, 2);
        prefect.Otherwise = _ => new Receipt.Refused("404");

        await world.Report(Report(JobEventType.Start));
        await world.Pass(FromHours(1));

        Assert.Single(prefect.Attempts);
        Assert.Empty(slack.Attempts);
        var end = Assert.Single(await world.Rows("y~"));
        Assert.Equal(("refused", "status report", "404"), (
            end.Properties.Text("outcome"), end.Properties.Text("reason"), end.Properties.Text("why")));
        Assert.Single(await world.Left());
    }

    [Fact]
    public async Task A_report_that_comes_twice_is_told_once()
    {
        var said = Report(JobEventType.Status, "once") with { EventId = "e1" };
        await world.Report(said, said);
        await world.Pass(FromSeconds(2));
        await world.Report(said);
        await world.Pass(FromMinutes(1));

        Assert.Equal(["INFO status once"], prefect.Attempts.Told());
    }

    [Fact]
    public async Task What_was_said_at_its_start_is_known_of_every_report_of_a_run_that_nobody_names()
    {
        await world.Report(
            new JobEvent { Type = JobEventType.Start, Job = "train", Labels = Texts("team", "a") },
            new JobEvent { Type = JobEventType.Status, Job = "train", Labels = Texts("step", "b") },
            new JobEvent { Type = JobEventType.Success, Job = "train", Labels = Texts("team", "c") });
        await world.Pass(FromSeconds(2));

        var labels = prefect.Attempts.SelectMany(notice => notice.Alerts).Select(report => report.Labels).ToArray();
        Assert.Equal(["a/", "a/b", "c/b"], labels.Select(it => $"{it["team"]}/{it["step"]}"));
        Assert.NotEqual("", Assert.Single(labels.Select(it => it["run"]).Distinct()));
        Assert.All(labels, it => Assert.Equal("manual", it["kind"]));
    }

    [Fact]
    public async Task What_is_declared_of_a_job_is_a_label_of_its_reports()
    {
        var declared = new JobDefinition
        {
            Name = "train",
            Audience = "mdd",
            Model = "churn",
            Labels = LabelSet.From([new("team", "ml")]),
        };
        Configure([new("ml", [Prefect])], Rule("ml", "{audience=\"mdd\",model=\"churn\",team=\"ml\",partition=\"p1\"}"));
        world.Configuration.Replace(
            world.Configuration.Value with { Jobs = JobRegistry.Of([declared]) }, 2);

        await world.Report(
            Report(JobEventType.Start) with { Partition = "p1" }, Report(JobEventType.Start) with { Partition = "p2" },
            Report(JobEventType.Start, job: "other") with { Partition = "p1" });
        await world.Pass(FromSeconds(10));

        var told = Assert.Single(Assert.Single(prefect.Attempts).Alerts);
        Assert.Equal(("train", "p1"), (told.Labels["job"], told.Labels["partition"]));
    }

    private static ImmutableSortedDictionary<string, string> Texts(string name, string value) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(name, value);

    private void Configure(Receiver[] receivers, params StatusRule[] rules) =>
        world.Configuration.Replace(Asked(receivers, rules), 1);
}
