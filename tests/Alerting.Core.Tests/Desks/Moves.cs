using Alerting.Core.Configuration;
using Alerting.Core.Matching;
using Alerting.Testing.Worlds;

namespace Alerting.Core.Tests.Desks;

/// <summary>Configurations between which alerts move, and who was told meanwhile.</summary>
internal static class Moves
{
    /// <summary>Who alert A is for; the rest is for the team.</summary>
    public static AlertingConfiguration Told(string receiver, params string[] others)
    {
        var one = World.OneReceiver("webhook");
        return one with
        {
            Receivers = [one.Receivers[0], .. others.Select(World.WithOwnWebhook)],
            Route = receiver == "team" ? one.Route : one.Route with { Routes = [Child(receiver, "alertname", "A")] },
        };
    }

    /// <summary>A route below the root for one value of a label.</summary>
    public static Route Child(string receiver, string label, string value)
    {
        var matchers = MatcherList.Of([Matcher.Create(label, MatchOperator.Equal, value, out _)!]);
        return World.OneReceiver().Route with { Receiver = receiver, Matchers = matchers, Key = "{}/" + matchers };
    }

    /// <summary>Each message: its receiver, and <c>firing</c> or <c>resolved</c>.</summary>
    public static IEnumerable<string> Said(this RecordingChannel channel) =>
        channel.Attempts.Select(it => $"{it.Receiver} {(it.IsFiring ? "firing" : "resolved")}");
}
