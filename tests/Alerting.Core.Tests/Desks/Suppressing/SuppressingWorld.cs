using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Matching;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks.Suppressing;

/// <summary>What tests of silences and inhibition do to a world, and see of it.</summary>
internal static class SuppressingWorld
{
    /// <summary>Has <c>Down</c> inhibit everything else of the same labels.</summary>
    public static void Inhibit(this World world, string equal = "[instance]") =>
        world.Configuration.Replace(world.Inhibiting(equal), 1);

    /// <summary>The configuration in which it does.</summary>
    public static AlertingConfiguration Inhibiting(this World world, string equal = "[instance]")
    {
        var read = ConfigurationReader.Read(
            new(
                "alertmanager.yml",
                $$"""
                route: {receiver: team}
                receivers: [{name: team}]
                inhibit_rules:
                - {source_matchers: [alertname="Down"], target_matchers: [alertname!="Down"], equal: {{equal}}}
                """),
            null);
        return world.Configuration.Value with { InhibitRules = read.Configuration!.InhibitRules };
    }

    /// <summary>Silences a value of a label from now on; the silence's id.</summary>
    public static async Task<string> Silence(this World world, string name, string value, TimeSpan during)
    {
        var answer = await world.Engine.Silences.Set(
            new()
            {
                Matchers = [new(name, MatchOperator.Equal, value)],
                StartsAt = world.Clock.GetUtcNow(),
                EndsAt = world.Clock.GetUtcNow() + during,
                CreatedBy = "somebody",
                Comment = "",
            },
            TestContext.Current.CancellationToken);
        return answer.Id!;
    }

    /// <summary>Each message as its alerts: <c>alertname/instance</c>, then <c>!</c> firing or <c>.</c> resolved.</summary>
    public static List<string> Told(this RecordingChannel channel) => [.. channel.Attempts.Select(it => string.Join(' ', it.Alerts
        .Select(alert => $"{alert.Labels["alertname"]}/{alert.Labels["instance"]}{(alert.Status == AlertStatus.Firing ? "!" : ".")}")
        .Order(StringComparer.Ordinal)))];
}
