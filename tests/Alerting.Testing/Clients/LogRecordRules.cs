using System.Text.Json;

namespace Alerting.Testing.Clients;

/// <summary>The shape of a log record, which is that of the users' document: members of it are these or left out.</summary>
public static class LogRecordRules
{
    private static readonly string[] Levels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

    /// <summary>What is wrong with it, naming the member; null where nothing is.</summary>
    public static string? Fault(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            return "$: expected an object";
        }

        foreach (var name in (string[])["timestamp", "level", "logger", "message"])
        {
            if (!record.TryGetProperty(name, out _))
            {
                return $"$.{name}: expected it to be there";
            }
        }

        return record.EnumerateObject().Select(member => IsFit(member.Name, member.Value)
                ? null
                : $"$.{member.Name}: not {member.Value.GetRawText()}")
            .FirstOrDefault(fault => fault is not null);
    }

    private static bool IsFit(string name, JsonElement value) => name switch
    {
        "timestamp" => JobEventRules.IsTime(value) && value.GetString()!.EndsWith('Z'),
        "level" => value.ValueKind == JsonValueKind.String && Levels.Contains(value.GetString()),
        "logger" or "message" or "exception" => value.ValueKind == JsonValueKind.String,
        "request_id" or "user_id" or "job_id" or "job" or "run" or "partition" or "trace_id" =>
            JobEventRules.IsText(value, 1, 1_000),
        "attempt" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var attempt) && attempt >= 1,
        "service" => Has(value, JsonValueKind.String, "name", "version", "environment"),
        "performance" => value.ValueKind == JsonValueKind.Object,
        _ => true,
    };

    private static bool Has(JsonElement value, JsonValueKind kind, params string[] names) =>
        value.ValueKind == JsonValueKind.Object
        && value.EnumerateObject().All(member => member.Value.ValueKind == kind && names.Contains(member.Name));
}
