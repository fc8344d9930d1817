using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Redaction;

namespace Alerting.Core.Sources.WandbAutomations;

/// <summary>
/// What a webhook automation of Weights &amp; Biases posts. The body is the user's template with W&amp;B's variables;
/// none of those names a run, so that without the user's own words a report is a status of the project.
/// </summary>
/// <remarks>
/// docs.wandb.ai, models/automations/create-automations/webhook. Beside the variables, a template may say <c>job</c>,
/// <c>run_id</c> (or <c>run_name</c>), <c>run_state</c>, <c>level</c>, <c>message</c>, <c>metric_name</c> and
/// <c>metric_value</c>: an automation waits for one state, so its template can name it.
/// </remarks>
public static class WandbWebhook
{
    private const string Expected = "a JSON object with project_name (\"${project_name}\") or job";

    /// <summary>The report. Never throws.</summary>
    /// <param name="body">UTF-8 JSON; the members may also stand below <c>client_payload</c>.</param>
    public static EventsRead Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonBody.Open(body, Expected, out var unreadable);
        if (document is null)
        {
            return EventsRead.None(unreadable!);
        }

        var words = new Words(document.RootElement);
        var (name, job) = words["job"] is { } own ? ("job", own) : ("project_name", words["project_name"]);
        if (job is null)
        {
            return EventsRead.None($"project_name: missing; expected {Expected}");
        }

        var rejected = new Rejections();
        return rejected.Refuses("$." + name, job, JobLimits.Name)
            ? new([], [], rejected.ToImmutable())
            : EventsRead.Of([Event(words, job, rejected)], rejected);
    }

    private static JobEvent Event(Words words, string job, Rejections rejected)
    {
        var (name, run) = words["run_id"] is { } id ? ("run_id", id) : ("run_name", words["run_name"]);
        run = run is not null && rejected.Refuses("$." + name, run, JobLimits.Run) ? null : run;
        var state = (words["run_state"] ?? words["state"])?.ToLowerInvariant();
        var type = run is null ? JobEventType.Status : TypeOf(state);
        return new()
        {
            Type = type,
            Job = job,
            Run = run,
            Reason = type is JobEventType.Fail or JobEventType.Cancel ? WholeWords.Cut(state!, JobLimits.Text) : null,
            Message = WholeWords.Cut(words["message"] ?? Message(words, state), JobLimits.Message),
            Level = Said(words["level"], rejected) ?? LevelOf(words["event_type"], state),
        };
    }

    private static JobEventType TypeOf(string? state) => state switch
    {
        "running" => JobEventType.Start,
        "finished" => JobEventType.Success,
        "failed" or "crashed" => JobEventType.Fail,
        "killed" => JobEventType.Cancel,
        _ => JobEventType.Status,
    };

    private static Level? Said(string? level, Rejections rejected)
    {
        var read = level is null ? null : LogLevels.Read(level);
        if (level is not null && read is null)
        {
            rejected.Add("$.level", $"expected {LogLevels.Expected}, not {JsonRead.Quoted(level, 60)}");
        }

        return read;
    }

    // Somebody asked to be told of the metric.
    private static Level? LevelOf(string? eventType, string? state) => state switch
    {
        "failed" or "crashed" => Level.Error,
        "killed" => Level.Warning,
        _ => eventType?.StartsWith("RUN_METRIC", StringComparison.OrdinalIgnoreCase) is true ? Level.Warning : null,
    };

    private static string Message(Words words, string? state)
    {
        string?[] parts =
        [
            words["event_type"], state, words["metric_name"], words["metric_value"],
            words["artifact_version_string"] ?? words["artifact_collection_name"],
            words["alias"], words["tag"],
            words["event_author"] is { } author ? "by " + author : null,
        ];
        return string.Join(' ', parts.Where(part => part is not null));
    }

    // A variable that W&B does not know stays as it is written.
    private readonly struct Words(JsonElement root)
    {
        private readonly JsonElement outer = root;
        private readonly JsonElement inner = root.Object("client_payload") ?? default;

        public string? this[string name] =>
            Filled(outer.Scalar(name)) ?? Filled(inner.Scalar(name));

        private static string? Filled(string? text) =>
            text is not null && text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') ? null : text;
    }
}
