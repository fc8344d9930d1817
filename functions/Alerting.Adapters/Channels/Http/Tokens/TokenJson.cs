using System.Globalization;
using System.Text.Json;

namespace Alerting.Adapters.Channels.Http.Tokens;

/// <summary>Answers of a token endpoint (RFC 6749, 5.1 and 5.2).</summary>
internal static class TokenJson
{
    private const int LongestError = 50;

    // Where the server does not say how long a token lasts; a call that is refused drops it before.
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The token; null when there is none that can be sent.</summary>
    public static Token? Read(string body)
    {
        using var json = Parse(body);
        if (json is null || Text(json, "access_token") is not { Length: > 0 } token)
        {
            return null;
        }

        var type = Text(json, "token_type") ?? "";
        var scheme = type.Length == 0 || type.Equals("bearer", StringComparison.OrdinalIgnoreCase) ? "Bearer" : type;
        var authorization = $"{scheme} {token}";
        return ConfiguredHeaders.IsSendable(new("Authorization", authorization))
            ? new(authorization, Lasts(json))
            : null;
    }

    /// <summary>The word of an error, such as <c>invalid_client</c>; null when there is none.</summary>
    public static string? ErrorOf(string body)
    {
        using var json = Parse(body);
        return json is not null && Text(json, "error") is { Length: > 0 and <= LongestError } error
            && error.All(c => char.IsAsciiLetterLower(c) || c == '_')
            ? error
            : null;
    }

    private static TimeSpan Lasts(JsonDocument json)
    {
        if (!json.RootElement.TryGetProperty("expires_in", out var value))
        {
            return Usual;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds))
            : Usual;
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonDocument? Parse(string body)
    {
        try
        {
            var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }

            json.Dispose();
        }
        catch (JsonException)
        {
            // No JSON is no token.
        }

        return null;
    }
}
