using System.Collections.Concurrent;
using Alerting.Core.Jobs;
using Alerting.Core.Logs;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Enriching;

/// <summary>
/// How often a source may still be asked in this minute, by all instances together: each takes a tenth of it at a time
/// from one row. Alone, nobody else takes.
/// </summary>
internal sealed class QueryBudget(Foundation on)
{
    /// <summary>The partition of the rows, one for each source.</summary>
    public const string Partition = "logs";

    private const int Parts = 10;
    private const int MostTries = 5;

    private readonly ConcurrentDictionary<string, Share> shares = new(StringComparer.Ordinal);

    /// <summary>Takes one. False: all are taken, or nobody can say.</summary>
    public async Task<bool> Take(LogSourceSettings source, CancellationToken cancellation)
    {
        var share = shares.GetOrAdd(source.Name, _ => new());
        await share.Gate.WaitAsync(cancellation);
        try
        {
            var minute = on.Store.UtcNow.UtcTicks / TimeSpan.TicksPerMinute;
            if (share.Minute != minute)
            {
                (share.Minute, share.Left) = (minute, on.IsAlone ? source.QueriesPerMinute : 0);
            }

            if (share.Left == 0 && !on.IsAlone)
            {
                share.Left = await Fetch(source, minute, cancellation);
            }

            return share.Left > 0 && share.Left-- > 0;
        }
        finally
        {
            share.Gate.Release();
        }
    }

    private async Task<int> Fetch(LogSourceSettings source, long minute, CancellationToken cancellation)
    {
        // A name may hold what a key must not.
        var key = $"budget~{Hash.Of(source.Name)}";
        var part = Math.Max(1, source.QueriesPerMinute / Parts);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var row = await on.Store.Get(Partition, key, cancellation);
            var taken = row?.Properties.Long("minute") == minute ? row.Properties.Int("taken") : 0;
            var got = Math.Min(part, source.QueriesPerMinute - taken);
            if (got <= 0)
            {
                return 0;
            }

            var next = new Properties { { "minute", minute }, { "taken", taken + got } };
            var write = row is null ? RowWrite.Insert(key, next) : RowWrite.Replace(key, next, row.ETag);
            if ((await on.Store.Commit(Partition, [write], cancellation)).IsDone)
            {
                return got;
            }
        }

        return 0;
    }

    private sealed class Share
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public long Minute { get; set; }

        public int Left { get; set; }
    }
}
