using System.Globalization;
using Alerting.Adapters.Channels.Http;
using Alerting.Core.Jobs.Registry;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Probes;

/// <summary>
/// Asks with GET, without a secret, follows redirects, reads no more of the answer than its status. The address is an
/// operator's word, so it may be inside; a redirect to another place may not.
/// </summary>
public sealed class HttpProbe(Outbound outbound, TimeProvider time) : IProbe
{
    /// <inheritdoc/>
    public async Task<ProbeAnswer> Ask(Probe probe, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var url = SecretUrl.Documented(probe.Url.AbsoluteUri, ConfiguredHeaders.None, [])
            ?? throw new InvalidOperationException("A probe asks over http or https.");
        var exchange = await outbound.Post(
            new OutboundPost(url, default, [], WantsBody: false) { Method = HttpMethod.Get, Timeout = probe.Timeout },
            cancellation);
        cancellation.ThrowIfCancellationRequested();
        var took = time.GetElapsedTime(began);
        return exchange switch
        {
            Exchange.Answered answer => new(
                IsGood(probe, answer.Status),
                string.Create(CultureInfo.InvariantCulture, $"{url.Shown} answered {answer.Status}"), took),
            Exchange.Failed failed => new(false, failed.Receipt.Why, took),
            _ => throw new InvalidOperationException($"No such exchange: {exchange.GetType().Name}"),
        };
    }

    private static bool IsGood(Probe probe, int status) =>
        probe.Statuses.IsEmpty ? status is >= 200 and <= 299 : probe.Statuses.Contains(status);
}
