namespace Alerting.Testing.Functions;

/// <summary>One call of the handler that has ended.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Id">As the handler was told in <c>X-Azure-Functions-InvocationId</c>.</param>
/// <param name="Succeeded">As the host sees it: every answer to a forwarded request is a success, 500 too.</param>
/// <param name="Why">Why it failed; null when it did not.</param>
/// <param name="Status">What the handler answered; null: nothing.</param>
/// <param name="Settled">What became of the message.</param>
/// <param name="Logs">What the answer gave the host to log.</param>
/// <param name="Duration">From the call, or the wait for the handler, to the end.</param>
public sealed record Invocation(
    string Function,
    Guid Id,
    bool Succeeded,
    string? Why,
    int? Status,
    Settlement Settled,
    IReadOnlyList<string> Logs,
    TimeSpan Duration);

/// <summary>What became of the message of an invocation.</summary>
public enum Settlement
{
    /// <summary>There was none, or the instance died before it could settle it.</summary>
    None,

    /// <summary>Gone from the queue.</summary>
    Completed,

    /// <summary>Offered again at once, or dead-lettered.</summary>
    Abandoned,

    /// <summary>The lock had run out: the message is offered again although its function may have succeeded.</summary>
    LockLost,
}
