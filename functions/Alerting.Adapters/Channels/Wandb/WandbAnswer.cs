using System.Globalization;
using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Wandb;

/// <summary>
/// What an answer proves. The service has no published contract: these are the rules of its own SDK, which never sends
/// again what was answered with 400, 401, 403, 404, 409, 410, 413, 422 or 501, and waits for <c>RateLimit-Reset</c> at
/// 429. GraphQL answers 200 for failures, too.
/// </summary>
internal static class WandbAnswer
{
    /// <summary>The header of 429: seconds until there is room again.</summary>
    public const string Reset = "RateLimit-Reset";

    private static readonly string[] Limited = ["rate limit", "rate_limit", "ratelimit", "too many requests"];

    private static readonly string[] Wrong =
    [
        "not found", "could not find", "does not exist", "no such", "permission", "denied", "unauthorized", "forbidden",
        "not authorized", "invalid", "unknown", "cannot query", "required",
    ];

    /// <summary>The receipt.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="url">Who gave it.</param>
    /// <param name="isDone">Whether the data of a success say that it was done; null where they do not tell.</param>
    public static Receipt Judge(Exchange.Answered answer, SecretUrl url, Func<JsonElement, bool?> isDone)
    {
        var said = UrlOf.Said(answer with { Body = Errors(answer.Body) ?? answer.Body }, url);
        return answer.Status switch
        {
            200 => JudgeBody(answer, said, isDone),
            429 or 503 => new Receipt.Deferred(said, Wait(answer)),
            400 or 401 or 403 or 404 or 409 or 410 or 413 or 422 or 501 => new Receipt.Refused(said),
            >= 300 and < 400 => new Receipt.Refused(said),
            _ => new Receipt.Unknown(said),
        };
    }

    private static Receipt JudgeBody(Exchange.Answered answer, string said, Func<JsonElement, bool?> isDone)
    {
        if (Errors(answer.Body) is { } words)
        {
            return Has(words, Limited) ? new Receipt.Deferred(said, Wait(answer))
                : Has(words, Wrong) ? new Receipt.Refused(said)
                : new Receipt.Unknown(said);
        }

        return Done(answer.Body, isDone) switch
        {
            true => new Receipt.Delivered(said),
            false => new Receipt.Refused(said + " (the service did not do it)"),
            null => new Receipt.Unknown(said + " (not the answer that was expected)"),
        };
    }

    private static bool Has(string text, string[] words) =>
        words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static TimeSpan? Wait(Exchange.Answered answer) =>
        double.TryParse(
            answer.Headers.GetValueOrDefault(Reset), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && double.IsFinite(seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, RetryAfter.Longest.TotalSeconds))
            : answer.RetryAfter;

    private static bool? Done(string body, Func<JsonElement, bool?> isDone)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return isDone(document.RootElement);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Their messages; null where there are none.
    private static string? Errors(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("errors", out var errors)
                || errors.ValueKind != JsonValueKind.Array || errors.GetArrayLength() == 0)
            {
                return null;
            }

            return string.Join("; ", errors.EnumerateArray().Take(10).Select(Message));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Message(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message)
        && message.ValueKind == JsonValueKind.String
            ? message.GetString()!
            : error.ToString();
}
