using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Alerting.Core.Jobs.Events;

/// <summary>
/// An event as JSON, for rows: one object without white space, what is unsaid left out. Read back it is the same event,
/// offsets of times included; only halves of surrogate pairs become U+FFFD.
/// </summary>
internal static class JobEventJson
{
    // Never shown to a browser as it is.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event as UTF-8.</summary>
    public static byte[] Write(JobEvent said)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WritePlace(json, said);
            WriteTexts(json, said);
            WriteFigures(json, said);
            WriteMembers(json, said);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>
    /// What <see cref="Write"/> wrote, also a later version of it: members it does not know are left out, a type it
    /// does not know is a status. Throws <see cref="JsonException"/> for what is no event.
    /// </summary>
    public static JobEvent Read(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        try
        {
            return JobEventReading.Read(document.RootElement);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new JsonException("not an event of a job: " + wrong.Message, wrong);
        }
    }

    private static void WritePlace(Utf8JsonWriter json, JobEvent said)
    {
        json.WriteString("type", JobWords.Of(said.Type));
        json.WriteString("job", said.Job);
        Text(json, "run", said.Run);
        if (said.Attempt != 1)
        {
            json.WriteNumber("attempt", said.Attempt);
        }

        Text(json, "partition", said.Partition);
        Number(json, "partitions", said.Partitions);
        Number(json, "sequence", said.Sequence);
        Text(json, "kind", said.Kind == RunKind.Unsaid ? null : JobWords.Of(said.Kind));
        Time(json, "at", said.At);
        Time(json, "scheduled_at", said.ScheduledAt);
        Text(json, "event_id", said.EventId);
        if (said.IsPing)
        {
            json.WriteBoolean("ping", true);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, JobEvent said)
    {
        Text(json, "level", said.Level is { } level ? JobWords.Of(level) : null);
        Text(json, "logger", said.Logger);
        Text(json, "signal", said.Signal);
        Text(json, "reason", said.Reason);
        Text(json, "message", said.Message);
        Text(json, "log", said.Log);
        Text(json, "trace_id", said.TraceId);
    }

    private static void WriteFigures(Utf8JsonWriter json, JobEvent said)
    {
        Number(json, "exit_code", said.ExitCode);
        Number(json, "rows", said.Rows);
        Number(json, "bytes", said.Bytes);
        if (said.Metrics.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("metrics");
        foreach (var (name, measure) in said.Metrics)
        {
            json.WriteStartArray(name);
            json.WriteNumberValue(measure.Value);
            if (measure.Samples is { } samples)
            {
                json.WriteNumberValue(samples);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, JobEvent said)
    {
        Texts(json, "model", said.Model);
        Texts(json, "dataset", said.Dataset);
        Texts(json, "code", said.Code);
        Texts(json, "resources", said.Resources);
        Texts(json, "labels", said.Labels);
        if (said.Parents.IsDefaultOrEmpty)
        {
            return;
        }

        json.WriteStartArray("parents");
        foreach (var parent in said.Parents)
        {
            json.WriteStringValue(parent);
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, string> texts)
    {
        if (texts.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            json.WriteString(name, time);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
