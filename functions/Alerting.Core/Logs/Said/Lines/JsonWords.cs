using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Sources;

namespace Alerting.Core.Logs.Said.Lines;

/// <summary>
/// What a record that is a JSON object says, under the names, in any case, that libraries write: zap, zerolog, slog,
/// pino, bunyan, winston, structlog, loguru, Serilog and CLEF, .NET's console, ECS, Cloud Logging.
/// </summary>
/// <param name="Text">What it says, an error behind it, a stack trace below it; null when it says nothing.</param>
/// <param name="Level">Null when it does not say.</param>
/// <param name="Time">As it is written; null when it does not say.</param>
public sealed record JsonWords(string? Text, Level? Level, string? Time)
{
    // How much of a text is looked for in another.
    private const int Compared = 200;

    private static readonly string[] Messages = ["message", "msg", "RenderedMessage", "@m", "@mt", "MessageTemplate",
        "log", "text", "@message", "textPayload", "event"];
    private static readonly string[] Levels = ["level", "severity", "lvl", "levelname", "log.level", "loglevel",
        "@level", "@l"];
    private static readonly string[] Errors = ["err", "error", "error.message"];
    private static readonly string[] Stacks = ["exc_info", "stack_trace", "stacktrace", "traceback", "exception", "@x",
        "stack", "error.stack_trace", "exc_text"];
    private static readonly string[] Times = ["timestamp", "time", "ts", "@timestamp", "@t", "asctime"];

    // Of an object that is an error.
    private static readonly string[] Types = ["type", "name", "class", "exc_type", "exception_class"];
    private static readonly string[] Values = ["message", "value", "msg", "exc_value", "exception_message"];
    private static readonly string[] Frames = ["stack_trace", "stacktrace", "stack", "traceback"];

    /// <summary>Of an object; all null where it is none.</summary>
    public static JsonWords Of(JsonElement root)
    {
        var members = Members(root);
        var (error, stack) = (First(members, Errors), First(members, Stacks));
        var said = Joined(First(members, Messages), Has(stack, error) ? null : error);
        return new(Joined(said, stack)?.TrimEnd(), LevelOf(members), First(members, Times));
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                members.TryAdd(JsonText.NameOf(member), member.Value);
            }
        }

        return members;
    }

    private static Level? LevelOf(Dictionary<string, JsonElement> members) =>
        Levels.Select(name => Find(members, name) is { } value ? LevelOf(value) : null)
            .FirstOrDefault(level => level is not null);

    // The numbers of pino and bunyan.
    private static Level? LevelOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => LevelWords.Of(JsonText.Of(value)),
        JsonValueKind.Number when value.TryGetInt32(out var number) => number >= 60 ? Jobs.Events.Level.Critical
            : number >= 50 ? Jobs.Events.Level.Error : number >= 40 ? Jobs.Events.Level.Warning
            : number >= 30 ? Jobs.Events.Level.Info : Jobs.Events.Level.Debug,
        _ => null,
    };

    private static string? First(Dictionary<string, JsonElement> members, string[] names) =>
        names.Select(name => Find(members, name) is { } value ? TextOf(value) : null)
            .FirstOrDefault(text => text is { Length: > 0 });

    // A name with a point is a member as it stands, or leads into an object.
    private static JsonElement? Find(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) ? value
        : name.IndexOf('.', StringComparison.Ordinal) is > 0 and var point
            && members.TryGetValue(name[..point], out var outer) && outer.ValueKind == JsonValueKind.Object
            && outer.TryGetProperty(name[(point + 1)..], out var inner) ? inner : null;

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ErrorOf(Members(value)),
        JsonValueKind.Array when value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object =>
            ErrorOf(Members(value[0])),
        _ => Plain(value),
    };

    // A stack trace may be a list of lines.
    private static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Of(value),
        JsonValueKind.Array => string.Join('\n', value.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.String).Select(JsonText.Of)),
        _ => null,
    };

    private static string? ErrorOf(Dictionary<string, JsonElement> members)
    {
        var (type, value, frames) = (Plain(members, Types), Plain(members, Values), Plain(members, Frames));
        var said = type is null || value is null ? value ?? type : $"{type}: {value}";
        return frames is null || said is null ? frames ?? said
            : Has(frames, value ?? type) ? frames : $"{said}\n{frames}";
    }

    private static string? Plain(Dictionary<string, JsonElement> members, string[] names) =>
        names.Select(name => members.TryGetValue(name, out var value) ? Plain(value) : null)
            .FirstOrDefault(text => text is { Length: > 0 });

    private static string? Joined(string? text, string? more) =>
        text is null || more is null ? text ?? more
        : Has(text, more) ? text
        : text.Contains('\n', StringComparison.Ordinal) || more.Contains('\n', StringComparison.Ordinal)
            ? $"{text}\n{more}"
            : $"{text}: {more}";

    private static bool Has(string? text, string? other) =>
        text is not null && other is not null
        && text.AsSpan().Contains(other.AsSpan(0, Math.Min(other.Length, Compared)), StringComparison.Ordinal);
}
