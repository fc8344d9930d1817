using System.Net;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Http;

/// <summary>
/// Keeps web pages from writing here with the help of a browser that can reach us: one of another origin, and one
/// whose name was made to lead to this machine. What is no browser sends no <c>Origin</c> and is not affected.
/// </summary>
/// <remarks>
/// A browser sends <c>Origin</c> with every POST, PUT and DELETE, and a password it remembers, but never a bearer token
/// of its own accord. Names are compared where nothing need be presented: an address in numbers leads where it says,
/// and a token keeps out whoever does not have it.
/// </remarks>
internal sealed class WriteRule
{
    private readonly Access access;
    private readonly string externalOrigin;
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool isReachedByAnyName;

    public WriteRule(ServeOptions options)
    {
        access = options.Access;
        var external = new Uri(options.ExternalUrl);
        externalOrigin = external.GetLeftPart(UriPartial.Authority);
        names.Add(external.Host);
        foreach (var host in options.Addresses.Select(address => BindingAddress.Parse(address.Url).Host))
        {
            names.Add(host);
            isReachedByAnyName |= host is "*" or "+" || (Literal(host) is { } ip
                && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        }
    }

    /// <summary>Null when the request may pass, else why not.</summary>
    public string? Refusal(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method))
        {
            return null;
        }

        string? origin = request.Headers.Origin;
        if (origin is not null && !IsBearer(request) && !IsOurs(origin, request.Host))
        {
            return "not from a web page of another origin";
        }

        return !access.IsOpen || isReachedByAnyName || !request.Host.HasValue || IsNamed(request.Host)
            ? null
            : $"not under the name \"{request.Host.Host}\"; --external-url makes it ours";
    }

    // What is presented has been looked at.
    private bool IsBearer(HttpRequest request) => !access.IsOpen
        && request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);

    // TLS may end in front of us: the scheme does not count.
    private bool IsOurs(string origin, HostString host) =>
        string.Equals(origin, externalOrigin, StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && new HostString(page.Authority).Equals(host) && (!access.IsOpen || IsNamed(host)));

    private bool IsNamed(HostString host) =>
        names.Contains(host.Host) || Literal(host.Host) is not null
        || host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static IPAddress? Literal(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? ip : null;
}
