using System.Globalization;
using System.Text.Json;
using Alerting.Adapters.Channels.Email;
using Alerting.Adapters.Channels.Http;

namespace Alerting.Adapters.Channels.SendGrid;

/// <summary>What SendGrid answers besides the status.</summary>
internal static class SendGridAnswer
{
    /// <summary>The header that says when a limit is lifted: unix seconds.</summary>
    public const string Reset = "X-RateLimit-Reset";

    /// <summary>The header that names the message.</summary>
    public const string Id = "X-Message-Id";

    private const int MostErrors = 3;
    private const int LongestId = 100;

    /// <summary>The words of <c>errors</c>, without addresses; the body itself where there are none.</summary>
    public static string Words(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var words = string.Join("; ", Errors(document.RootElement).Take(MostErrors));
            return MaskedText.Of(words.Length > 0 ? words : body);
        }
        catch (JsonException)
        {
            return MaskedText.Of(body);
        }
    }

    /// <summary>How long to wait: zero to one hour, null where the answer does not say.</summary>
    public static TimeSpan? Wait(Exchange.Answered answer, DateTimeOffset now)
    {
        if (answer.RetryAfter is not null || !answer.Headers.TryGetValue(Reset, out var reset)
            || !long.TryParse(reset, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return answer.RetryAfter;
        }

        var wait = Math.Clamp(seconds - now.ToUnixTimeSeconds(), 0, (long)RetryAfter.Longest.TotalSeconds);
        return TimeSpan.FromSeconds(wait);
    }

    /// <summary>The id of the message, visible ASCII; null where there is none.</summary>
    public static string? MessageId(Exchange.Answered answer) =>
        answer.Headers.TryGetValue(Id, out var id) && id.Length is > 0 and <= LongestId
        && id.All(c => c is > ' ' and <= '~')
            ? id
            : null;

    private static IEnumerable<string> Errors(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("errors", out var errors)
        && errors.ValueKind == JsonValueKind.Array
            ? errors.EnumerateArray().Select(Error).Where(error => error.Length > 0)
            : [];

    private static string Error(JsonElement error)
    {
        var (message, field) = (Text(error, "message"), Text(error, "field"));
        return field.Length > 0 ? $"{field}: {message}" : message;
    }

    private static string Text(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
