using System.Net;
using System.Net.Sockets;

namespace Alerting.Adapters.Channels.Http.Guarding;

/// <summary>
/// The addresses of hosts, without those where a call must not lead: a name is resolved once, and exactly what was
/// judged is called, so that it cannot answer differently between the check and the call.
/// </summary>
/// <param name="resolve">Finds addresses.</param>
internal sealed class HostGuard(ResolveName resolve)
{
    /// <summary>
    /// The addresses of a host that may be called. Throws <see cref="NotSentException"/> when there is none,
    /// <see cref="SocketException"/> when the name has no address at all.
    /// </summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="allowed">Where data may lead nevertheless; null: the operator wrote the host.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IPAddress[]> Addresses(string host, AllowedTargets? allowed, CancellationToken cancellation)
    {
        var all = await All(host, cancellation);
        if (all.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (allowed is null || allowed.Allows(host))
        {
            return all;
        }

        IPAddress[] outside = [.. all.Where(address => AddressGuard.Forbids(address, allowed) is null)];
        return outside.Length > 0 ? outside : throw Forbidden(AddressGuard.Forbids(all[0], allowed)!);
    }

    /// <summary>
    /// The same question where a proxy makes the connection, which resolves the name itself: throws when any address
    /// that we find is inside, and when we find none.
    /// </summary>
    public async Task Judge(string host, AllowedTargets allowed, CancellationToken cancellation)
    {
        if (allowed.Allows(host))
        {
            return;
        }

        var addresses = await Found(host, cancellation);
        if (addresses.Length == 0)
        {
            // The proxy may find where we do not, and whoever runs the name decides who is told what.
            throw NotSentException.Final(
                "its name has no address here, and behind a proxy data may lead there only if outbound.allow lists it");
        }

        if (addresses.Select(address => AddressGuard.Forbids(address, allowed)).FirstOrDefault(it => it is not null)
            is { } kind)
        {
            throw Forbidden(kind);
        }
    }

    private async Task<IPAddress[]> Found(string host, CancellationToken cancellation)
    {
        try
        {
            return await All(host, cancellation);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private async Task<IPAddress[]> All(string host, CancellationToken cancellation) =>
        IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellation);

    private static NotSentException Forbidden(string kind) => NotSentException.Final(
        $"it leads to {(kind[0] == 'u' ? "an" : "a")} {kind} address, "
        + "where data may lead only if outbound.allow lists it");
}
