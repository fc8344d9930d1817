using System.Net;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Http;

/// <summary>
/// Keeps web pages from acting here with the help of a browser that can reach us: one of another origin from writing,
/// one whose name was made to lead to this machine from reading as well. What is no browser sends no <c>Origin</c> and
/// is not affected.
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
    public string? Refusal(HttpRequest request) => IsReading(request.Method)
        ? IsPlain(request.Path) ? null : OtherName(request)
        : OtherOrigin(request) ?? OtherName(request);

    private static bool IsReading(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // What tells of no alert; it is often asked for by another name, such as that of a container.
    private static bool IsPlain(PathString path) => path.StartsWithSegments("/-", StringComparison.Ordinal)
        || path.StartsWithSegments("/metrics", StringComparison.Ordinal);

    private string? OtherOrigin(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return origin is not null && !IsBearer(request) && !IsOurs(origin, request.Host)
            ? "not from a web page of another origin"
            : null;
    }

    private string? OtherName(HttpRequest request) =>
        !access.IsOpen || isReachedByAnyName || !request.Host.HasValue || IsNamed(request.Host)
            ? null
            : $"not under the name \"{request.Host.Host}\"; --external-url makes it ours";

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
