using System.Text.Json;
using Alerting.Core.Jobs.Events;

namespace Alerting.Core.Sources.Logs;

/// <summary>
/// <c>POST /api/logs</c>: log records as JSON, one, an array of them, or one a line. Each becomes a status of its run.
/// </summary>
public static class LogRecords
{
    private const string Expected = "a log record, an array of them, or one a line";

    /// <summary>
    /// The records, those of a run side by side and in the order of the body. One that cannot be used is rejected by
    /// its index, from 0, and does not harm the others; so is what is beyond 10,000. Never throws.
    /// </summary>
    /// <param name="body">UTF-8.</param>
    public static EventsRead Read(ReadOnlyMemory<byte> body)
    {
        body = JsonBody.WithoutMark(body);
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return EventsRead.None($"the body is empty: expected {Expected}");
        }

        using var document = Whole(body);
        var rejected = new Rejections();
        var events = document is null ? Lines(body, rejected) : Records(document.RootElement, rejected);
        return EventsRead.Of(
            events.GroupBy(said => (said.Job, said.Run)).SelectMany(ofRun => ofRun), rejected);
    }

    private static IEnumerable<JobEvent> Records(JsonElement root, Rejections rejected)
    {
        IEnumerable<JsonElement> records = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : [root];
        return Elements.Numbered(records, "$", rejected)
            .Select(one => Record(one.Path, one.Element, rejected)).OfType<JobEvent>();
    }

    private static IEnumerable<JobEvent> Lines(ReadOnlyMemory<byte> body, Rejections rejected)
    {
        var lines = Split(body).Where(line => !line.Span.Trim(" \t\r"u8).IsEmpty);
        return Elements.Numbered(lines, "$", rejected)
            .Select(one => Line(one.Path, one.Element, rejected)).OfType<JobEvent>();
    }

    private static JobEvent? Line(string path, ReadOnlyMemory<byte> line, Rejections rejected)
    {
        using var document = Whole(line);
        if (document is null)
        {
            rejected.Add(path, "expected a JSON object on a line of its own");
            return null;
        }

        return Record(path, document.RootElement, rejected);
    }

    private static JobEvent? Record(string path, JsonElement record, Rejections rejected)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            rejected.Add(path, "a log record, an object", record);
            return null;
        }

        return new LogRecord(record, path, rejected).Read();
    }

    private static JsonDocument? Whole(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonBody.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body)
    {
        while (!body.IsEmpty)
        {
            var end = body.Span.IndexOf((byte)'\n');
            yield return end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
        }
    }
}
