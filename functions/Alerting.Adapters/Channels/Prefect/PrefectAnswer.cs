using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>
/// What an answer proves. The server's own API reference has 204 for events, 201 or 200 for artifacts and logs, and 422
/// with a list of what is wrong; Cloud's pages add 411 without a length, 413 beyond 5 MiB and 429.
/// </summary>
internal static class PrefectAnswer
{
    public static Receipt Judge(Exchange.Answered answer, SecretUrl url)
    {
        var said = UrlOf.Said(answer with { Body = Words(answer.Body) }, url);
        return answer.Status switch
        {
            201 or 204 => new Receipt.Delivered(said),
            200 => IsObject(answer.Body)
                ? new Receipt.Delivered(said)
                : new Receipt.Unknown(said + " (JSON was expected: is it the address of the API?)"),
            429 or 503 => new Receipt.Deferred(said, answer.RetryAfter),
            408 or >= 500 or < 300 => new Receipt.Unknown(said),
            _ => new Receipt.Refused(said),
        };
    }

    // A refused request is echoed whole; what is wrong with it stands in one member of several names.
    private static string Words(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Details(document.RootElement) is { Length: > 0 } words ? words : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static string Details(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        string[] names = ["exception_detail", "detail", "exception_message"];
        var found = names.Select(name => answer.TryGetProperty(name, out var value) ? value : default)
            .FirstOrDefault(value => value.ValueKind is JsonValueKind.Array or JsonValueKind.String);
        return found.ValueKind switch
        {
            JsonValueKind.Array => string.Join("; ", found.EnumerateArray().Take(10).Select(Problem)),
            JsonValueKind.String => found.GetString()!,
            _ => "",
        };
    }

    private static string Problem(JsonElement problem)
    {
        if (problem.ValueKind != JsonValueKind.Object || !problem.TryGetProperty("msg", out var message))
        {
            return problem.ToString();
        }

        var place = problem.TryGetProperty("loc", out var where) && where.ValueKind == JsonValueKind.Array
            ? string.Join('.', where.EnumerateArray().Take(10))
            : "";
        return place.Length > 0 ? $"{place}: {message}" : message.ToString();
    }

    private static bool IsObject(string body) => body.TrimStart().StartsWith('{');
}
