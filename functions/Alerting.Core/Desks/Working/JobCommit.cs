using Alerting.Core.Groups.Rows;
using Alerting.Core.Jobs;
using Alerting.Core.Jobs.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>
/// What a look at a job writes, in one transaction by the version of the job's row that it read: the job, its runs and
/// parts, one intent where alerts changed and one where somebody asked for reports, the due row; and what it takes
/// away: the reports it merged, runs that are forgotten, the due row it was offered and the one the job named before.
/// </summary>
/// <param name="on">What it stands on.</param>
/// <param name="job">The job.</param>
/// <param name="before">As it was read.</param>
/// <param name="version">The version of its row; null: it has none.</param>
/// <param name="decision">What follows; its news are those that somebody asked for.</param>
internal sealed class JobCommit(
    Foundation on, JobId job, JobState before, ETag? version, JobDecision decision)
{
    // By then whoever committed has announced them, or never will.
    private static readonly TimeSpan AnnouncedWithin = TimeSpan.FromSeconds(90);

    // Rows that were to be there and are not.
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);

    /// <summary>The intent written; null where no alert changed.</summary>
    public string? Intent { get; private set; }

    /// <summary>The intent of the reports that somebody asked for, as written; null where nobody did.</summary>
    public Row? Asked { get; private set; }

    /// <summary>It does not fit into a transaction: less is to be decided at once.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>It was refused, and an earlier try of it may have been done.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>When the job is due from now on, where that has changed; null: it has not, or at no time.</summary>
    public DateTimeOffset? MovedTo => decision.State.Due != before.Due ? decision.State.Due : null;

    /// <summary>Nothing of the job is left but its runs.</summary>
    public bool IsGone => decision.IsGone;

    /// <summary>Runs whose parts are not needed any more.</summary>
    public IReadOnlyList<string> ToClear => decision.State.Uncleared;

    /// <summary>True when all of it is durable; false: it has to be read and decided again.</summary>
    /// <param name="news">The reports.</param>
    /// <param name="offered">The due row that led here; it stays where more reports wait.</param>
    /// <param name="cancellation">Ends the wait; it may then be durable or not.</param>
    public async Task<bool> Run(JobBatch news, Row offered, CancellationToken cancellation)
    {
        var cause = DueRow.Cause(offered);
        var due = on.Store.UtcNow + AnnouncedWithin;
        Intent = decision.Alerts.IsEmpty ? null : JobKeys.Intent(due, job, before.Versions);
        var asked = decision.News.IsEmpty
            ? null
            : RowWrite.Insert(JobKeys.StatusIntent(due, job, Guid.NewGuid()), StatusRow.Write(decision.News, cause));
        while (true)
        {
            List<RowWrite> writes =
            [
                .. JobRows(), .. Leaving(offered), .. DueRows(news.IsMore, offered, cause), .. Reports(news),
            ];
            if (Intent is not null)
            {
                writes.Add(RowWrite.Insert(Intent, DueRow.Write(cause)));
            }

            if (asked is not null)
            {
                writes.Add(asked);
            }

            var partition = on.Shards.Of(job);
            IsTooLarge = !Fits(partition, writes)
                || (asked is not null && Blob.Read(asked.Properties!).Length > Blob.MostBytes);
            if (IsTooLarge)
            {
                return false;
            }

            var result = await on.Store.Commit(partition, writes, cancellation);
            IsInDoubt |= result.IsInDoubt;
            if (asked is not null && result.IsDone)
            {
                Asked = new(partition, asked.Key, result.ETags[^1], asked.Properties!);
            }

            if (result is not { Status: CommitStatus.Missing } || !MayBeGone(writes[result.FailedIndex]))
            {
                return result.IsDone;
            }

            gone.Add(writes[result.FailedIndex].Key);
        }
    }

    /// <summary>Whether the store takes so much in one transaction.</summary>
    public static bool Fits(string partition, IReadOnlyCollection<RowWrite> writes) =>
        writes.Count <= RowLimits.Writes
        && writes.Sum(write => WireSize.Of(partition, write)) <= RowLimits.TransactionBytes;

    private bool MayBeGone(RowWrite write) =>
        write is RowWrite.Deleted { Condition: var condition } && condition == ETag.Any && !gone.Contains(write.Key);

    private IEnumerable<RowWrite> JobRows()
    {
        if (decision.IsGone)
        {
            if (version is { } last)
            {
                yield return RowWrite.Delete(JobKeys.Job(job), last);
            }

            yield break;
        }

        var (key, row) = (JobKeys.Job(job), JobRow.Write(decision.State));
        yield return version is { } etag ? RowWrite.Replace(key, row, etag) : RowWrite.Insert(key, row);
        foreach (var (run, value) in decision.Runs)
        {
            yield return RowWrite.InsertOrReplace(JobKeys.Run(job, run), JobRow.Write(value));
        }

        foreach (var (part, value) in decision.Parts)
        {
            yield return RowWrite.InsertOrReplace(JobKeys.Part(job, part), JobRow.Write(value));
        }
    }

    /// <summary>Takes the reports away; what is none stays readable for who looks for it.</summary>
    public static IEnumerable<RowWrite> Reports(JobBatch news) =>
    [
        .. news.Merged.Concat(news.Unreadable).Select(row => RowWrite.Delete(row.Key, row.ETag)),
        .. news.Unreadable.Select(row => RowWrite.InsertOrReplace(JobKeys.Aside(row.Key), row.Properties)),
    ];

    private IEnumerable<RowWrite> Leaving(Row offered)
    {
        var leaving = decision.Forgotten.Select(run => JobKeys.Run(job, run));
        if (before.Due is { } due && (decision.IsGone || due != decision.State.Due)
            && JobKeys.Due(due, job) is var moved && moved != offered.Key)
        {
            leaving = leaving.Append(moved);
        }

        return leaving.Where(key => !gone.Contains(key)).Select(key => RowWrite.Delete(key, ETag.Any));
    }

    private IEnumerable<RowWrite> DueRows(bool isMore, Row offered, string? cause)
    {
        var next = !decision.IsGone && decision.State.Due is { } due ? JobKeys.Due(due, job) : null;
        if (next == offered.Key)
        {
            // Due at once: the row that led here stays.
            yield break;
        }

        if (!isMore)
        {
            yield return RowWrite.Delete(offered.Key, offered.ETag);
        }

        if (next is not null && decision.State.Due != before.Due)
        {
            yield return RowWrite.InsertOrReplace(next, DueRow.Write(cause));
        }
    }
}
