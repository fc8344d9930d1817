using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Alerting.Adapters.Channels.Http.Guarding;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Http.Requests;

/// <summary>One request of a call: the first, or one that a redirect asked for.</summary>
/// <param name="Url">Where to.</param>
/// <param name="IsGuarded">Whether data led there, and not the operator's own words.</param>
/// <param name="IsForeign">Whether it is another place than the one that our secrets are for.</param>
internal sealed record Hop(SecretUrl Url, bool IsGuarded, bool IsForeign)
{
    private const int MostFollowed = 10;

    /// <summary>How many redirects led there.</summary>
    public int Followed { get; private init; }

    /// <summary>The first request of a call.</summary>
    public static Hop First(OutboundPost post) =>
        new(post.Url, post.IsHostFromData, IsForeign: post.IsHostFromData && !IsListed(post));

    // Whoever writes a label must not be sent our keys, unless the operator knows the place.
    private static bool IsListed(OutboundPost post)
    {
        var (allowed, host) = (new AllowedTargets(post.Allow), post.Url.Uri.IdnHost);
        return allowed.Allows(host) || (IPAddress.TryParse(host, out var address) && allowed.Allows(address));
    }

    /// <summary>Whether an answer is a redirect that the call is to follow.</summary>
    public static bool Redirects(OutboundPost post, Exchange.Answered answer) => post.Http.FollowRedirects
        && (SendsAgain(post, answer) ? answer.Location is not null : answer.Status is 301 or 302 or 303);

    /// <summary>
    /// The request that a redirect asks for: only 307 and 308 send the same again. After 301, 302 and 303 Go asks for a
    /// page there and never sends the notice, so that a success there would be no delivery.
    /// </summary>
    /// <param name="post">The call.</param>
    /// <param name="answer">A redirect.</param>
    /// <param name="next">The request.</param>
    /// <param name="fault">Why it is not made.</param>
    public bool TryNext(
        OutboundPost post, Exchange.Answered answer,
        [NotNullWhen(true)] out Hop? next, [NotNullWhen(false)] out Receipt? fault)
    {
        next = SendsAgain(post, answer) ? To(post, answer.Location!) : null;
        var problem = !SendsAgain(post, answer) ? "which would lose the notice (only 307 and 308 send it again)"
            : next is null ? "to what is no http or https URL"
            : next.Followed > MostFollowed ? "after 10 others"
            : IsDowngrade(next) ? "from https to http"
            : null;
        fault = problem is null ? null : new Receipt.Refused(string.Create(
            CultureInfo.InvariantCulture, $"{Url.Shown} answered {answer.Status}: a redirect {problem}"));
        return problem is null;
    }

    private static bool SendsAgain(OutboundPost post, Exchange.Answered answer) => answer.Status is 307 or 308
        || (post.Method == HttpMethod.Get && answer.Status is 301 or 302 or 303);

    private Hop? To(OutboundPost post, string location)
    {
        if (!Uri.TryCreate(Url.Uri, location, out var uri)
            || SecretUrl.Of(uri.AbsoluteUri, ConfiguredHeaders.None) is not { } url)
        {
            return null;
        }

        var isOwn = IsSamePlace(post.Url.Uri, uri);
        return new(url, post.IsHostFromData || !isOwn, !isOwn) { Followed = Followed + 1 };
    }

    // Or the same host over TLS, at the usual ports.
    private static bool IsSamePlace(Uri own, Uri other) =>
        own.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase)
        && ((own.Scheme == other.Scheme && own.Port == other.Port)
            || (own is { Scheme: "http", IsDefaultPort: true } && other is { Scheme: "https", IsDefaultPort: true }));

    private bool IsDowngrade(Hop next) =>
        Url.Uri.Scheme == Uri.UriSchemeHttps && next.Url.Uri.Scheme == Uri.UriSchemeHttp;
}
