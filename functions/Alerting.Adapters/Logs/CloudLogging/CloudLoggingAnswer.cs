using System.Text.Json;
using Alerting.Core.Logs;

namespace Alerting.Adapters.Logs.CloudLogging;

/// <summary>A page of entries.</summary>
internal static class CloudLoggingAnswer
{
    private static readonly string[] Messages = ["message", "msg", "log", "textPayload"];

    /// <summary>
    /// Adds the records of a page; the token of the next one, empty where there is none. Throws what reading another
    /// shape throws.
    /// </summary>
    public static string Read(string text, List<LogRecord> found)
    {
        using var json = JsonDocument.Parse(text);
        if (json.RootElement.EnumerateObject().Any(it => it.Name is not ("entries" or "nextPageToken")))
        {
            throw new FormatException("not a page of entries");
        }

        if (json.RootElement.TryGetProperty("entries", out var entries))
        {
            found.AddRange(entries.EnumerateArray().Select(RecordOf));
        }

        return json.RootElement.TryGetProperty("nextPageToken", out var next) ? next.GetString() ?? "" : "";
    }

    private static LogRecord RecordOf(JsonElement entry) => new(
        Instants.Read(Cells.Text(entry, "timestamp")), Words.OfRecord(MessageOf(entry)),
        LevelWords.Of(Cells.Text(entry, "severity")), Words.OneLine(OriginOf(entry)));

    private static string MessageOf(JsonElement entry)
    {
        if (Cells.Text(entry, "textPayload") is { } text)
        {
            return text;
        }

        if (!entry.TryGetProperty("jsonPayload", out var payload))
        {
            return entry.TryGetProperty("protoPayload", out var proto) ? proto.GetRawText() : "";
        }

        return Messages.Select(name => Cells.Text(payload, name)).FirstOrDefault(it => it is not null)
            ?? payload.GetRawText();
    }

    private static string OriginOf(JsonElement entry) =>
        entry.TryGetProperty("resource", out var resource) && resource.TryGetProperty("labels", out var labels)
            && Cells.Text(labels, "pod_name") is { } pod ? pod : Cells.Text(entry, "logName") ?? "";
}
