using System.Globalization;
using Alerting.Core.Groups.Rows;

namespace Alerting.Core.Jobs.Rows;

/// <summary>Row keys of jobs inside a shard, in the manner of <see cref="RowKeys"/>.</summary>
public static class JobKeys
{
    /// <summary>All jobs.</summary>
    public const string JobPrefix = "j~";

    /// <summary>All looks at jobs that are due.</summary>
    public const string DuePrefix = "d~";

    /// <summary>All probes that are due.</summary>
    public const string ProbePrefix = "p~";

    private const string IntentPrefix = "job.";
    private const string StatusPrefix = "status.";

    /// <summary><c>j~{job}</c>: the job.</summary>
    public static string Job(JobId job) => JobPrefix + job.Value;

    /// <summary><c>d~{due}~{job}</c>: look due.</summary>
    public static string Due(DateTimeOffset due, JobId job) => $"{DuePrefix}{Padded(due.UtcTicks)}~{job.Value}";

    /// <summary><c>p~{due}~{job}</c>: its address is to be asked.</summary>
    public static string ProbeDue(DateTimeOffset due, JobId job) => $"{ProbePrefix}{Padded(due.UtcTicks)}~{job.Value}";

    /// <summary>Prefix of the reports of a job that wait to be merged, in the order in which they came.</summary>
    public static string AllNews(JobId job) => $"n~{job.Value}~";

    /// <summary><c>n~{job}~{came}~{id}</c>: a report.</summary>
    public static string News(JobId job, DateTimeOffset came, string id) =>
        $"n~{job.Value}~{Padded(came.UtcTicks)}~{id}";

    /// <summary><c>q~{job}~{came}~{id}</c>: what waited as a report and is none.</summary>
    public static string Aside(string news) => "q" + news[1..];

    /// <summary><c>r~{job}~{run}</c>: a run.</summary>
    public static string Run(JobId job, string runKey) => $"r~{job.Value}~{runKey}";

    /// <summary>Prefix of the parts of a run.</summary>
    public static string Parts(JobId job, string runKey) => $"r~{job.Value}~{runKey}~";

    /// <summary><c>r~{job}~{run}~{part}</c>: a part of a run.</summary>
    public static string Part(JobId job, PartKey key) => $"r~{job.Value}~{key.Run}~{key.Part}";

    /// <summary>
    /// <c>o~{due}~job.{job}.{version}</c>: alerts of a job changed after this version and may not be announced yet.
    /// </summary>
    public static string Intent(DateTimeOffset due, JobId job, long after) => string.Create(
        CultureInfo.InvariantCulture,
        $"{RowKeys.NoticeDuePrefix}{Padded(due.UtcTicks)}~{IntentPrefix}{job.Value}.{after}");

    /// <summary>
    /// <c>o~{due}~status.{job}.{id}</c>: reports of a job that somebody asked for and may not be told of yet. The id is
    /// like no other: two reports may come in the same instant.
    /// </summary>
    public static string StatusIntent(DateTimeOffset due, JobId job, Guid id) =>
        $"{RowKeys.NoticeDuePrefix}{Padded(due.UtcTicks)}~{StatusPrefix}{job.Value}.{id:N}";

    /// <summary>Whose reports such an intent is about; null where the text of its row key is none.</summary>
    public static JobId? ReadStatusIntent(string subject) =>
        subject.StartsWith(StatusPrefix, StringComparison.Ordinal)
        && subject[StatusPrefix.Length..].Split('.') is [{ Length: JobId.Length } job, _]
            ? new JobId(job)
            : null;

    /// <summary>What an intent is about; null where the text of its row key is none.</summary>
    public static (JobId Job, long After)? ReadIntent(string subject)
    {
        var isIntent = subject.StartsWith(IntentPrefix, StringComparison.Ordinal);
        return isIntent && subject[IntentPrefix.Length..].Split('.') is [{ Length: JobId.Length } job, var version]
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? (new JobId(job), after)
            : null;
    }

    private static string Padded(long number) => number.ToString("D19", CultureInfo.InvariantCulture);
}
