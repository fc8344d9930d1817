using System.Collections.Immutable;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Inbox;
using Alerting.Adapters.Channels.Prefect;
using Alerting.Adapters.Channels.Wandb;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Adapters.Tests.Channels.Prefect;
using Alerting.Adapters.Tests.Channels.Wandb;
using Alerting.Core.Configuration;
using Alerting.Core.Jobs.Events;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Alerting.Testing.Vendors;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Adapters.Tests.Channels;

/// <summary>
/// Document 001 from its file to its vendors: Slack and a webhook hear of failures, Prefect is told the state of every
/// workflow, Weights and Biases its figures, whatever the level.
/// </summary>
public sealed class StatusStory
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prefect_and_Weights_and_Biases_are_told_all_levels_and_nobody_is_paged_for_them()
    {
        await using var prefect = await PrefectServer.Start();
        await using var wandb = await WandbServer.Start(WandbCase.Run);
        await using var hook = await WebhookSink.Start();
        using var outbound = new Outbound(new(), new FixedClock());
        var kept = new MemoryTableStore(new FixedClock());
        using var inbox = new InboxChannel(kept);
        var slack = new RecordingChannel("slack", deduplicates: false);
        var world = World.Of(
            slack, inbox, new PrefectChannel(outbound), new WandbChannel(outbound), new WebhookChannel(outbound));
        world.Configuration.Replace(Configuration(prefect.Api, wandb.Edge.Url, hook.Url), 1);

        await Report(world, JobEventType.Start, Level.Info);
        await Report(world, JobEventType.Status, Level.Debug, "batch 1");
        await Report(world, JobEventType.Progress, Level.Info, accuracy: 0.7);
        await world.Pass(TimeSpan.FromMinutes(1));
        await Report(world, JobEventType.Status, Level.Warning, "loss rises", accuracy: 0.6);
        await Report(world, JobEventType.Fail, Level.Error, "out of memory");
        await world.Pass(TimeSpan.FromHours(5));

        var reports = prefect.Events.Values
            .Where(made => made.Text("event").StartsWith("alerting.job.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(
            [
                "DEBUG alerting.job.status", "ERROR alerting.job.fail", "INFO alerting.job.progress",
                "INFO alerting.job.start", "WARNING alerting.job.status",
            ],
            reports.Select(made => $"{made.Text("payload", "level")} {made.Text("event")}").Order(StringComparer.Ordinal));
        Assert.All(reports, made => Assert.Contains(
            made.GetProperty("related").EnumerateArray(),
            other => other.Text("prefect.resource.id") == "prefect.flow-run." + PrefectCase.FlowRun));
        Assert.Empty(wandb.Alerts);
        Assert.Equal(
            ["0.7", "0.6"],
            wandb.History(wandb.Runs.Single(run => run != WandbCase.Run)).OrderBy(line => line.Key)
                .Select(line => line.Value.Split(':', ',')[1]));
        Assert.Equal(["JobFailed"], slack.Attempts.Select(notice => notice.Alerts[0].Labels["alertname"]).Distinct());
        Assert.All(hook.Requests, request => Assert.Null(request.Header("Alerting-Status")));
        Assert.Equal(
            ["STATUS 2: train", "STATUS 3: train"],
            (await new InboxReader(kept).Read(10, Stop)).Select(message => message.Text.Split('\n')[0]));
        Assert.DoesNotContain(await world.Rows("o~"), row => row.Key.Contains("status.", StringComparison.Ordinal));
    }

    // The run of the service is named at the start alone.
    private static Task Report(
        World world, JobEventType type, Level level, string? message = null, double? accuracy = null)
    {
        var none = JobEvent.NoMetrics;
        string[] named = type == JobEventType.Start ? WandbCase.Named(WandbCase.Run).Split(';') : [];
        JobEvent said = new()
        {
            Type = type,
            Job = "train",
            Run = PrefectCase.FlowRun,
            Level = level,
            Message = message,
            Metrics = accuracy is { } value ? none.Add("accuracy", new(value, null)) : none,
            Labels = named.Select(label => label.Split('='))
                .ToImmutableSortedDictionary(label => label[0], label => label[1], StringComparer.Ordinal),
        };

        // What comes at one instant may be merged in any order.
        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return world.Engine.Reports.Accept([said], null, Stop);
    }

    private static AlertingConfiguration Configuration(string prefect, string wandb, string hook)
    {
        var read = ConfigurationReader.Read(
            new("alertmanager.yml", $$"""
                route: { receiver: team, group_by: [alertname, job] }
                receivers:
                - name: team
                  slack_configs: [{ api_url: 'http://slack', channel: '#ml' }]
                  webhook_configs: [{ url: '{{hook}}' }]
                """),
            new("alerting.yml", $$"""
                receivers:
                - name: team
                  prefect_configs: [{ api_url: '{{prefect}}' }]
                - name: workflow-status
                  prefect_configs: [{ api_url: '{{prefect}}' }]
                  inbox_configs: [{}]
                - name: performance-metrics
                  wandb_configs: [{ api_key: {{WandbServer.Key}}, base_url: '{{wandb}}', metrics: true }]
                status:
                - receiver: workflow-status
                - matchers: ['wandb_run_id!=""']
                  receiver: performance-metrics
                """));
        Assert.Empty(read.Errors);
        return read.Configuration!;
    }
}
