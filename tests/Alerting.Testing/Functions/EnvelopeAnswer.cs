using System.Text.Json;

namespace Alerting.Testing.Functions;

/// <summary>What the host makes of an answer to an envelope.</summary>
/// <param name="Why">Why the invocation failed; null when it succeeded.</param>
/// <param name="IsProblem">No handler may answer so.</param>
/// <param name="Logs">What it gave the host to log.</param>
internal sealed record EnvelopeAnswer(string? Why, bool IsProblem, IReadOnlyList<string> Logs)
{
    /// <summary>
    /// An empty or null success never completes in the host: it hangs until the function's time is over. Here it fails
    /// at once, and the test with it.
    /// </summary>
    public static EnvelopeAnswer Read(int status, string? mediaType, byte[] body)
    {
        if (status is < 200 or > 299)
        {
            return new($"answered {status}", false, []);
        }

        if (body.Length == 0)
        {
            return Wrong($"answered {status} with an empty body: the host would hang until functionTimeout");
        }

        if (mediaType is not ("application/json" or "text/json"))
        {
            return Wrong($"answered {status} as {mediaType ?? "no media type"}, which the host has no formatter for");
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException fault)
        {
            return Wrong("answered what is no JSON: " + fault.Message);
        }
    }

    private static EnvelopeAnswer Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return Wrong("answered null: the host would hang until functionTimeout");
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            return Wrong($"answered with {json.ValueKind} in the place of an object");
        }

        if (Member(json, "Outputs") is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            return Wrong("answered with Outputs that are no object");
        }

        var logs = Member(json, "Logs");
        if (logs is not { ValueKind: JsonValueKind.Array })
        {
            return logs is null or { ValueKind: JsonValueKind.Null }
                ? new(null, false, [])
                : Wrong("answered with Logs that are no array");
        }

        return logs.Value.EnumerateArray().Any(line => line.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            ? Wrong("answered with Logs that are no strings")
            : new(null, false, [.. logs.Value.EnumerateArray().Select(line => line.ToString())]);
    }

    private static EnvelopeAnswer Wrong(string why) => new(why, true, []);

    private static JsonElement? Member(JsonElement json, string name)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }
}
