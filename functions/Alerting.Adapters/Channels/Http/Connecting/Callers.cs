using Alerting.Adapters.Channels.Http.Guarding;

namespace Alerting.Adapters.Channels.Http.Connecting;

/// <summary>
/// The callers that there are, one for each kind of connection: shared by all integrations that connect alike, ended
/// when nobody has called for a while. Safe for any number of callers.
/// </summary>
internal sealed class Callers(HostGuard guard, OutboundOptions options, TimeProvider time) : IDisposable
{
    private const int MostKept = 64;

    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Caller> callers = new(StringComparer.Ordinal);

    /// <summary>How many are kept.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return callers.Count;
            }
        }
    }

    /// <summary>A caller by these settings, until the lease is disposed of. Throws
    /// <see cref="NotSentException"/>.</summary>
    public Lease Rent(CallSettings settings)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            End(one => now - one.IdleSince >= LongestIdle);
            if (!callers.TryGetValue(settings.Key, out var caller))
            {
                MakeRoom();
                caller = new(settings, guard, options);
                callers.Add(settings.Key, caller);
            }

            caller.Calls++;
            return new(this, caller);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var caller in callers.Values)
            {
                caller.Dispose();
            }

            callers.Clear();
        }
    }

    private void Return(Caller caller)
    {
        lock (gate)
        {
            caller.Calls--;
            caller.IdleSince = time.GetUtcNow();
        }
    }

    // Where files changed, or a configuration is gone, nobody calls by the old settings any more.
    private void End(Func<Caller, bool> isOver)
    {
        foreach (var (key, caller) in callers.Where(one => one.Value.Calls == 0 && isOver(one.Value)).ToArray())
        {
            callers.Remove(key);
            caller.Dispose();
        }
    }

    private void MakeRoom()
    {
        if (callers.Count >= MostKept)
        {
            var longest = callers.Values.Where(one => one.Calls == 0).MinBy(one => one.IdleSince);
            End(one => one == longest);
        }
    }

    /// <summary>A caller in use.</summary>
    public readonly struct Lease(Callers callers, Caller caller) : IDisposable
    {
        /// <summary>The caller.</summary>
        public Caller Caller => caller;

        /// <summary>Gives it back; once.</summary>
        public void Dispose() => callers.Return(caller);
    }
}
