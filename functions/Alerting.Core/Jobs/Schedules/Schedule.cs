namespace Alerting.Core.Jobs.Schedules;

/// <summary>When a job runs: its slots.</summary>
public abstract record Schedule
{
    /// <summary>How far slots are looked for.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(400);

    private protected Schedule() { }

    /// <summary>As it was written, for people.</summary>
    public abstract string Text { get; }

    /// <summary>The first slot after an instant; null: there is none in the next 400 days.</summary>
    /// <param name="instant">Any instant.</param>
    public abstract DateTimeOffset? After(DateTimeOffset instant);

    /// <summary>The last slot at or before an instant; null: there is none in the 400 days before.</summary>
    /// <param name="instant">Any instant.</param>
    public abstract DateTimeOffset? Latest(DateTimeOffset instant);

    /// <summary>
    /// The shortest time between two slots that follow each other, of the first 64 after an instant; null where there
    /// are fewer than two.
    /// </summary>
    /// <param name="instant">Any instant.</param>
    public TimeSpan? ShortestFrom(DateTimeOffset instant)
    {
        const int looked = 64;
        var (shortest, last) = ((TimeSpan?)null, After(instant));
        for (var seen = 1; seen < looked && last is { } slot && After(slot) is { } next; seen++)
        {
            shortest = shortest < next - slot ? shortest : next - slot;
            last = next;
        }

        return shortest;
    }
}
