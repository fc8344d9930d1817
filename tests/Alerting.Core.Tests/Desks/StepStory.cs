using Alerting.Core.Alerts;
using Alerting.Core.Logs;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>
/// Door, desk, sweep and channel are cut off at every single await in turn, before and after its effect, with and without
/// hints; a client posts again what was not acknowledged. Tried: process death between any two awaits. Not tried here:
/// a real SIGKILL (the crash story does that).
/// </summary>
public sealed class StepStory
{
    [Theory]
    [InlineData("webhook", false, false)]
    [InlineData("webhook", true, false)]
    [InlineData("slack", false, false)]
    [InlineData("slack", true, false)]
    [InlineData("webhook", false, true)]
    [InlineData("slack", true, true)]
    public async Task Whatever_await_is_cut_off_everybody_hears_the_same_in_the_end(string kind, bool after, bool withLogs)
    {
        var cuts = 0;
        for (var at = 1; await Play(kind, at, after, withLogs); at++)
        {
            cuts++;
        }

        Assert.True(cuts > 100, $"only {cuts} awaits were cut off");
    }

    private static async Task<bool> Play(string kind, int at, bool after, bool withLogs)
    {
        var sink = new RecordingChannel(kind, deduplicates: kind == "webhook");
        var faults = new Faults { At = at, After = after };
        var plain = World.Of(sink);
        var world = plain.Beside(
            new FaultyStore(plain.Store, faults), new FaultyQueue(plain.Queue, faults), new FaultyChannel(sink, faults));
        var configuration = withLogs ? World.WithLogs(World.OneReceiver(kind)) : World.OneReceiver(kind);
        plain.Configuration.Replace(configuration, 1);
        world.Configuration.Replace(configuration, 1);
        world.Finds = (_, _) => Task.FromResult<LogAnswer>(new LogAnswer.Found([new(null, "ERROR disk full")]));

        await Story(world);

        var why = $"{kind}, cut {(after ? "after" : "before")} await {at}";
        AssertTold(sink, why);
        Assert.True((await plain.Unsound()).Count == 0, why + ": " + string.Join("; ", await plain.Unsound()));
        return faults.Struck;
    }

    private static async Task Story(World world)
    {
        await CutOff.Insist(() => world.Post(World.Firing("A")));
        await CutOff.Survive(world, World.Interval);
        await CutOff.Insist(() => world.Post(World.Firing("A", "b"), World.Firing("A", "c")));
        await CutOff.Survive(world, World.Interval);
        await CutOff.Insist(() => world.Post(world.Resolved("A")));
        await CutOff.Survive(world, World.Interval);
        await CutOff.Insist(() => world.Post(world.Resolved("A", "b"), world.Resolved("A", "c")));
        await CutOff.Survive(world, 3 * World.Interval);
    }

    private static void AssertTold(RecordingChannel sink, string why)
    {
        var last = sink.Attempts[^1];
        Assert.True(last.Reason == Core.Groups.Reason.AllAlertsResolved, why + ": the last word is " + last.Reason);
        foreach (var instance in (string[])["a", "b", "c"])
        {
            var told = sink.Attempts.SelectMany(attempt => attempt.Alerts)
                .Where(alert => alert.Labels["instance"] == instance).Select(alert => alert.Status).ToArray();
            Assert.True(told.Contains(AlertStatus.Firing), $"{why}: {instance} was never told to fire");
            Assert.True(told.Contains(AlertStatus.Resolved), $"{why}: {instance} was never told to be over");
            Assert.True(
                Array.IndexOf(told, AlertStatus.Firing) < Array.IndexOf(told, AlertStatus.Resolved),
                $"{why}: {instance} was over before it fired");
        }

        Assert.All(
            sink.Attempts.GroupBy(attempt => attempt.NoticeId),
            notice => Assert.True(notice.Count() == 1 || sink.Deduplicates, $"{why}: {notice.Key} was sent twice"));
    }
}
