using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary><c>http_config</c>.</summary>
internal static class HttpSchema
{
    private const string OneAuthorization = "at most one of basic_auth, oauth2 & authorization must be configured";

    // What the call itself sets, or what changes the connection.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "Authorization", "Host", "Content-Encoding", "Content-Length", "Content-Type", "User-Agent", "Connection",
        "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Www-Authenticate", "Accept-Encoding",
        "X-Prometheus-Remote-Write-Version", "X-Prometheus-Remote-Read-Version",
        "X-Prometheus-Scrape-Timeout-Seconds", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256",
    };

    /// <summary><c>http_headers</c>, also of <c>tracing</c>, which has no reserved names.</summary>
    public static Kind Headers { get; } = Kind.Entries("config.Headers", Kind.Map(new(
    [
        .. Key.Of(Kind.Texts, "values", "files"),
        .. Key.Of(Kind.List("[]config.Secret", Kind.Secret), "secrets"),
    ])
    { Type = "config.Header" })) with
    { IsPointer = true };

    public static Kind Kind { get; } = Kind.Map(new(
        [
            .. Key.Of(BasicAuth, "basic_auth"),
            .. Key.Of(Authorization, "authorization"),
            .. Key.Of(OAuth2Schema.Kind, "oauth2"),
            .. Key.Of(Kind.Secret, "bearer_token"),
            .. Key.Of(Kind.Text, "bearer_token_file"),
            .. Key.Of(TlsSchema.Kind, "tls_config"),
            .. Key.Of(Kind.Truth, "follow_redirects", "enable_http2"),
            .. OAuth2Schema.ProxyKeys,
            .. Key.Of(Headers, "http_headers"),
        ],
        [
            Rules.NotBoth("bearer_token"),
            Rules.Refuse("", http => HasBearer(http) && http.IsAnySet("basic_auth", "oauth2"),
                "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured"),
            Rules.Refuse("", http => HasBearer(http) && http.IsSet("authorization"),
                "authorization is not compatible with bearer_token & bearer_token_file"),
            Rules.Refuse("", http => new[] { "basic_auth", "oauth2", "authorization" }.Count(http.IsSet) > 1,
                OneAuthorization),
            .. OAuth2Schema.ProxyRules,
            NoReservedHeader,
        ]));

    /// <summary>Whether the header <c>Authorization</c> is configured, in one of its two ways.</summary>
    public static bool Authorizes(Section? http) =>
        http is not null && (http.IsSet("authorization") || HasBearer(http));

    private static Kind BasicAuth => Kind.Map(new(
        [
            .. Key.Of(Kind.Text, "username", "username_file", "username_ref", "password_file", "password_ref"),
            .. Key.Of(Kind.Secret, "password"),
        ],
        Rules.AtMostOne(
            "at most one of basic_auth username, username_file & username_ref must be configured",
            "username", "username_file", "username_ref"),
        Rules.AtMostOne(
            "at most one of basic_auth password, password_file & password_ref must be configured",
            "password", "password_file", "password_ref"))
    { HidesOthers = true });

    private static Kind Authorization => Kind.Map(new(
        [
            .. Key.Of(Kind.Text, "type", "credentials_file", "credentials_ref"),
            .. Key.Of(Kind.Secret, "credentials"),
        ],
        Rules.AtMostOne(
            "at most one of authorization credentials & credentials_file must be configured",
            "credentials", "credentials_file", "credentials_ref"),
        Rules.Refuse("type", section => IsBasic(section.Text("type")),
            "authorization type cannot be set to \"basic\", use \"basic_auth\" instead"))
    { Type = "config.Authorization", HidesOthers = true });

    private static bool IsBasic(string type) => type.Trim().Equals("basic", StringComparison.OrdinalIgnoreCase);

    private static bool HasBearer(Section http) => http.IsAnySet("bearer_token", "bearer_token_file");

    private static void NoReservedHeader(Section http)
    {
        foreach (var name in http.Entries("http_headers").Keys.Select(MimeHeader.Canonical).Where(Reserved.Contains))
        {
            http.At("http_headers").Error($"setting header {GoQuote.Append(new(), name)} is not allowed");
        }
    }
}
