using System.Text.Json.Serialization;
using Alerting.Core.Sources;
using Microsoft.AspNetCore.WebUtilities;

namespace Alerting.Handler.Http;

/// <summary>A problem document (RFC 9457).</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The status.</param>
/// <param name="Detail">What is wrong and what was expected, one line.</param>
/// <param name="Rejected">The parts of the body that could not be used, where it was read.</param>
internal sealed record Problem(
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Rejection>? Rejected = null)
{
    /// <summary>Answers with it.</summary>
    public static Task Write(
        HttpContext context, int status, string detail, IReadOnlyList<Rejection>? rejected = null)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new(ReasonPhrases.GetReasonPhrase(status), status, detail, rejected),
            HttpJson.Default.Problem,
            IsAskedForAsJson(context.Request) ? "application/json" : "application/problem+json",
            context.RequestAborted);
    }

    /// <summary>503: the sender should repeat after a pause.</summary>
    public static Task WriteComeAgain(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "5";
        return Write(context, StatusCodes.Status503ServiceUnavailable, detail);
    }

    // amtool takes that alone, and of any other type says nothing but that it cannot read it.
    private static bool IsAskedForAsJson(HttpRequest request) => request.Headers.Accept == "application/json";
}

/// <summary>What a door that takes alerts answers.</summary>
/// <param name="Accepted">Alerts that are durable.</param>
/// <param name="Rejected">What could not be used, and why.</param>
internal sealed record AcceptedAnswer(int Accepted, IReadOnlyList<Rejection> Rejected);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(AcceptedAnswer))]
internal sealed partial class HttpJson : JsonSerializerContext;
