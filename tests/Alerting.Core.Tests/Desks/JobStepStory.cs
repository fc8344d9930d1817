using Alerting.Core.Alerts;
using Alerting.Core.Jobs.Events;
using Alerting.Testing.Worlds;
using Xunit;

namespace Alerting.Core.Tests.Desks;

/// <summary>
/// Reports, looks at jobs, their announcement, looks at groups, sweep and channel are cut off at every single await in
/// turn, before and after its effect; a sender posts again what was not acknowledged. Tried: process death between any
/// two awaits, the one between the commit of a job and that of its alert included.
/// </summary>
public sealed class JobStepStory
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_await_is_cut_off_a_failure_is_told_once_and_ends_once(bool after)
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
        var sink = new RecordingChannel("webhook", deduplicates: true);
        var faults = new Faults { At = at, After = after };
        var plain = World.Of(sink);
        var world = plain.Beside(
            new FaultyStore(plain.Store, faults), new FaultyQueue(plain.Queue, faults), new FaultyChannel(sink, faults));
        foreach (var type in (JobEventType[])[JobEventType.Start, JobEventType.Fail])
        {
            await Report(world, "1", type);
        }

        await CutOff.Survive(world, 5 * Minute);
        await Report(world, "2", JobEventType.Start);
        await CutOff.Survive(world, Minute);
        await Report(world, "2", JobEventType.Success);
        await CutOff.Survive(world, 20 * Minute);

        var why = $"cut {(after ? "after" : "before")} await {at}";
        var told = sink.Attempts.DistinctBy(notice => notice.NoticeId).Select(notice => notice.Alerts[0].Status);
        Assert.True(told.SequenceEqual([AlertStatus.Firing, AlertStatus.Resolved]), $"{why}: {string.Join(", ", told)}");
        Assert.True((await plain.Rows("n~")).Count == 0, why + ": reports wait");
        Assert.True((await plain.Rows("o~")).Count == 0, why + ": something is not announced");
        return faults.Struck;
    }

    private static Task Report(World world, string run, JobEventType type) => CutOff.Insist(() =>
        world.Engine.Reports.Accept([new() { Type = type, Job = "train", Run = run }], null, CancellationToken.None));
}
