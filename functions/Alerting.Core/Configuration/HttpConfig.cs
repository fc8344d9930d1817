using System.Collections.Immutable;

namespace Alerting.Core.Configuration;

/// <summary>How an integration calls its vendor: what of Alertmanager's <c>http_config</c> can be acted on.</summary>
public sealed record HttpConfig
{
    /// <summary>Nothing configured.</summary>
    public static HttpConfig Usual { get; } = new();

    /// <summary>What the header <c>Authorization</c> says; null for none. Never together with
    /// <see cref="BasicAuth"/>.</summary>
    public Authorization? Authorization { get; init; }

    /// <summary>User name and password; null for none.</summary>
    public BasicAuth? BasicAuth { get; init; }

    /// <summary>Headers besides, in the order of the file; a name may come several times.</summary>
    public ImmutableArray<HttpHeader> Headers { get; init; } = [];

    /// <summary>
    /// Whether redirects are to be followed; default true. Not acted on: a redirect is a refusal, as nothing says that
    /// the secrets may go there.
    /// </summary>
    public bool FollowRedirects { get; init; } = true;

    /// <summary>
    /// The keys that are configured and cannot be acted on, such as <c>http_config.tls_config</c>; null for none. A
    /// notice then ends as refused: the call would not be the one that was asked for.
    /// </summary>
    public string? NotBuilt { get; init; }
}

/// <summary>The header <c>Authorization</c>.</summary>
/// <param name="Scheme">Such as <c>Bearer</c>.</param>
/// <param name="Credentials">What follows the scheme; may be empty.</param>
public sealed record Authorization(string Scheme, Secret Credentials);

/// <summary>Basic authentication (RFC 7617).</summary>
/// <param name="Username">May be empty.</param>
/// <param name="Password">May be empty.</param>
public sealed record BasicAuth(Secret Username, Secret Password);

/// <summary>A header that is sent with every call.</summary>
/// <param name="Name">Its name, none that the call itself sets.</param>
/// <param name="Value">Its value, which may be a secret.</param>
public sealed record HttpHeader(string Name, Secret Value);
