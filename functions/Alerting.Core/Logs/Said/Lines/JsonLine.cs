using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>A line that is a record as JSON: what it says, with its stack trace below, and how bad it says it
/// is.</summary>
/// <param name="Text">May hold line feeds.</param>
/// <param name="Level">Null when it does not say.</param>
/// <param name="At">Null when it does not say.</param>
internal sealed record JsonLine(string Text, Level? Level, DateTimeOffset? At)
{
    private const int Longest = 256 * 1024;

    private static readonly string[] Messages = ["message", "msg", "log", "text", "@message", "textPayload", "event",
        "error"];
    private static readonly string[] Levels = ["level", "severity", "lvl", "levelname", "log.level", "loglevel",
        "@level"];
    private static readonly string[] Stacks =
        ["exc_info", "stack_trace", "stacktrace", "traceback", "exception", "stack", "error.stack_trace", "exc_text"];
    private static readonly string[] Times = ["timestamp", "time", "ts", "@timestamp", "@t", "asctime"];

    /// <summary>The record; null when the line is none that says something.</summary>
    public static JsonLine? Of(string line)
    {
        var text = line.AsSpan().Trim();
        if (text is not ['{', .., '}'] || text.Length > Longest)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text.ToString(), new() { MaxDepth = 32 });
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonLine? Of(JsonElement root)
    {
        var message = TextOf(root, Messages);
        var stack = TextOf(root, Stacks);
        var text = (message, stack) switch
        {
            ({ } said, { } below) when said.Contains(below, StringComparison.Ordinal) => said,
            ({ } said, { } below) => said + "\n" + below,
            _ => message ?? stack,
        };
        var at = TextOf(root, Times);
        return text is null
            ? null
            : new(text.TrimEnd(), LevelOf(root), Rfc3339.TryParse(at ?? "", out var time)
                ? time.ToUniversalTime() : null);
    }

    private static Level? LevelOf(JsonElement root)
    {
        foreach (var name in Levels)
        {
            if (!root.TryGetProperty(name, out var value))
            {
                continue;
            }

            // The numbers of pino and bunyan.
            return value.ValueKind switch
            {
                JsonValueKind.String => LevelWords.Of(value.GetString()),
                JsonValueKind.Number when value.TryGetInt32(out var number) => number >= 60 ? Jobs.Events.Level.Critical
                    : number >= 50 ? Jobs.Events.Level.Error : number >= 40 ? Jobs.Events.Level.Warning
                    : number >= 30 ? Jobs.Events.Level.Info : Jobs.Events.Level.Debug,
                _ => null,
            };
        }

        return null;
    }

    // A stack trace may be a list of lines, or stand in an object below.
    private static string? TextOf(JsonElement root, string[] names)
    {
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var value) && TextOf(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Of(value),
        JsonValueKind.Array => string.Join('\n', value.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.String).Select(JsonText.Of)),
        JsonValueKind.Object => TextOf(value, Nested),
        _ => null,
    };

    private static readonly string[] Nested = ["stack_trace", "stacktrace", "stack", "traceback", "message"];
}
