using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Ports;

/// <summary>Asks an address whether what is behind it answers. Safe for any number of callers.</summary>
public interface IProbe
{
    /// <summary>What came of it; never throws but for a cancellation.</summary>
    /// <param name="probe">What is asked.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<ProbeAnswer> Ask(Probe probe, CancellationToken cancellation);
}

/// <summary>What came of asking.</summary>
/// <param name="IsGood">The answer is one of those that are good.</param>
/// <param name="What">One line, such as <c>GET https://x answered 503</c>; without secrets.</param>
/// <param name="Took">How long it took.</param>
public readonly record struct ProbeAnswer(bool IsGood, string What, TimeSpan Took);
