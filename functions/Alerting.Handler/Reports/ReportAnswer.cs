using System.Globalization;
using Alerting.Core.Sources;
using Alerting.Handler.Http;

namespace Alerting.Handler.Reports;

/// <summary>What a door of reports answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Accepted">Reports and alerts that are durable.</param>
/// <param name="Rejected">What could not be used.</param>
/// <param name="Detail">What is wrong, one line; null where something was accepted.</param>
/// <param name="Wait">When to come again; null: no need to.</param>
internal sealed record ReportAnswer(
    int Status, int Accepted, IReadOnlyList<Rejection> Rejected, string? Detail = null, TimeSpan? Wait = null)
{
    /// <summary>What of a batch could not be used while the rest of it was; null: nothing.</summary>
    public Leftover? Lost { get; init; }

    /// <summary>Whether nothing of it could be used.</summary>
    public bool IsUnusable => Status == StatusCodes.Status400BadRequest;

    /// <summary>Answers with it.</summary>
    public Task Write(HttpContext context)
    {
        if (Detail is null)
        {
            return context.Response.WriteAsJsonAsync(
                new(Accepted, Rejected), HttpJson.Default.AcceptedAnswer, cancellationToken: context.RequestAborted);
        }

        if (Wait is { } wait)
        {
            context.Response.Headers.RetryAfter =
                Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return Problem.Write(context, Status, Detail, Rejected.Count > 0 ? Rejected : null);
    }
}
