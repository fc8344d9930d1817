using System.Diagnostics.Metrics;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Working;
using Alerting.Core.Ports;

namespace Alerting.Handler.Http;

/// <summary>
/// How many jobs there are by what is known of them. Read when somebody scrapes, at most every 15 s and within 5 s.
/// </summary>
internal sealed class JobGauges(Engine engine)
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Gauge<int> jobs = engine.On.Meter.Gauge<int>("alerting.jobs", "{job}", "Jobs by their state.");

    private readonly Gauge<int> registered = engine.On.Meter.Gauge<int>(
        "alerting.jobs.registered", "{job}", "Jobs by whether they are declared, and with metadata.");

    private long readAt = long.MinValue;

    /// <summary>Reads them again, if it is time.</summary>
    public async Task Refresh(CancellationToken cancellation)
    {
        var last = Interlocked.Read(ref readAt);
        var now = engine.On.Time.GetTimestamp();
        if ((last != long.MinValue && engine.On.Time.GetElapsedTime(last, now) < ReadEvery)
            || Interlocked.CompareExchange(ref readAt, now, last) != last)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            Record(await engine.Book.All(limit.Token));
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            // Whether the store is there is told by other metrics.
        }
    }

    private void Record(IReadOnlyList<JobOnBoard> all)
    {
        var counts = all.CountBy(job => job.Word).ToDictionary(StringComparer.Ordinal);
        foreach (var word in JobOnBoard.Words)
        {
            jobs.Record(counts.GetValueOrDefault(word), new KeyValuePair<string, object?>("state", word));
        }

        registered.Record(all.Count(job => job.Definition is null), Is("unregistered"));
        registered.Record(all.Count(job => job.IsWithoutMetadata), Is("no_metadata"));
        registered.Record(
            all.Count(job => job is { Definition: not null, IsWithoutMetadata: false }), Is("registered"));
    }

    private static KeyValuePair<string, object?> Is(string word) => new("is", word);
}
