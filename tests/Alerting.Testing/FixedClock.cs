namespace Alerting.Testing;

/// <summary>
/// A clock that stands until it is moved. Timers (Task.Delay, CancellationTokenSource, PeriodicTimer, CreateTimer) fire
/// on the thread that moves it, in due order, each at its own due time. Safe for any number of threads.
/// </summary>
public sealed class FixedClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FixedTimer> timers = [];
    private DateTimeOffset now;
    private DateTimeOffset target;
    private long created;

    public FixedClock(DateTimeOffset start) => now = target = start.ToUniversalTime();

    public FixedClock() : this(new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero)) { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that are set to fire.</summary>
    public int Timers
    {
        get
        {
            lock (gate)
            {
                return timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves on by a span of zero or more.</summary>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        DateTimeOffset to;
        lock (gate)
        {
            to = target += span;
        }

        MoveOn(to);
    }

    /// <summary>
    /// Moves on, a hundredth of a second at a time, whenever a timer is set, until the work has ended; an hour at most.
    /// </summary>
    public async Task MoveWhileWaitedFor(Task work)
    {
        var late = GetUtcNow() + TimeSpan.FromHours(1);
        while (!work.IsCompleted)
        {
            if (Timers > 0)
            {
                Advance(TimeSpan.FromMilliseconds(10));
            }

            if (GetUtcNow() > late)
            {
                throw new TimeoutException("it waits on after an hour");
            }

            await Task.Yield();
        }

        await work;
    }

    /// <summary>Moves to an instant; timers due by then fire. A clock may also be set back: nothing fires.</summary>
    public void Set(DateTimeOffset instant)
    {
        lock (gate)
        {
            target = instant.ToUniversalTime();
            now = target < now ? target : now;
        }

        MoveOn(instant.ToUniversalTime());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FixedTimer(this, callback, state, Interlocked.Increment(ref created));
        timer.Change(dueTime, period);
        return timer;
    }

    private void MoveOn(DateTimeOffset to)
    {
        while (TakeDue(to) is { } timer)
        {
            timer.Fire();
        }

        lock (gate)
        {
            now = to > now && to <= target ? to : now;
        }
    }

    private FixedTimer? TakeDue(DateTimeOffset instant)
    {
        lock (gate)
        {
            var first = timers.MinBy(timer => (timer.Due, timer.Order));
            if (first is null || first.Due > instant)
            {
                return null;
            }

            now = first.Due > now ? first.Due : now;
            timers.Remove(first);
            if (first.Period > TimeSpan.Zero)
            {
                first.Due += first.Period;
                timers.Add(first);
            }

            return first;
        }
    }

    private void Schedule(FixedTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                (timer.Due, timer.Period) = (now + dueTime, period);
                timers.Add(timer);
            }
        }

        // As a real one does, a timer of no delay fires without being waited for.
        if (dueTime == TimeSpan.Zero)
        {
            MoveOn(GetUtcNow());
        }
    }

    private bool Remove(FixedTimer timer)
    {
        lock (gate)
        {
            return timers.Remove(timer);
        }
    }

    private sealed class FixedTimer(FixedClock clock, TimerCallback callback, object? state, long order) : ITimer
    {
        private volatile bool disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public long Order => order;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (disposed)
            {
                return false;
            }

            clock.Schedule(this, dueTime, period);
            return true;
        }

        public void Dispose()
        {
            disposed = true;
            clock.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
