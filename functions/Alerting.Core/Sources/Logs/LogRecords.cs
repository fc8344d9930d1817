using System.Globalization;
using System.Text.Json;
using Alerting.Core.Jobs;

namespace Alerting.Core.Sources.Logs;

/// <summary>
/// <c>POST /api/logs</c>: log records as JSON, one, an array of them, or one a line. Each becomes a status of its run.
/// </summary>
public static class LogRecords
{
    /// <summary>Records of a body that are taken.</summary>
    public const int Most = 10_000;

    private const string Expected = "a log record, an array of them, or one a line";

    /// <summary>
    /// The records, those of a run side by side and in the order of the body. One that cannot be used is rejected by
    /// its index, from 0, and does not harm the others. Never throws.
    /// </summary>
    /// <param name="body">UTF-8.</param>
    public static EventsRead Read(ReadOnlyMemory<byte> body)
    {
        body = JsonBody.WithoutMark(body);
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return EventsRead.None($"the body is empty: expected {Expected}");
        }

        var rejected = new Rejections();
        JobEvent[] events = [.. Events(body, rejected)];
        return EventsRead.Of(
            events.GroupBy(said => (said.Job, said.Run)).SelectMany(ofRun => ofRun), rejected);
    }

    private static IEnumerable<JobEvent> Events(ReadOnlyMemory<byte> body, Rejections rejected)
    {
        if (Whole(body) is not { } document)
        {
            return Lines(body, rejected);
        }

        using (document)
        {
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Array
                ? [.. Bounded(root.EnumerateArray(), rejected).SelectMany((one, index) => One(one, index, rejected))]
                : [.. One(root, 0, rejected)];
        }
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

    private static IEnumerable<JobEvent> Lines(ReadOnlyMemory<byte> body, Rejections rejected)
    {
        var lines = Split(body).Where(line => !line.Span.Trim(" \t\r"u8).IsEmpty);
        return Bounded(lines, rejected).SelectMany((line, index) => Line(line, index, rejected));
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

    private static JobEvent[] Line(ReadOnlyMemory<byte> line, int index, Rejections rejected)
    {
        if (Whole(line) is not { } document)
        {
            rejected.Add(PathOf(index), "expected a JSON object on a line of its own");
            return [];
        }

        using (document)
        {
            return One(document.RootElement, index, rejected);
        }
    }

    private static JobEvent[] One(JsonElement record, int index, Rejections rejected)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            rejected.Add(PathOf(index), "a log record, an object", record);
            return [];
        }

        return new LogRecord(record, PathOf(index), rejected).Read() is { } said ? [said] : [];
    }

    private static IEnumerable<T> Bounded<T>(IEnumerable<T> all, Rejections rejected)
    {
        var count = 0;
        foreach (var one in all)
        {
            if (count++ == Most)
            {
                rejected.Add(PathOf(Most), string.Create(
                    CultureInfo.InvariantCulture, $"this and all after it are not taken: at most {Most} are at once"));
                yield break;
            }

            yield return one;
        }
    }

    private static string PathOf(int index) => string.Create(CultureInfo.InvariantCulture, $"$[{index}]");
}
