using System.Collections.Concurrent;
using Alerting.Testing;

namespace Alerting.Adapters.Tests.Tables.Azure;

/// <summary>
/// Does not wait: whenever somebody waits between two tries, it moves the clock on by that. The time-outs are
/// left alone.
/// </summary>
internal sealed class SkippingClock(FixedClock clock, params TimeSpan[] timeouts) : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> waits = new();

    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>What was waited for, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. waits];

    /// <summary>Done during the first wait.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        if (!timeouts.Contains(dueTime) && dueTime > TimeSpan.Zero)
        {
            waits.Enqueue(dueTime);
            _ = Task.Run(() => Skip(dueTime));
        }

        return timer;
    }

    private async Task Skip(TimeSpan span)
    {
        var meanwhile = Meanwhile;
        Meanwhile = () => Task.CompletedTask;
        await meanwhile();
        clock.Advance(span);
    }
}
