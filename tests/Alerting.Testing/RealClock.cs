namespace Alerting.Testing;

/// <summary>The machine's clock, for stories about real processes alone; all else has a clock that stands.</summary>
public sealed class RealClock : TimeProvider
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private RealClock() { }

    public static RealClock Instance { get; } = new();

    public Task Pause(TimeSpan span, CancellationToken stop) => Task.Delay(span, this, stop);

    /// <summary>Whether it came to hold before patience ran out; between two looks something may be done.</summary>
    public async Task<bool> Until(
        Func<bool> holds, TimeSpan patience, CancellationToken stop, Func<Task>? meanwhile = null)
    {
        var since = GetTimestamp();
        while (!holds())
        {
            if (GetElapsedTime(since) > patience)
            {
                return false;
            }

            await Pause(Step, stop);
            await (meanwhile?.Invoke() ?? Task.CompletedTask);
        }

        return true;
    }
}
