using System.Net;

namespace Alerting.Adapters.Channels.Http.Proxying;

/// <summary>
/// Tells .NET of a proxy only where that passes requests on: http over an HTTP proxy. Every other way through a proxy
/// is a tunnel, which is ours.
/// </summary>
internal sealed class ForwardProxy(ProxyRules rules) : IWebProxy
{
    /// <summary>None: a proxy is told who we are by a header of the request.</summary>
    public ICredentials? Credentials
    {
        get => null;
        set { }
    }

    /// <summary>The proxy that passes on what is sent to the target; null: none does.</summary>
    private static ProxyUrl? For(ProxyRules rules, Uri target) =>
        target.Scheme == Uri.UriSchemeHttp && rules.For(target) is { IsSocks: false } proxy ? proxy : null;

    /// <summary>Tells the proxy that passes a request on, where one does, who we are.</summary>
    public static void Introduce(HttpRequestMessage request, ProxyRules rules)
    {
        if (For(rules, request.RequestUri!)?.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Proxy-Authorization", authorization);
        }
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => For(rules, destination)?.Address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => For(rules, host) is null;
}
