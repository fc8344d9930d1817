using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Schedules;
using NodaTime;

namespace Alerting.Testing.Farms;

/// <summary>
/// Jobs of which one run at a time is meant, by senders of five kinds (<see cref="SoloSender"/>): some start only just
/// in time, some leave no time between a run and the next. What goes wrong is made good by the next run, all of whose
/// reports arrive; so every trouble is an alert of its own.
/// </summary>
public sealed class SoloPlan : IFarmPlan
{
    private static readonly TimeSpan Grace = FarmPlan.Grace;
    private static readonly TimeSpan Longest = FarmPlan.Longest;
    private static readonly TimeSpan ProgressEvery = FarmPlan.ProgressEvery;
    private static readonly TimeSpan Speaks = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan ABit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(30);
    private const int PartCount = 6;
    private const int Chained = 150;

    private readonly Random random;
    private readonly List<FarmRun> runs = [];
    private readonly List<FarmDelivery> deliveries = [];
    private readonly List<JobDefinition> jobs = [];

    /// <summary>A plan that its seed makes.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="jobCount">Jobs; each kind of sender has its turn.</param>
    /// <param name="wrong">The share of runs that go wrong.</param>
    public SoloPlan(int seed, int jobCount, double wrong)
    {
        random = new(seed);
        for (var number = 0; number < jobCount; number++)
        {
            var kind = (SoloKind)(number % Enum.GetValues<SoloKind>().Length);
            var sender = new SoloSender(random, $"{kind}-{number}", kind, deliveries);
            if (kind == SoloKind.Chain)
            {
                Chain(sender, wrong);
            }
            else
            {
                Slots(sender, wrong);
            }
        }

        deliveries.Sort((one, other) => one.At.CompareTo(other.At));
    }

    public IReadOnlyList<JobDefinition> Jobs => jobs;

    public IReadOnlyList<FarmRun> Runs => runs;

    public IReadOnlyList<FarmDelivery> Deliveries => deliveries;

    // Each run begins where the one before has ended: a start may overtake that end. Failures are so far apart that a
    // receiver hears in between that the one before is over.
    private void Chain(SoloSender sender, double wrong)
    {
        jobs.Add(new() { Name = sender.Job, MaxRuntime = Longest, Ignored = [JobTrouble.TooFast] });
        var at = FarmPlan.Begin.AddHours(1);
        var failed = FarmPlan.Begin;
        for (var run = 0; run < Chained; run++)
        {
            var isWell = at < failed + Apart || random.NextDouble() >= wrong;
            sender.Say($"{run}", JobEventType.Start, at, isSure: true);
            at += TimeSpan.FromMinutes(3) + Up(TimeSpan.FromMinutes(7));
            sender.Say($"{run}", isWell ? JobEventType.Success : JobEventType.Fail, at, isSure: true);
            Add(sender, $"{run}", isWell ? FarmFate.Good : FarmFate.Failed, isWell ? null : at);
            failed = isWell ? failed : at;
            at += Up(ABit);
        }
    }

    private void Slots(SoloSender sender, double wrong)
    {
        var schedule = CronSchedule.Parse(
            $"{random.Next(60)} */3 * * *", DateTimeZoneProviders.Tzdb["Europe/Berlin"], out _)!;
        jobs.Add(new()
        {
            Name = sender.Job,
            Schedule = schedule,
            Grace = Grace,
            MaxRuntime = Longest,
            ProgressEvery = ProgressEvery,
            Ignored = [JobTrouble.EndedWithoutStart, JobTrouble.TooFast],
        });
        var isWell = true;
        for (var slot = schedule.After(FarmPlan.Begin); slot < FarmPlan.End; slot = schedule.After(slot.Value))
        {
            var fate = isWell && random.NextDouble() < wrong ? Fate(sender) : FarmFate.Good;
            isWell = Run(sender, slot.Value, fate, isSure: !isWell);
        }
    }

    // A part takes too long in two ways at once: as a part, and as the run.
    private FarmFate Fate(SoloSender sender) => random.Next(sender.Kind == SoloKind.Parts ? 3 : 4) switch
    {
        0 => FarmFate.Missed,
        1 => FarmFate.Failed,
        2 => FarmFate.Stuck,
        _ => FarmFate.Overrun,
    };

    // True: nothing is wrong with it.
    private bool Run(SoloSender sender, DateTimeOffset slot, FarmFate fate, bool isSure)
    {
        var id = $"{slot.UtcDateTime:yyyyMMddTHHmm}";
        if (fate == FarmFate.Missed)
        {
            Add(sender, id, fate, slot + Grace);
            return false;
        }

        var isJust = random.Next(4) == 0;
        var start = slot + (isJust ? Grace - Up(ABit) : Up(TimeSpan.FromMinutes(1)));
        var (looks, wrong) = sender.Kind == SoloKind.Parts
            ? Parted(sender, id, start, fate, isSure || isJust)
            : Whole(sender, id, null, start, fate, isSure, isSure || isJust);
        Add(sender, id, looks, wrong);
        return wrong is null;
    }

    private (FarmFate Looks, DateTimeOffset? Wrong) Whole(
        SoloSender sender, string id, string? part, DateTimeOffset start, FarmFate fate, bool isSure, bool isStartSure)
    {
        var begun = sender.Say(id, JobEventType.Start, start, isStartSure, part) ? start : start + Speaks;
        var most = part is null ? Longest : TimeSpan.FromMinutes(16);
        var end = fate == FarmFate.Overrun ? begun + Longest + TimeSpan.FromMinutes(5) + Up(TimeSpan.FromMinutes(20))
            : part is null && random.Next(10) == 0 ? start + Longest - Up(ABit)
            : start + TimeSpan.FromMinutes(5) + Up(most - TimeSpan.FromMinutes(5));
        var silentAt = fate == FarmFate.Stuck ? start + TimeSpan.FromMinutes(5) + Up(TimeSpan.FromMinutes(9)) : end;
        var last = begun;
        for (var at = start + Speaks; at < end && at < silentAt; at += Speaks)
        {
            last = sender.Say(id, JobEventType.Progress, at, isSure || at == begun, part) ? at : last;
        }

        if (fate is FarmFate.Failed or FarmFate.Overrun)
        {
            sender.Say(id, fate == FarmFate.Failed ? JobEventType.Fail : JobEventType.Success, end, true, part);
            return (fate, fate == FarmFate.Failed ? end : begun + Longest);
        }

        var isHeard = fate == FarmFate.Good && sender.Say(id, JobEventType.Success, end, isSure, part);
        var isSilentFirst = last + ProgressEvery < begun + Longest;
        return isHeard ? (FarmFate.Good, null)
            : isSilentFirst ? (FarmFate.Stuck, last + ProgressEvery)
            : (FarmFate.Overrun, begun + Longest);
    }

    // One part goes wrong, or none; of several that look so, the first is told.
    private (FarmFate Looks, DateTimeOffset? Wrong) Parted(
        SoloSender sender, string id, DateTimeOffset start, FarmFate fate, bool isSure)
    {
        var bad = random.Next(PartCount);
        var first = (Looks: FarmFate.Good, Wrong: (DateTimeOffset?)null);
        for (var part = 0; part < PartCount; part++)
        {
            var begins = part == 0 ? start : start + Up(TimeSpan.FromSeconds(30));
            var isBad = part == bad && fate != FarmFate.Good;
            var isOther = fate != FarmFate.Good && !isBad;
            var one = Whole(
                sender, id, $"{part}", begins, isBad ? fate : FarmFate.Good, isSure || isOther,
                isStartSure: isSure || part == 0);
            first = one.Wrong is not null && !(first.Wrong <= one.Wrong) ? one : first;
        }

        return first;
    }

    private void Add(SoloSender sender, string id, FarmFate fate, DateTimeOffset? wrong) =>
        runs.Add(new(sender.Job, id, RunKind.Unsaid, fate, wrong, IsAlone: true));

    private TimeSpan Up(TimeSpan to) => to * random.NextDouble();
}
