namespace Alerting.Adapters;

/// <summary>
/// A clock whose time of day never goes back: it follows the wall clock forward and the monotonic one whenever the wall
/// clock was set back, so that nothing due, leased or put back waits for the time to come round again.
/// </summary>
public sealed class ForwardClock(TimeProvider wall) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset lastTime = wall.GetUtcNow();
    private long lastStamp = wall.GetTimestamp();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => wall.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => wall.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            var stamp = wall.GetTimestamp();
            var (counted, read) = (lastTime + wall.GetElapsedTime(lastStamp, stamp), wall.GetUtcNow());
            (lastTime, lastStamp) = (read > counted ? read : counted, stamp);
            return lastTime;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => wall.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        wall.CreateTimer(callback, state, dueTime, period);
}
