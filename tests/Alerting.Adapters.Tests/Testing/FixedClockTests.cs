using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Testing;

public sealed class FixedClockTests
{
    private readonly FixedClock clock = new();

    [Fact]
    public void It_stands_until_it_is_moved()
    {
        var (start, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());

        clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(start.AddMinutes(3), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(3), clock.GetElapsedTime(stamp));
    }

    [Fact]
    public void Timers_fire_in_due_order_each_at_its_own_time()
    {
        var start = clock.GetUtcNow();
        var fired = new List<(string Name, double Seconds)>();
        void Fire(object? name) => fired.Add(((string)name!, (clock.GetUtcNow() - start).TotalSeconds));

        using var late = clock.CreateTimer(Fire, "late", TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var tick = clock.CreateTimer(Fire, "tick", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        using var never = clock.CreateTimer(Fire, "never", TimeSpan.FromSeconds(7), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([("tick", 2.0), ("tick", 4.0), ("late", 5.0), ("tick", 6.0)], fired);
    }

    [Fact]
    public async Task A_delay_ends_at_its_instant_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), clock, TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromTicks(TimeSpan.FromSeconds(10).Ticks - 1));
        Assert.False(delay.IsCompleted);

        clock.Advance(TimeSpan.FromTicks(1));
        await delay;
        Assert.Equal(0, clock.Timers);
    }

    [Fact]
    public void A_cancellation_source_cancels_at_its_time()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(10), clock);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task A_periodic_timer_ticks_once_for_each_advance_over_its_period()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10), clock);
        for (var i = 0; i < 3; i++)
        {
            var tick = timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            Assert.False(tick.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(10));
            Assert.True(await tick);
        }
    }

    [Fact]
    public void A_disposed_timer_does_not_fire()
    {
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        timer.Dispose();
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((0, 0), (fired, clock.Timers));
    }

    [Fact]
    public void Moves_of_many_threads_add_up()
    {
        var start = clock.GetUtcNow();

        Parallel.For(0, 100, _ => clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(start.AddSeconds(100), clock.GetUtcNow());
    }
}
