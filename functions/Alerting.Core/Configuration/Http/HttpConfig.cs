using System.Collections.Immutable;

namespace Alerting.Core.Configuration.Http;

/// <summary>How an integration calls its vendor: Alertmanager's <c>http_config</c>.</summary>
public sealed record HttpConfig
{
    /// <summary>Nothing configured.</summary>
    public static HttpConfig Usual { get; } = new();

    /// <summary>What the header <c>Authorization</c> says; null for none. Never together with
    /// <see cref="BasicAuth"/>.</summary>
    public Authorization? Authorization { get; init; }

    /// <summary>User name and password; null for none.</summary>
    public BasicAuth? BasicAuth { get; init; }

    /// <summary>A token is asked for first; null for none. Never together with the two above.</summary>
    public OAuth2Config? OAuth2 { get; init; }

    /// <summary>How certificates are checked, and our own.</summary>
    public TlsConfig Tls { get; init; } = TlsConfig.Usual;

    /// <summary>The proxy; null: none.</summary>
    public ProxyConfig? Proxy { get; init; }

    /// <summary>Whether HTTP/2 is used where the server can; default true.</summary>
    public bool Http2 { get; init; } = true;

    /// <summary>Headers besides, in the order of the file; a name may come several times.</summary>
    public ImmutableArray<HttpHeader> Headers { get; init; } = [];

    /// <summary>Whether redirects are followed, never with a secret to another host; default true.</summary>
    public bool FollowRedirects { get; init; } = true;

    /// <summary>
    /// The keys that are configured and cannot be acted on, such as <c>http_config.basic_auth.password_ref</c>; null
    /// for none. A notice then ends as refused: the call would not be the one that was asked for.
    /// </summary>
    public string? NotBuilt { get; init; }

    /// <summary>The same with a bearer token in place of what says who we are.</summary>
    public HttpConfig WithBearer(string token) =>
        this with { Authorization = new("Bearer", Secret.Inline(token)), BasicAuth = null, OAuth2 = null };

    /// <summary>The same with user and password in place of what says who we are.</summary>
    public HttpConfig WithBasic(string user, string password) => this with
    {
        Authorization = null,
        BasicAuth = new(Secret.Inline(user), Secret.Inline(password)),
        OAuth2 = null,
    };
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
