using Alerting.Testing.Vendors;

namespace Alerting.Testing.Crashes;

/// <summary>A webhook receiver that now and then answers 500 or 429, is slow, or hangs and then resets.</summary>
public sealed class CrashSink : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Random random;
    private readonly List<ToldNotice> told = [];
    private readonly HashSet<(string Alert, bool Fires)> taken = [];
    private VendorServer server = null!;

    private CrashSink(int seed) => random = new(seed);

    /// <summary>Whether it misbehaves; true at first.</summary>
    public bool IsFaulty { get; set; } = true;

    public string Url => server.Url;

    /// <summary>Everything that reached it, in order.</summary>
    public IReadOnlyList<ToldNotice> Told
    {
        get
        {
            lock (gate)
            {
                return [.. told];
            }
        }
    }

    /// <summary>How much reached it.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return told.Count;
            }
        }
    }

    /// <summary>Listens once this returns.</summary>
    public static async Task<CrashSink> Start(int seed)
    {
        var sink = new CrashSink(seed);
        sink.server = await VendorServer.Start(sink.Answer);
        return sink;
    }

    /// <summary>Whether it took a notice that says so of the alert.</summary>
    public bool Took(string alert, bool fires)
    {
        lock (gate)
        {
            return taken.Contains((alert, fires));
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private VendorAnswer Answer(VendorRequest request)
    {
        if (WebhookSink.Fault(request) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }

        lock (gate)
        {
            var (answer, isTaken) = Next();
            var notice = ToldNotice.Read(request, isTaken);
            told.Add(notice);
            if (isTaken)
            {
                taken.UnionWith(notice.Alerts.Select(alert => (alert.Key, alert.Value)));
            }

            return answer;
        }
    }

    private (VendorAnswer Answer, bool IsTaken) Next() => (IsFaulty ? random.Next(24) : -1) switch
    {
        0 => (VendorAnswer.Status(500), false),
        1 => (VendorAnswer.Status(429, retryAfter: "1"), false),
        2 => (VendorAnswer.Status(429), false),
        3 => (HangThenReset(), false),
        4 or 5 or 6 => (VendorAnswer.Hang(Short()), true),
        _ => (VendorAnswer.Status(200), true),
    };

    private VendorAnswer HangThenReset()
    {
        var pause = Short();
        return new(async context =>
        {
            await pause;
            context.Abort();
        });
    }

    private Task Short() =>
        RealClock.Instance.Pause(TimeSpan.FromMilliseconds(random.Next(10, 150)), CancellationToken.None);
}
