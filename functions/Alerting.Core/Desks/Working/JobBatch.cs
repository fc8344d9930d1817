using Alerting.Core.Jobs;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Working;

/// <summary>The first reports of a job that wait, as many as one transaction can merge.</summary>
internal sealed class JobBatch
{
    // Of 90 rows: the job, two intents, three due rows, and for ten runs that are due and ten that are forgotten for
    // them.
    private const int Others = 28;
    private const int Rows = 88;

    private readonly List<Row> merged = [];
    private readonly List<Row> unreadable = [];
    private readonly List<JobNews> reports = [];
    private readonly HashSet<string?> runs = new(StringComparer.Ordinal);
    private int rows = Others;

    /// <summary>The reports, in the order in which they came.</summary>
    public IReadOnlyList<JobNews> Reports => reports;

    /// <summary>Their rows.</summary>
    public IReadOnlyList<Row> Merged => merged;

    /// <summary>Rows that are no reports: they are set aside.</summary>
    public IReadOnlyList<Row> Unreadable => unreadable;

    /// <summary>More wait: nothing can be concluded yet from what was not heard.</summary>
    public bool IsMore { get; set; }

    /// <summary>The job's name, as its reports have it; null: there are none.</summary>
    public string? Name => reports is [var first, ..] ? first.Event.Job : null;

    /// <summary>Takes a report; false: the transaction is full.</summary>
    public bool TryAdd(Row row, JobNews? report)
    {
        // A run may push out another, and each ping without a name may be a run; a row that is set aside is written
        // elsewhere.
        var cost = report is not { } news ? 2
            : 1 + (news.Event.Partition is null ? 0 : 1)
                + (news.Event.Run is { } run && runs.Contains(run) ? 0 : 2);
        if (rows + cost > Rows)
        {
            return false;
        }

        rows += cost;
        if (report is { } taken)
        {
            runs.Add(taken.Event.Run);
            merged.Add(row);
            reports.Add(taken);
        }
        else
        {
            unreadable.Add(row);
        }

        return true;
    }
}
