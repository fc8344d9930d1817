using Alerting.Core.Jobs.Events;

namespace Alerting.Testing.Farms;

/// <summary>How a job reports.</summary>
public enum SoloKind
{
    /// <summary>Each report is stamped, by a clock that is minutes wrong.</summary>
    Stamped,

    /// <summary>No report is stamped, and only some have an id.</summary>
    Bare,

    /// <summary>Pings that name no run.</summary>
    Ping,

    /// <summary>Many workers share a run.</summary>
    Parts,

    /// <summary>A run begins where the one before has ended.</summary>
    Chain,
}

/// <summary>
/// Who reports for a job, over a network that loses one in a hundred for good, repeats five, and lets later ones
/// overtake by up to 20 s.
/// </summary>
/// <param name="random">The plan's.</param>
/// <param name="job">The job.</param>
/// <param name="kind">How it reports.</param>
/// <param name="deliveries">What arrives.</param>
internal sealed class SoloSender(Random random, string job, SoloKind kind, ICollection<FarmDelivery> deliveries)
{
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(20);

    private readonly TimeSpan skew = TimeSpan.FromSeconds(random.Next(-300, 301));
    private readonly bool isStamped = kind is SoloKind.Stamped or SoloKind.Parts
        || (kind == SoloKind.Chain && random.Next(2) == 0);

    public string Job => job;

    public SoloKind Kind => kind;

    /// <summary>False: it is lost.</summary>
    public bool Say(string run, JobEventType type, DateTimeOffset at, bool isSure, string? part = null)
    {
        if (!isSure && random.NextDouble() < 0.01)
        {
            return false;
        }

        var said = new JobEvent
        {
            Type = type,
            Job = job,
            Run = kind == SoloKind.Ping ? null : run,
            IsPing = kind == SoloKind.Ping,
            Partition = part,
            Partitions = part is null ? null : 6,
            At = isStamped ? at + skew : null,
            EventId = kind != SoloKind.Ping && random.Next(2) == 0 ? $"{job}/{run}/{part}/{type}/{at.UtcTicks}" : null,
        };
        var arrives = at + Delay();
        deliveries.Add(new(arrives, said));
        if (random.NextDouble() < 0.05 && Repeat(said) is { } within)
        {
            deliveries.Add(new(arrives + (within * random.NextDouble()), said));
        }

        return true;
    }

    // What nobody can tell from new is not repeated but by who pings, at once.
    private static TimeSpan? Repeat(JobEvent said) => said switch
    {
        { IsPing: true, Type: not JobEventType.Progress } => TimeSpan.FromSeconds(5),
        { EventId: null, At: null } => null,
        _ => TimeSpan.FromMinutes(1),
    };

    private TimeSpan Delay() => (random.Next(20) == 0 ? MostDelay : TimeSpan.FromSeconds(1)) * random.NextDouble();
}
