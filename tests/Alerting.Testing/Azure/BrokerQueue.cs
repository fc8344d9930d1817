namespace Alerting.Testing.Azure;

/// <summary>One queue of the broker. Safe for any number of threads.</summary>
internal sealed class BrokerQueue : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly TimeProvider time;
    private readonly QueueRules rules;
    private readonly Lock gate = new();
    private readonly PriorityQueue<Entry, (DateTimeOffset, long)> ready = new();
    private readonly PriorityQueue<(Entry Entry, Guid Token), DateTimeOffset> later = new();
    private readonly Dictionary<Guid, Entry> locked = [];
    private readonly List<BrokeredMessage> accepted = [];
    private readonly List<BrokeredMessage> dead = [];
    private readonly DuplicateHistory history;
    private readonly ITimer timer;
    private TaskCompletionSource changed = NewSignal();

    public BrokerQueue(TimeProvider time, QueueRules rules)
    {
        (this.time, this.rules, history) = (time, rules, new(rules.DuplicateWindow));
        timer = time.CreateTimer(_ => OnTime(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public IReadOnlyList<BrokeredMessage> Accepted
    {
        get
        {
            lock (gate)
            {
                return [.. accepted];
            }
        }
    }

    public IReadOnlyList<BrokeredMessage> DeadLetters
    {
        get
        {
            lock (gate)
            {
                Release();
                return [.. dead];
            }
        }
    }

    /// <summary>
    /// Takes a message, or drops it if its id is known: the sender cannot tell. A time that is past means now.
    /// </summary>
    public void Send(BrokeredMessage sent)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!history.Add(sent.MessageId, now))
            {
                return;
            }

            var at = sent.ScheduledFor is { } wanted && wanted > now ? wanted : now;
            var message = sent with { SequenceNumber = accepted.Count + 1, EnqueuedAt = at };
            accepted.Add(message);
            later.Enqueue((new(message), Guid.Empty), at);
            Release();
        }
    }

    public async Task<LockedMessage> Receive(CancellationToken stop)
    {
        while (true)
        {
            Task more;
            lock (gate)
            {
                Release();
                if (ready.TryDequeue(out var entry, out _))
                {
                    return HandOut(entry);
                }

                more = changed.Task;
            }

            await more.WaitAsync(stop);
        }
    }

    public bool Complete(Guid token)
    {
        lock (gate)
        {
            Release();
            return locked.Remove(token);
        }
    }

    public bool Abandon(Guid token)
    {
        lock (gate)
        {
            Release();
            if (!locked.Remove(token, out var entry))
            {
                return false;
            }

            GiveBack(entry);
            Signal();
            return true;
        }
    }

    public bool Renew(Guid token)
    {
        lock (gate)
        {
            Release();
            if (!locked.TryGetValue(token, out var entry))
            {
                return false;
            }

            entry.LockedUntil = time.GetUtcNow() + rules.LockDuration;
            return true;
        }
    }

    public void Dispose() => timer.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LockedMessage HandOut(Entry entry)
    {
        var token = Guid.NewGuid();
        entry.Deliveries++;
        entry.LockedUntil = time.GetUtcNow() + rules.LockDuration;
        locked.Add(token, entry);
        later.Enqueue((entry, token), entry.LockedUntil);
        Arm();
        return new(rules.Name, token, entry.Deliveries, entry.LockedUntil, entry.Message);
    }

    private void OnTime()
    {
        lock (gate)
        {
            Release();
        }
    }

    // Every call goes through here first, so that a timer that fires late changes nothing.
    private void Release()
    {
        var now = time.GetUtcNow();
        var any = false;
        while (later.TryPeek(out var next, out var at) && at <= now)
        {
            later.Dequeue();
            any |= Release(next.Entry, next.Token, now);
        }

        Arm();
        if (any)
        {
            Signal();
        }
    }

    private bool Release(Entry entry, Guid token, DateTimeOffset now)
    {
        if (token == Guid.Empty)
        {
            ready.Enqueue(entry, entry.Place);
            return true;
        }

        if (!locked.ContainsKey(token))
        {
            return false;
        }

        if (entry.LockedUntil > now)
        {
            later.Enqueue((entry, token), entry.LockedUntil);
            return false;
        }

        locked.Remove(token);
        GiveBack(entry);
        return true;
    }

    private void GiveBack(Entry entry)
    {
        if (entry.Deliveries >= rules.MaxDeliveries)
        {
            dead.Add(entry.Message);
            return;
        }

        ready.Enqueue(entry, entry.Place);
    }

    private void Arm()
    {
        if (!later.TryPeek(out _, out var at))
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Whole milliseconds, rounded up: a timer must not fire before its time.
        var wait = Math.Clamp((at - time.GetUtcNow()).TotalMilliseconds, 1, LongestWait.TotalMilliseconds);
        timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait)), Timeout.InfiniteTimeSpan);
    }

    private void Signal()
    {
        changed.TrySetResult();
        changed = NewSignal();
    }

    private sealed class Entry(BrokeredMessage message)
    {
        public BrokeredMessage Message => message;

        public int Deliveries { get; set; }

        public DateTimeOffset LockedUntil { get; set; }

        /// <summary>A message that comes back takes its old place.</summary>
        public (DateTimeOffset, long) Place => (message.EnqueuedAt, message.SequenceNumber);
    }
}
