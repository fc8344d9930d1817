using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Runs;

namespace Alerting.Handler.Board;

/// <summary>A run as JSON, with all that it said.</summary>
internal static class BoardRun
{
    public static void Write(Utf8JsonWriter json, Run run)
    {
        json.WriteStartObject();
        json.WriteString("run", run.Id);
        json.WriteString("kind", JobWords.Of(run.Kind));
        BoardJson.Instant(json, "scheduled_at", run.Slot);
        BoardJson.Text(json, "outcome", run.Judged is { } outcome ? Word(outcome) : null);
        BoardJson.Number(json, "seconds", run.Duration?.TotalSeconds);
        Attempts(json, run);
        Parts(json, run.Parts);
        Words(json, run.Words);
        Statuses(json, run);
        json.WriteEndObject();
    }

    /// <summary>As it is written in JSON.</summary>
    public static string Word(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Success => "success",
        RunOutcome.Cancel => "cancelled",
        RunOutcome.Fail => "failed",
    };

    private static void Attempts(Utf8JsonWriter json, Run run)
    {
        json.WriteStartArray("attempts");
        foreach (var attempt in run.Attempts)
        {
            json.WriteStartObject();
            json.WriteNumber("attempt", attempt.Number);
            json.WriteString("began", attempt.Began);
            BoardJson.Instant(json, "ended", attempt.Ended);
            json.WriteString("heard_at", attempt.HeardAt);
            BoardJson.Text(json, "outcome", attempt.Outcome is { } outcome ? Word(outcome) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Parts(Utf8JsonWriter json, Parts? parts)
    {
        if (parts is not null)
        {
            json.WriteStartObject("partitions");
            json.WriteNumber("known", parts.Known);
            json.WriteNumber("running", parts.Running);
            json.WriteNumber("succeeded", parts.Succeeded);
            json.WriteNumber("failed", parts.Failed);
            json.WriteNumber("cancelled", parts.Cancelled);
            json.WriteEndObject();
        }
    }

    private static void Words(Utf8JsonWriter json, RunWords words)
    {
        BoardJson.Number(json, "exit_code", words.ExitCode);
        BoardJson.Text(json, "signal", words.Signal);
        BoardJson.Text(json, "reason", words.Reason);
        BoardJson.Text(json, "message", words.Message);
        BoardJson.Number(json, "rows", words.Rows);
        BoardJson.Number(json, "bytes", words.Bytes);
        BoardJson.Text(json, "trace_id", words.TraceId);
        Metrics(json, words);
        Texts(json, "model", words.Model);
        Texts(json, "dataset", words.Dataset);
        Texts(json, "code", words.Code);
        Texts(json, "resources", words.Resources);
        Texts(json, "labels", words.Labels);
        json.WriteStartArray("parents");
        foreach (var parent in words.Parents ?? [])
        {
            json.WriteStringValue(parent);
        }

        json.WriteEndArray();
        BoardJson.Text(json, "log", words.Log);
    }

    private static void Metrics(Utf8JsonWriter json, RunWords words)
    {
        json.WriteStartObject("metrics");
        foreach (var (name, measure) in words.Metrics ?? JobEvent.NoMetrics)
        {
            json.WriteStartObject(name);
            json.WriteNumber("value", measure.Value);
            BoardJson.Number(json, "samples", measure.Samples);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string>? texts)
    {
        if (texts is not null)
        {
            json.WriteStartObject(name);
            foreach (var (key, value) in texts)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }
    }

    private static void Statuses(Utf8JsonWriter json, Run run)
    {
        json.WriteStartArray("events");
        foreach (var status in run.Statuses)
        {
            json.WriteStartObject();
            json.WriteString("at", status.At);
            json.WriteString("level", JobWords.Of(status.Level));
            json.WriteString("what", status.What);
            json.WriteString("message", status.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
