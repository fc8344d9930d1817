using System.Globalization;
using System.Security.Cryptography;
using Alerting.Core.Desks.Masking;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>
/// Stores reports of runs durably, without the credentials in them, beside a row that has their job looked at. It reads
/// nothing and meets nobody: no two reports write the same row but the due row, which is written whatever is there.
/// </summary>
public sealed class JobIntake(Foundation on)
{
    // Of the 90 rows of a transaction one is the due row.
    private const int MostNews = 80;
    private const int MostBytes = 2 * 1024 * 1024;
    private const int Phases = 256;

    // A job whose reports come in a storm is looked at so often: a look costs about as much for many reports as for
    // one.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SoonForParts = TimeSpan.FromSeconds(5);

    // So that the row is still to come when a report that relies on it is stored.
    private static readonly TimeSpan Ahead = WrittenDueRows.Apart + TimeSpan.FromSeconds(0.5);

    private readonly WrittenDueRows written = new();
    private long last;

    /// <summary>
    /// Returns when every report is durable; each transaction is valid by itself, and a report that comes twice counts
    /// once. Throws <see cref="StoreUnavailableException"/> when the store is away: repeat all of it.
    /// </summary>
    /// <param name="events">The reports, in the order in which they came.</param>
    /// <param name="traceParent">W3C traceparent of the request; null when unknown.</param>
    /// <param name="cancellation">Ends the wait; what is stored stays stored.</param>
    public async Task Accept(
        IReadOnlyCollection<JobEvent> events, string? traceParent, CancellationToken cancellation)
    {
        if (events.Count == 0)
        {
            return;
        }

        var redactor = (await on.Configuration.Now(cancellation)).Value.Redactor;
        var clean = events.Select(said => ReportMask.Apply(said, redactor));
        await Task.WhenAll(clean.GroupBy(said => said.Job, StringComparer.Ordinal).Select(
            job => Accept(JobId.Of(job.Key), [.. job], traceParent, cancellation)));
    }

    private async Task Accept(
        JobId job, JobEvent[] events, string? traceParent, CancellationToken cancellation)
    {
        var news = new List<(string Key, Properties Row, int Size)>(events.Length);
        foreach (var said in events)
        {
            var bytes = JobEventJson.Write(said);
            news.Add((JobKeys.News(job, Came(), Unique()), JobRow.Write(bytes, traceParent), bytes.Length));
        }

        var isOfParts = Array.TrueForAll(events, said => said.Partition is not null);
        foreach (var part in Parted(news))
        {
            await Commit(job, part, isOfParts, traceParent, cancellation);
        }
    }

    // Reports of parts come by the thousand: where the due row is written already and still to come, it is not written
    // again. If its time came meanwhile it may be gone, so it is.
    private async Task Commit(
        JobId job, IEnumerable<(string Key, Properties Row, int Size)> news, bool isOfParts, string? traceParent,
        CancellationToken cancellation)
    {
        var partition = on.Shards.Of(job);
        var due = isOfParts ? Next(job, on.Store.UtcNow + Ahead, SoonForParts) : Next(job, on.Store.UtcNow, Soon);
        var key = JobKeys.Due(due, job);
        var rows = news.Select(it => RowWrite.Insert(it.Key, it.Row)).ToList();
        var isThere = isOfParts && written.IsThere(key);
        if (!isThere)
        {
            rows.Add(RowWrite.InsertOrReplace(key, DueRow.Write(traceParent)));
        }

        await Store(partition, rows, cancellation);
        if (isThere && on.Store.UtcNow + WrittenDueRows.Apart >= due)
        {
            due = Next(job, on.Store.UtcNow, Soon);
            await Store(
                partition, [RowWrite.InsertOrReplace(JobKeys.Due(due, job), DueRow.Write(traceParent))], cancellation);
        }
        else if (isThere)
        {
            return;
        }
        else if (isOfParts)
        {
            written.Add(key, due);
        }

        await on.Hints.Wake(partition, [due], cancellation);
    }

    // Reports of one process are in their order, whatever the clock does.
    private DateTimeOffset Came()
    {
        while (true)
        {
            var before = Interlocked.Read(ref last);
            var next = Math.Max(before + 1, on.Store.UtcNow.UtcTicks);
            if (Interlocked.CompareExchange(ref last, next, before) == before)
            {
                return new(next, TimeSpan.Zero);
            }
        }
    }

    private async Task Store(string partition, IReadOnlyList<RowWrite> rows, CancellationToken cancellation)
    {
        var result = await on.Store.Commit(partition, rows, cancellation);
        if (!result.IsDone && !(result is { Status: CommitStatus.Exists, IsInDoubt: true }))
        {
            throw new StoreUnavailableException($"Reports could not be stored: {result.Status}.");
        }
    }

    private static IEnumerable<List<(string Key, Properties Row, int Size)>> Parted(
        List<(string Key, Properties Row, int Size)> news)
    {
        var part = new List<(string, Properties, int)>();
        var size = 0;
        foreach (var each in news)
        {
            if (part.Count == MostNews || (size + each.Size > MostBytes && part.Count > 0))
            {
                yield return part;
                (part, size) = ([], 0);
            }

            part.Add(each);
            size += each.Size;
        }

        yield return part;
    }

    // A storm comes to one look each time, and not all jobs to theirs at once. Never now, or the look may come before
    // the row; in whole milliseconds, as deadlines never are.
    private static DateTimeOffset Next(JobId job, DateTimeOffset now, TimeSpan every)
    {
        var phase = every / Phases * (job.Spread % Phases);
        var offset = phase.Ticks - (phase.Ticks % TimeSpan.TicksPerMillisecond);
        return new((((now.UtcTicks - offset) / every.Ticks) + 1) * every.Ticks + offset, TimeSpan.Zero);
    }

    private static string Unique() =>
        RandomNumberGenerator.GetHexString(8, lowercase: true).ToString(CultureInfo.InvariantCulture);
}
