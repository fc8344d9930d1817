using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Testing.Clients;

/// <summary>What an event of a run may say. Stricter than the doors: an unknown member is a fault.</summary>
public static partial class JobEventRules
{
    private static readonly string[] Kinds =
        ["scheduled", "manual", "backfill", "test", "data_generated", "input_drift", "training_error"];

    private static readonly string[] Levels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

    /// <summary>What is wrong with it, naming the member; null where nothing is.</summary>
    public static string? Fault(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return "$: expected an object";
        }

        var members = body.EnumerateObject().ToArray();
        if (members.Select(member => member.Name).Distinct().Count() < members.Length)
        {
            return "$: expected each member once";
        }

        return members.Select(member => Expected(member.Name, member.Value) is { } expected
                ? $"$.{member.Name}: expected {expected}, not {member.Value.GetRawText()}"
                : null)
            .FirstOrDefault(fault => fault is not null);
    }

    /// <summary>Whether it is a time in UTC or with its offset, as RFC 3339 writes it.</summary>
    public static bool IsTime(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Rfc3339().IsMatch(value.GetString()!);

    /// <summary>Whether it is a text of so many UTF-16 units; without control characters where it is a name.</summary>
    public static bool IsText(JsonElement value, int least, int most, bool isName = false) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is { } text && text.Length >= least && text.Length <= most
        && !(isName && text.Any(char.IsControl));

    private static string? Expected(string name, JsonElement value) => name switch
    {
        "at" or "scheduled_at" => IsTime(value) ? null : "a time",
        "attempt" => IsWhole(value, 1, 1_000) ? null : "a whole number from 1 to 1000",
        "sequence" => IsWhole(value, 0, long.MaxValue) ? null : "a whole number from 0",
        "partition" => IsText(value, 1, 200, isName: true) || IsWhole(value, 0, long.MaxValue) ? null : "a name",
        "partitions" => IsWhole(value, 1, 1_000_000) ? null : "a whole number from 1",
        "kind" => IsOneOf(value, Kinds) ? null : "a kind",
        "level" => IsOneOf(value, Levels) ? null : "a level",
        "exit_code" => IsWhole(value, 0, 255) ? null : "an exit code",
        "signal" => IsText(value, 1, 20, isName: true) ? null : "a signal",
        "reason" => IsText(value, 1, 1_000, isName: true) ? null : "a word",
        "message" => IsText(value, 1, 2_000) ? null : "a text",
        "rows" or "bytes" => IsNumber(value) && value.GetDouble() >= 0 ? null : "a number from 0",
        "metrics" => AreMembers(value, 100, IsMeasure) ? null : "numbers by name",
        "model" or "dataset" or "code" => AreMembers(value, 50, IsTextOrNumber) ? null : "texts and numbers by name",
        "resources" => AreMembers(value, 50, IsNumber) ? null : "numbers by name",
        "labels" => AreMembers(value, 50, item => IsText(item, 0, 1_000)) ? null : "texts by name",
        "parents" => AreParents(value) ? null : "names of jobs",
        "log" => IsLog(value) ? null : "at most 64 KB of text",
        "trace_id" => IsText(value, 1, 200, isName: true) ? null : "a name",
        "event_id" => IsText(value, 1, 200, isName: true) ? null : "a name",
        _ => "no such member",
    };

    private static bool IsOneOf(JsonElement value, string[] words) =>
        value.ValueKind == JsonValueKind.String && words.Contains(value.GetString());

    private static bool IsWhole(JsonElement value, long least, long most) =>
        value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number) && number >= least && number <= most;

    private static bool IsNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble());

    private static bool IsTextOrNumber(JsonElement value) => IsNumber(value) || IsText(value, 0, 1_000);

    private static bool IsMeasure(JsonElement value) => IsNumber(value)
        || (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("value", out var number) && IsNumber(number)
            && value.EnumerateObject().All(member => member.Name is "value" or "samples")
            && (!value.TryGetProperty("samples", out var samples) || IsWhole(samples, 0, long.MaxValue)));

    private static bool AreMembers(JsonElement value, int most, Func<JsonElement, bool> fits) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().Count() <= most
        && value.EnumerateObject().All(member => member.Name.Length is > 0 and <= 1_000 && fits(member.Value));

    private static bool AreParents(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= 100
        && value.EnumerateArray().All(item => IsText(item, 1, 457, isName: true));

    private static bool IsLog(JsonElement value) =>
        IsText(value, 0, int.MaxValue) && Encoding.UTF8.GetByteCount(value.GetString()!) <= 64 * 1024;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex Rfc3339();
}
