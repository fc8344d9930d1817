using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Jobs.Events;
using Alerting.Testing.Worlds;
using Xunit;
using static Alerting.Core.Tests.Desks.Working.StatusWorld;

namespace Alerting.Core.Tests.Desks.Working;

/// <summary>
/// Reports, looks, the intent of statuses, its groups, sweep and channels are cut off at every single await in turn,
/// before and after its effect. Tried: process death between any two awaits, those between the groups of one intent
/// included.
/// </summary>
public sealed class StatusStepStory
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_await_is_cut_off_each_receiver_is_told_of_each_report_once(bool after)
    {
        var cuts = 0;
        for (var at = 1; await Play(at, after); at++)
        {
            cuts++;
        }

        Assert.True(cuts > 60, $"only {cuts} awaits were cut off");
    }

    private static async Task<bool> Play(int at, bool after)
    {
        var prefect = new RecordingChannel("prefect", deduplicates: true);
        var inbox = new RecordingChannel("inbox", deduplicates: true);
        var sink = new RecordingChannel("webhook", deduplicates: true);
        var faults = new Faults { At = at, After = after };
        var plain = World.Of(sink);
        var world = plain.Beside(
            new FaultyStore(plain.Store, faults), new FaultyQueue(plain.Queue, faults),
            new FaultyChannel(prefect, faults), new FaultyChannel(inbox, faults), new FaultyChannel(sink, faults));
        var second = new Integration.Inbox { Index = 0, SendResolved = false };
        world.Configuration.Replace(
            Asked([new("ml", [Slack, Prefect]), new("log", [second])], Rule("ml"), Rule("log")), 1);
        await Say(world, Report(JobEventType.Start, "a"));
        await CutOff.Survive(world, 2 * Minute);
        await Say(world, Report(JobEventType.Status, "b"));
        await Say(world, Report(JobEventType.Success, "c"));
        await CutOff.Survive(world, 15 * Minute);

        var why = $"cut {(after ? "after" : "before")} await {at}";
        string[] all = ["INFO start a", "INFO status b", "INFO success c"];
        foreach (var channel in (RecordingChannel[])[prefect, inbox])
        {
            var told = channel.Attempts.Told().Order(StringComparer.Ordinal).ToArray();
            Assert.True(told.SequenceEqual(all), $"{why}, {channel.Kind}: {string.Join(", ", told)}");
        }

        Assert.Empty(sink.Attempts);
        var left = await plain.Left();
        Assert.True(left.IsEmpty, $"{why}: {string.Join(", ", left)}");
        return faults.Struck;
    }

    private static Task Say(World world, JobEvent said) => CutOff.Insist(() => world.Report(said with { EventId = said.Message }));
}
