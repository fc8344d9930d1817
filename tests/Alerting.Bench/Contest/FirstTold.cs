using System.Collections.Concurrent;
using System.Diagnostics;
using Alerting.Testing;

namespace Alerting.Bench.Contest;

/// <summary>When each alert was first notified.</summary>
internal sealed class FirstTold
{
    private readonly ConcurrentDictionary<string, long> first = new(StringComparer.Ordinal);
    private int count;
    private long last;

    /// <summary>Distinct alerts so far.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>When the last of them came, as the stopwatch counts; 0 when none has.</summary>
    public long Last => Volatile.Read(ref last);

    /// <summary>Takes the number of an alert; only its first time counts.</summary>
    public void Take(string number)
    {
        var now = Stopwatch.GetTimestamp();
        if (first.TryAdd(number, now))
        {
            Volatile.Write(ref last, now);
            Interlocked.Increment(ref count);
        }
    }

    /// <summary>Returns when all have come, none will come any more, or it is too late.</summary>
    public Task Wait(int expected, long until)
    {
        var posted = Stopwatch.GetTimestamp();
        return RealClock.Instance.Until(
            () => Count >= expected || Stopwatch.GetElapsedTime(Math.Max(posted, Last)) > ContestRun.Quiet,
            TimeSpan.FromSeconds(Math.Max(0, until - posted) / (double)Stopwatch.Frequency), CancellationToken.None);
    }
}
