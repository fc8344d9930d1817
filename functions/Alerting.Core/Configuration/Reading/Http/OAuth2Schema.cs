using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary><c>oauth2</c>, and the proxy keys that it shares with <c>http_config</c>.</summary>
internal static class OAuth2Schema
{
    /// <summary>The grant of a signed JWT.</summary>
    public const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public static IReadOnlyList<Key> ProxyKeys { get; } =
    [
        .. Key.Of(Kind.LooseUrl, "proxy_url"),
        .. Key.Of(Kind.Text, "no_proxy"),
        .. Key.Of(Kind.Truth, "proxy_from_environment"),
        .. Key.Of(
            Kind.Entries("config.ProxyHeader", Kind.List("[]config.Secret", Kind.Secret)), "proxy_connect_header"),
    ];

    public static IReadOnlyList<Rule> ProxyRules { get; } =
    [
        Rules.Refuse("proxy_connect_header",
            proxy => proxy.IsSet("proxy_connect_header") && !proxy.IsAnySet("proxy_url", "proxy_from_environment"),
            "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured"),
        Rules.Refuse("proxy_from_environment",
            proxy => proxy.IsSet("proxy_from_environment") && proxy.IsSet("proxy_url"),
            "if proxy_from_environment is configured, proxy_url must not be configured"),
        Rules.Refuse("proxy_from_environment",
            proxy => proxy.IsSet("proxy_from_environment") && proxy.IsSet("no_proxy"),
            "if proxy_from_environment is configured, no_proxy must not be configured"),

        // Unlike the others it takes an empty proxy_url for one.
        Rules.Refuse("no_proxy",
            proxy => proxy.IsSet("no_proxy") && proxy.Value<string>("proxy_url") is null && !proxy.IsSet("proxy_url"),
            "if no_proxy is configured, proxy_url must also be configured"),
    ];

    public static Kind Kind { get; } = Kind.Map(new(
        [
            .. Key.Of(Kind.Secret, "client_secret", "client_certificate_key"),
            .. Key.Of(
                Kind.Text, "client_id", "client_secret_file", "client_secret_ref", "client_certificate_key_id",
                "client_certificate_key_file", "client_certificate_key_ref", "grant_type", "signature_algorithm",
                "iss", "audience", "token_url"),
            .. Key.Of(Kind.AnyMap, "claims"),
            .. Key.Of(Kind.Texts, "scopes"),
            .. Key.Of(Kind.Entries("map[string]string", Kind.Text with { IsSecret = true }), "endpoint_params"),
            .. Key.Of(TlsSchema.Kind, "tls_config"),
            .. ProxyKeys,
        ],
        [
            Rules.Need("client_id", "oauth2 client_id must be configured"),
            Rules.Need("token_url", "oauth2 token_url must be configured"),
            OneSecret,
            .. ProxyRules,
        ])
    { HidesOthers = true });

    private static void OneSecret(Section oauth2)
    {
        var isJwt = oauth2.Text("grant_type") == JwtBearer;
        var key = isJwt ? "client_certificate_key" : "client_secret";
        var grant = isJwt ? JwtBearer : "client_credentials";
        Rules.AtMostOne(
            $"at most one of oauth2 {key}, {key}_file & {key}_ref must be configured using grant-type={grant}",
            key, key + "_file", key + "_ref")(oauth2);
        if (isJwt && oauth2.IsSet("signature_algorithm"))
        {
            Rules.Among(
                "signature_algorithm", ["RS256", "RS384", "RS512"],
                _ => "valid signature algorithms are RS256, RS384 and RS512")(oauth2);
        }
    }
}
