namespace Alerting.Testing.Azure;

/// <summary>What a <see cref="TableServer"/> does to a call instead of answering it.</summary>
/// <param name="IsApplied">Whether the call is carried out all the same.</param>
/// <param name="Status">The status answered; 0 breaks the connection, -1 never answers.</param>
/// <param name="Code">The service's word for it.</param>
/// <param name="RetryAfter">Value of <c>Retry-After</c>; null for none.</param>
public sealed record TableFault(bool IsApplied, int Status, string Code = "", string? RetryAfter = null)
{
    /// <summary>Carried out, and the connection broken before the answer.</summary>
    public static TableFault LostAnswer { get; } = new(true, 0);

    /// <summary>The connection broken before anything was done.</summary>
    public static TableFault Broken { get; } = new(false, 0);

    /// <summary>Nothing done and no answer until the caller leaves.</summary>
    public static TableFault Hanging { get; } = new(false, -1);

    /// <summary>Carried out, and no answer until the caller leaves.</summary>
    public static TableFault HangingAfter { get; } = new(true, -1);

    /// <summary>Not done, said so.</summary>
    public static TableFault TimedOut { get; } = new(false, 500, "OperationTimedOut");

    /// <summary>Done, and said to have timed out.</summary>
    public static TableFault TimedOutAfter { get; } = new(true, 500, "OperationTimedOut");

    /// <summary>Throttled as the table service does it.</summary>
    public static TableFault Busy(string? retryAfter = null) => new(false, 503, "ServerBusy", retryAfter);

    /// <summary>Throttled as a gateway does it.</summary>
    public static TableFault TooMany(string? retryAfter = null) => new(false, 429, "TooManyRequests", retryAfter);
}
