using Azure;
using Azure.Core;

namespace Alerting.Adapters.Azure;

/// <summary>How often and how patiently a call to an Azure service is tried.</summary>
public sealed record AzureRetry
{
    /// <summary>Tries in all, from 1.</summary>
    public int MaxTries { get; init; } = 6;

    /// <summary>Wait after the first try; doubles with each further one, less up to a half of it by chance.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The shortest wait, even if the service asks for a shorter one.</summary>
    public TimeSpan LeastDelay { get; init; }

    /// <summary>
    /// The longest wait. A service that asks for a longer one is not asked again: its answer is what came of the call.
    /// </summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long one try may take, body included. The table service itself takes up to 30 s: a shorter time makes
    /// outcomes unknown that would have been known.
    /// </summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>
    /// Whether to try again, given the message with its response, or the failure where none came. Not asked beyond
    /// <see cref="MaxTries"/> nor once the caller has cancelled.
    /// </summary>
    public Func<HttpMessage, Exception?, bool> When { get; init; } = IsTransient;

    /// <summary>408, 429, 500, 502, 503, 504, a connection that broke, an answer that did not come in time.</summary>
    public static bool IsTransient(HttpMessage message, Exception? failure) => failure is null
        ? message.Response.Status is 408 or 429 or 500 or 502 or 503 or 504
        : IsConnection(failure);

    /// <summary>Whether no answer came: the request may have been carried out or not.</summary>
    public static bool IsConnection(Exception failure) =>
        failure is RequestFailedException { Status: 0 } or IOException or HttpRequestException or TimeoutException;
}
