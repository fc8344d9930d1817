using System.Collections.Immutable;
using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Redaction;
using Alerting.Core.Sources.Jobs;

namespace Alerting.Core.Sources.Logs;

/// <summary>One log record, in the shape that applications write to their collector.</summary>
/// <param name="record">An object.</param>
/// <param name="path">Where it stands.</param>
/// <param name="rejected">Where what cannot be used is told.</param>
internal sealed class LogRecord(JsonElement record, string path, Rejections rejected)
{
    private static readonly HashSet<string> Names = new(
        [
            "timestamp", "level", "logger", "message", "service", "job", "job_type", "run", "job_id", "attempt",
            "partition", "exception", "trace_id",
        ],
        StringComparer.Ordinal);

    private readonly JobFields fields = new(JsonBody.Members(record, Names), path, rejected);

    private JsonElement Service => fields.Find("service") ?? default;

    /// <summary>The status; null where no job is named, which is told.</summary>
    public JobEvent? Read()
    {
        var job = fields.Name("job", JobLimits.Name) ?? fields.Name("job_type", JobLimits.Name) ?? Service.Text("name");
        if (job is null)
        {
            rejected.Add(fields.PathOf("job"), "missing; expected job, job_type or service.name");
            return null;
        }

        return rejected.Refuses(path + ".service.name", job, JobLimits.Name) ? null : new()
        {
            Type = JobEventType.Status,
            Job = job,
            Run = fields.NameOrWhole("run", JobLimits.Run) ?? fields.NameOrWhole("job_id", JobLimits.Run),
            Attempt = (int)(fields.Whole("attempt", 1, JobLimits.Attempts) ?? 1),
            Partition = fields.NameOrWhole("partition", JobLimits.Name),
            At = fields.LooseTime("timestamp"),
            Level = fields.Level("level") ?? Level.Info,
            Logger = fields.Text("logger", JobLimits.Name),
            Message = Said("message") is { } message ? WholeWords.Cut(message, JobLimits.Message) : null,
            Log = Said("exception") is { } exception ? LogTail.Of(exception) : null,
            TraceId = fields.Name("trace_id", JobLimits.Text),
            Labels = Only("environment"),
            Code = Only("version"),
        };
    }

    // What is no text is shown as the JSON it is.
    private string? Said(string name) => fields.Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? JsonText.Of(value)
        : JsonText.Raw(value);

    private ImmutableSortedDictionary<string, string> Only(string member)
    {
        var none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        return Service.Scalar(member) is { } value
            ? none.Add(member, WholeWords.Cut(value, JobLimits.Text))
            : none;
    }
}
