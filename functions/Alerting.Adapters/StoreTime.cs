using Alerting.Core.Ports;

namespace Alerting.Adapters;

/// <summary>
/// A clock whose time of day is a store's: what is due by the rows is then due by it, too, whatever this machine's
/// clock says. Pauses and time-outs run on the clock below.
/// </summary>
public sealed class StoreTime(ITableStore store, TimeProvider time) : TimeProvider
{
    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => time.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => store.UtcNow;

    /// <inheritdoc/>
    public override long GetTimestamp() => time.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
