namespace Alerting.Core.Configuration.Http;

/// <summary>Alertmanager's <c>tls_config</c>. Certificates are PEM, written out or in files.</summary>
public sealed record TlsConfig
{
    /// <summary>Nothing configured: the system's authorities.</summary>
    public static TlsConfig Usual { get; } = new();

    /// <summary>Authorities in place of the system's; null: those.</summary>
    public Secret? Authorities { get; init; }

    /// <summary>Our own certificate, with those between; null: none.</summary>
    public Secret? Certificate { get; init; }

    /// <summary>Its key; null: none.</summary>
    public Secret? Key { get; init; }

    /// <summary>The name a certificate must have; empty: the host's.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>Whether any certificate will do.</summary>
    public bool SkipVerify { get; init; }

    /// <summary>Least version, <c>TLS10</c> to <c>TLS13</c>; empty: TLS 1.2.</summary>
    public string MinVersion { get; init; } = "";

    /// <summary>Last version; empty: the newest.</summary>
    public string MaxVersion { get; init; } = "";
}

/// <summary>The proxy of an <c>http_config</c>.</summary>
public sealed record ProxyConfig
{
    /// <summary>Its URL: http, https or socks5; null: what the variables HTTPS_PROXY and so on say.</summary>
    public Secret? Url { get; init; }

    /// <summary>Hosts that are called without it, separated by commas; empty: none.</summary>
    public string Except { get; init; } = "";

    /// <summary>Headers of <c>CONNECT</c>: name and value.</summary>
    public System.Collections.Immutable.ImmutableArray<HttpHeader> ConnectHeaders { get; init; } = [];
}

/// <summary>Alertmanager's <c>oauth2</c>: the grant of client credentials, or of a signed JWT.</summary>
public sealed record OAuth2Config
{
    /// <summary>Who we are.</summary>
    public required string ClientId { get; init; }

    /// <summary>Our secret; null where a key signs.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>Where the token is asked for; http or https.</summary>
    public required string TokenUrl { get; init; }

    /// <summary>What it is to be good for.</summary>
    public System.Collections.Immutable.ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>What the request says besides.</summary>
    public System.Collections.Immutable.ImmutableArray<KeyValuePair<string, Secret>> Parameters { get; init; } = [];

    /// <summary>How certificates are checked there.</summary>
    public TlsConfig Tls { get; init; } = TlsConfig.Usual;

    /// <summary>The proxy there; null: none.</summary>
    public ProxyConfig? Proxy { get; init; }
}
