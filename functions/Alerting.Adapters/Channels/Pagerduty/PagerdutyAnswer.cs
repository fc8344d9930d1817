using System.Text.Json;

namespace Alerting.Adapters.Channels.Pagerduty;

/// <summary>What an answer of the Events API says.</summary>
/// <param name="Text">Its message and errors, or all of it where it is not the documented JSON; to be quoted.</param>
/// <param name="IsSuccess">Whether its status says so.</param>
/// <param name="Key">The key of the incident, 1 to 255 characters; null where it names none.</param>
internal sealed record PagerdutyAnswer(string Text, bool IsSuccess, string? Key)
{
    private const int LongestKey = 255;

    /// <summary>Whether it is the key that is refused.</summary>
    public bool NamesKey => Text.Contains("routing key", StringComparison.OrdinalIgnoreCase)
        || Text.Contains("routing_key", StringComparison.OrdinalIgnoreCase)
        || Text.Contains("service key", StringComparison.OrdinalIgnoreCase);

    public static PagerdutyAnswer Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement, body)
                : new(body, IsSuccess: false, Key: null);
        }
        catch (JsonException)
        {
            return new(body, IsSuccess: false, Key: null);
        }
    }

    private static PagerdutyAnswer Read(JsonElement answer, string body)
    {
        var errors = answer.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(error => error.ToString())
            : [];
        string[] words = [Member(answer, "message"), .. errors];
        var text = string.Join("; ", words.Where(word => word.Length > 0));
        var key = Member(answer, "dedup_key") is { Length: > 0 } v2 ? v2 : Member(answer, "incident_key");
        return new(
            text.Length > 0 ? text : body,
            Member(answer, "status") == "success",
            key.Length is > 0 and <= LongestKey && !key.Any(char.IsControl) ? key : null);
    }

    private static string Member(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
