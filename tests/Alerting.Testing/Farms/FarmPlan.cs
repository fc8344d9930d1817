using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Jobs.Schedules;
using NodaTime;

namespace Alerting.Testing.Farms;

/// <summary>
/// Jobs in five zones over their days of changing clocks, many runs of each at once, and a network that loses one
/// report in a hundred for good, repeats five in a hundred, and lets later ones overtake by up to 20 s. Every job's
/// clock is wrong by up to 5 min either way. What is lost of a run's end makes it look stuck: then it counts as that.
/// </summary>
public sealed class FarmPlan : IFarmPlan
{
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan ProgressEvery = TimeSpan.FromMinutes(12);

    private static readonly TimeSpan Speaks = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(20);

    // Each changes its clocks within the plan.
    private static readonly string[] Zones =
        ["Africa/Casablanca", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Pacific/Auckland"];

    private readonly Random random;
    private readonly List<FarmRun> runs = [];
    private readonly List<FarmDelivery> deliveries = [];
    private readonly List<JobDefinition> jobs = [];

    /// <summary>A plan that its seed makes.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="jobCount">Jobs.</param>
    /// <param name="atOnce">Runs of each at once.</param>
    /// <param name="wrong">The share of runs that go wrong.</param>
    public FarmPlan(int seed, int jobCount, int atOnce, double wrong = 0.02)
    {
        random = new(seed);
        for (var job = 0; job < jobCount; job++)
        {
            Add(job, atOnce, wrong);
        }

        deliveries.Sort((one, other) => one.At.CompareTo(other.At));
    }

    public static DateTimeOffset Begin { get; } = new(2026, 3, 21, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset End { get; } = new(2026, 4, 7, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<JobDefinition> Jobs => jobs;

    public IReadOnlyList<FarmRun> Runs => runs;

    /// <summary>In the order in which they arrive.</summary>
    public IReadOnlyList<FarmDelivery> Deliveries => deliveries;

    private void Add(int number, int atOnce, double wrong)
    {
        var zone = DateTimeZoneProviders.Tzdb[Zones[number % Zones.Length]];
        var schedule = CronSchedule.Parse($"{random.Next(60)} {random.Next(4)} * * *", zone, out _)!;
        var job = new JobDefinition
        {
            Name = $"job-{number}",
            Schedule = schedule,
            Grace = Grace,
            MaxRuntime = Longest,
            ProgressEvery = ProgressEvery,
            IsConcurrent = true,
            Ignored = [JobTrouble.EndedWithoutStart, JobTrouble.TooFast],
        };
        jobs.Add(job);
        var skew = TimeSpan.FromSeconds(random.Next(-300, 301));
        var isWell = true;
        for (var slot = schedule.After(Begin); slot < End; slot = schedule.After(slot.Value))
        {
            // An alert ends with the next success: missed before that, a run is the same alert.
            if (isWell && random.NextDouble() < wrong)
            {
                isWell = false;
                runs.Add(new(job.Name, $"missed {slot:O}", RunKind.Scheduled, FarmFate.Missed, slot + Grace));
                continue;
            }

            isWell |= Run(
                job, $"{slot:yyyyMMddTHHmm}", RunKind.Scheduled, slot.Value + Up(TimeSpan.FromMinutes(1)), skew,
                Fate(wrong));
        }

        // All at once, in the middle of it all.
        var crowd = Begin.AddDays(9).AddHours(12);
        for (var run = 0; run < atOnce; run++)
        {
            Run(job, $"crowd-{run}", RunKind.Manual, crowd + Up(TimeSpan.FromMinutes(10)), skew, Fate(wrong));
        }
    }

    private FarmFate Fate(double wrong) => random.NextDouble() >= wrong ? FarmFate.Good
        : random.Next(2) == 0 ? FarmFate.Overrun : FarmFate.Stuck;

    // True: its success is heard.
    private bool Run(
        JobDefinition job, string id, RunKind kind, DateTimeOffset start, TimeSpan skew, FarmFate fate)
    {
        // Of a run whose start is lost the first progress is the first word.
        var begun = Say(job, id, kind, JobEventType.Start, start, skew) ? start : start + Speaks;

        // Good ones use their time up to the last second now and then.
        var end = fate == FarmFate.Overrun ? begun + Longest + TimeSpan.FromMinutes(5) + Up(TimeSpan.FromMinutes(20))
            : random.Next(10) == 0 ? start + Longest - Up(TimeSpan.FromSeconds(2))
            : start + TimeSpan.FromMinutes(5) + Up(Longest - TimeSpan.FromMinutes(5));
        var silentAt = fate == FarmFate.Stuck
            ? start + TimeSpan.FromMinutes(5) + Up(TimeSpan.FromMinutes(10))
            : DateTimeOffset.MaxValue;
        var last = begun;
        for (var at = start + Speaks; at < end && at < silentAt; at += Speaks)
        {
            last = Say(job, id, kind, JobEventType.Progress, at, skew, isSure: at == begun) ? at : last;
        }

        var isHeard = fate != FarmFate.Stuck && Say(job, id, kind, JobEventType.Success, end, skew);
        var isSilentFirst = last + ProgressEvery < begun + Longest;
        DateTimeOffset? wrong = fate == FarmFate.Overrun ? begun + Longest
            : isHeard ? null
            : isSilentFirst ? last + ProgressEvery : begun + Longest;
        var looks = fate == FarmFate.Overrun || isHeard ? fate : isSilentFirst ? FarmFate.Stuck : FarmFate.Overrun;
        runs.Add(new(job.Name, id, kind, looks, wrong));
        return isHeard;
    }

    // False: it is lost.
    private bool Say(
        JobDefinition job, string id, RunKind kind, JobEventType type, DateTimeOffset at, TimeSpan skew,
        bool isSure = false)
    {
        if (!isSure && random.NextDouble() < 0.01)
        {
            return false;
        }

        var said = new JobEvent
        {
            Type = type,
            Job = job.Name,
            Run = id,
            Kind = kind,
            At = at + skew,
            EventId = random.Next(2) == 0 ? $"{job.Name}/{id}/{type}/{at.UtcTicks}" : null,
        };
        deliveries.Add(new(at + Delay(), said));
        if (random.NextDouble() < 0.05)
        {
            deliveries.Add(new(at + Delay() + Up(TimeSpan.FromMinutes(1)), said));
        }

        return true;
    }

    private TimeSpan Delay() => random.Next(20) == 0 ? Up(MostDelay) : Up(TimeSpan.FromSeconds(1));

    private TimeSpan Up(TimeSpan to) => to * random.NextDouble();
}
