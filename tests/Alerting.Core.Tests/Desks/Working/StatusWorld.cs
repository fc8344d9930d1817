using System.Collections.Immutable;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Matching;
using Alerting.Core.Ports;
using Alerting.Testing.Worlds;

namespace Alerting.Core.Tests.Desks.Working;

/// <summary>What worlds are configured with where runs' reports are asked for.</summary>
internal static class StatusWorld
{
    public static Integration Slack { get; } =
        new Integration.Slack { Index = 0, SendResolved = true, ApiUrl = Secret.Inline("http://slack") };

    public static Integration Prefect { get; } =
        new Integration.Prefect { Index = 0, SendResolved = true, ApiUrl = "http://prefect" };

    public static Integration Wandb { get; } =
        new Integration.Wandb { Index = 0, SendResolved = false, ApiKey = Secret.Inline("key"), Metrics = true };

    /// <summary>Alerts go to <c>team</c> by a webhook; reports as the rules say.</summary>
    public static AlertingConfiguration Asked(Receiver[] receivers, params StatusRule[] rules)
    {
        var one = World.OneReceiver("webhook");
        return one with { Receivers = [.. one.Receivers, .. receivers], StatusRules = [.. rules] };
    }

    public static StatusRule Rule(string receiver, string matchers = "") => new(
        matchers.Length == 0 ? MatcherList.Empty : MatcherParser.Parse(matchers, MatcherMode.Fallback).Matchers!,
        receiver);

    public static JobEvent Report(JobEventType type, string? message = null, string run = "1", string job = "train") =>
        new() { Type = type, Job = job, Run = run, Message = message };

    public static Task Report(this World world, params JobEvent[] said) =>
        world.Engine.Reports.Accept(said, null, CancellationToken.None);

    /// <summary>What notices told of, each as its level, type and message.</summary>
    public static IEnumerable<string> Told(this IEnumerable<Notification> notices) =>
        notices.DistinctBy(notice => notice.NoticeId).SelectMany(notice => notice.Alerts)
            .Select(report =>
                $"{report.Labels["level"]} {report.Labels["type"]} {report.Annotations["message"]}".TrimEnd());

    /// <summary>Rows of groups, of what is due and of what was told; those of jobs are left out.</summary>
    public static async Task<ImmutableArray<string>> Left(this World world)
    {
        var left = ImmutableArray.CreateBuilder<string>();
        foreach (var prefix in (string[])["g~", "t~", "o~", "n~", "l~", "y~"])
        {
            left.AddRange((await world.Rows(prefix)).Select(row => row.Key));
        }

        return left.ToImmutable();
    }
}
