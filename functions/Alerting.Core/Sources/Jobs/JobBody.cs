using System.Globalization;
using System.Text.Json;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources.Jobs;

/// <summary>
/// The members of a report. None of them is needed, and an unknown one is never an error. What cannot be used is
/// rejected and left out: to lose the report of a failure because of a metric would be worse.
/// </summary>
internal static class JobBody
{
    private const int MostReason = JobLimits.Text;

    private static readonly HashSet<string> Names = new(
        [
            "at", "attempt", "sequence", "partition", "partitions", "kind", "scheduled_at", "exit_code", "signal",
            "reason", "message", "rows", "bytes", "metrics", "model", "dataset", "code", "parents", "resources", "log",
            "trace_id", "labels", "level", "event_id",
        ],
        StringComparer.Ordinal);

    // Of Linux on most machines, from 1.
    private static readonly string[] Signals =
    [
        "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
        "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM",
    ];

    /// <summary>
    /// The report with what the body says. Null where it must not count: it is about a part of a run that cannot be
    /// told, and counted as the run's own it would hide what became of the other parts. A failure counts all the same.
    /// </summary>
    /// <param name="said">What is known of it without the body.</param>
    /// <param name="body">A JSON object.</param>
    /// <param name="path">Where it stands, such as <c>$</c>.</param>
    /// <param name="rejected">Where what cannot be used is told.</param>
    public static JobEvent? Read(JobEvent said, JsonElement body, string path, Rejections rejected)
    {
        var fields = new JobFields(JsonBody.Members(body, Names), path, rejected);
        var partition = fields.NameOrWhole("partition", JobLimits.Name);
        if (partition is null && fields.Find("partition") is not null && said.Type != JobEventType.Fail)
        {
            return null;
        }

        var (type, kind) = Kind(fields, said.Type);
        return Content(fields, Circumstances(fields, said with
        {
            Type = type,
            Kind = kind,
            Partition = partition ?? said.Partition,
        }));
    }

    private static JobEvent Circumstances(JobFields fields, JobEvent said) => said with
    {
        At = fields.Time("at") ?? said.At,
        Attempt = (int)(fields.Whole("attempt", 1, JobLimits.Attempts) ?? said.Attempt),
        Sequence = fields.Whole("sequence", 0, long.MaxValue) ?? said.Sequence,
        Partitions = (int?)fields.Whole("partitions", 0, JobLimits.Partitions) ?? said.Partitions,
        ScheduledAt = fields.Time("scheduled_at") ?? said.ScheduledAt,
        ExitCode = ExitCode(fields) ?? said.ExitCode,
        Signal = Signal(fields) ?? said.Signal,
        Level = fields.Level("level") ?? said.Level,
        EventId = fields.Name("event_id", JobLimits.Name) ?? said.EventId,
        TraceId = fields.Name("trace_id", JobLimits.Text) ?? said.TraceId,
    };

    private static JobEvent Content(JobFields fields, JobEvent said) => said with
    {
        Reason = fields.Text("reason", MostReason) ?? said.Reason,
        Message = fields.Text("message", JobLimits.Message) ?? said.Message,
        Rows = fields.Amount("rows"),
        Bytes = fields.Amount("bytes"),
        Metrics = JobMembers.Measures(fields, "metrics"),
        Model = JobMembers.Texts(fields, "model"),
        Dataset = JobMembers.Texts(fields, "dataset"),
        Code = JobMembers.Texts(fields, "code"),
        Resources = JobMembers.Amounts(fields, "resources"),
        Labels = JobMembers.Texts(fields, "labels"),
        Parents = JobMembers.Parents(fields, "parents"),
        Log = fields.Text("log", int.MaxValue) is { } log ? LogTail.Of(log) : said.Log,
    };

    // The words for why a run was begun, and for what progress is about, share a member.
    private static (JobEventType, RunKind) Kind(JobFields fields, JobEventType type)
    {
        if (fields.Find("kind") is not { } value)
        {
            return (type, RunKind.Unsaid);
        }

        var word = value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : "";
        if (JobWords.KindOf(word) is { } kind)
        {
            return (type, kind);
        }

        var typed = JobWords.TypeOf(word) is (JobEventType.DataGenerated or JobEventType.InputDrift
            or JobEventType.TrainingError) and var known ? known : (JobEventType?)null;
        if (typed is null)
        {
            fields.Reject(
                "kind",
                "scheduled, manual, backfill or test, or data_generated, input_drift or training_error with progress",
                value);
        }
        else if (type is not (JobEventType.Progress or JobEventType.Status))
        {
            fields.Reject("kind", "", $"expected {word} with progress only");
            typed = null;
        }

        return (typed ?? type, RunKind.Unsaid);
    }

    // Windows counts without a sign what others count with one.
    private static int? ExitCode(JobFields fields) =>
        fields.Whole("exit_code", int.MinValue, uint.MaxValue) is { } code ? unchecked((int)code) : null;

    private static string? Signal(JobFields fields)
    {
        if (fields.Find("signal") is not { ValueKind: JsonValueKind.Number } value)
        {
            return fields.Text("signal", JobLimits.Name);
        }

        if (JobFields.WholeOf(value) is { } number)
        {
            return number >= 1 && number <= Signals.Length
                ? Signals[number - 1]
                : number.ToString(CultureInfo.InvariantCulture);
        }

        fields.Reject("signal", "a text or a whole number", value);
        return null;
    }
}
