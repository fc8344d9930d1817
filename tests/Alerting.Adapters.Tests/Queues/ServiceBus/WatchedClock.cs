using System.Threading.Channels;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Queues.ServiceBus;

/// <summary>A clock that stands and tells of each wait that begins.</summary>
internal sealed class WatchedClock(FixedClock clock) : TimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The next wait that is not the deadline of a try (10 s).</summary>
    public async Task<TimeSpan> Pause()
    {
        TimeSpan wait;
        do
        {
            wait = await waits.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
        }
        while (wait == TimeSpan.FromSeconds(10));

        return wait;
    }
}
