using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary><c>http_config</c>: its rules in Alertmanager's words, and what can be acted on.</summary>
public sealed class HttpConfigTests
{
    public static TheoryData<string, string> Refusals => new()
    {
        { "{basic_auth: {}, authorization: {}}", "at most one of basic_auth, oauth2 & authorization must be configured" },
        { "{basic_auth: {}, oauth2: {client_id: c, token_url: u}}", "at most one of basic_auth, oauth2 & authorization must be configured" },
        { "{authorization: {}, oauth2: {client_id: c, token_url: u}}", "at most one of basic_auth, oauth2 & authorization must be configured" },
        { "{authorization: {type: BASIC}}", "authorization type cannot be set to \"basic\", use \"basic_auth\" instead" },
        { "{authorization: {type: ' basic '}}", "authorization type cannot be set to \"basic\", use \"basic_auth\" instead" },
        { "{authorization: {credentials: a, credentials_file: f}}", "at most one of authorization credentials & credentials_file must be configured" },
        { "{authorization: {x: y}}", "field ? not found in type config.Authorization" },
        { "{authorization: hunter2}", "cannot unmarshal !!str `<secret>` into config.Authorization" },
        { "{basic_auth: {username: a, username_file: f}}", "at most one of basic_auth username, username_file & username_ref must be configured" },
        { "{basic_auth: {password: a, password_file: f}}", "at most one of basic_auth password, password_file & password_ref must be configured" },
        { "{basic_auth: {password: a, password_ref: f}}", "at most one of basic_auth password, password_file & password_ref must be configured" },
        { "{bearer_token: a, bearer_token_file: f}", "at most one of bearer_token & bearer_token_file must be configured" },
        { "{bearer_token: a, basic_auth: {}}", "at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured" },
        { "{bearer_token_file: a, authorization: {}}", "authorization is not compatible with bearer_token & bearer_token_file" },
        { "{oauth2: {token_url: u}}", "oauth2 client_id must be configured" },
        { "{oauth2: {client_id: c}}", "oauth2 token_url must be configured" },
        { "{oauth2: {client_id: c, token_url: u, client_secret: s, client_secret_file: f}}", "at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured using grant-type=client_credentials" },
        { "{oauth2: {client_id: c, token_url: u, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_certificate_key: k, client_certificate_key_file: f}}", "at most one of oauth2 client_certificate_key, client_certificate_key_file & client_certificate_key_ref must be configured using grant-type=urn:ietf:params:oauth:grant-type:jwt-bearer" },
        { "{oauth2: {client_id: c, token_url: u, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', signature_algorithm: X}}", "valid signature algorithms are RS256, RS384 and RS512" },
        { "{oauth2: {client_id: c, token_url: u, no_proxy: x}}", "if no_proxy is configured, proxy_url must also be configured" },
        { "{oauth2: {client_id: c, token_url: u, tls_config: {min_version: x}}}", "unknown TLS version: x" },
        { "{no_proxy: x}", "if no_proxy is configured, proxy_url must also be configured" },
        { "{proxy_from_environment: yes, proxy_url: 'http://x'}", "if proxy_from_environment is configured, proxy_url must not be configured" },
        { "{proxy_connect_header: {a: [b]}}", "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured" },
        { "{proxy_url: ':'}", "parse <secret>: missing protocol scheme" },
        { "{http_headers: {authorization: {values: [x]}}}", "setting header \"Authorization\" is not allowed" },
        { "{http_headers: {x-amz-date: {}}}", "setting header \"X-Amz-Date\" is not allowed" },
        { "{http_headers: {X: {value: [x]}}}", "field value not found in type config.plain" },
        { "{http_headers: {X: {values: [x]}, X: {}}}", "key \"X\" already set in map" },
        { "{tls_config: {ca: a, ca_file: f}}", "at most one of ca, ca_file & ca_ref must be configured" },
        { "{tls_config: {cert: a, cert_file: f, key: k}}", "at most one of cert, cert_file & cert_ref must be configured" },
        { "{tls_config: {cert: a, key: k, key_file: f}}", "at most one of key and key_file must be configured" },
        { "{tls_config: {cert_file: f}}", "exactly one of key or key_file must be configured when a client certificate is configured" },
        { "{tls_config: {key_file: f}}", "exactly one of cert or cert_file must be configured when a client key is configured" },
        { "{tls_config: {max_version: TLS1}}", "unknown TLS version: TLS1" },
        { "{tls_config: {max_version: ''}}", "unknown TLS version: " },
        { "{follow_redirects: 1}", "cannot unmarshal !!int `1` into bool" },
        { "{nope: 1}", "field nope not found in type config.plain" },
        { "[]", "cannot unmarshal !!seq into config.plain" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_wrong_is_said_wherever_it_stands(string http, string expected)
    {
        expected = expected.Replace("in type config.plain", http.Contains("{value:", StringComparison.Ordinal) ? "in type config.Header" : "in type config.plain", StringComparison.Ordinal);

        Assert.Equal([expected], Texts.Errors(Texts.Of("webhook", $"{{url: 'http://x', http_config: {http}}}")));
        Assert.Equal([expected], Texts.Errors(Texts.Of("pagerduty", $"{{routing_key: k, http_config: {http}}}")));
        Assert.Equal([expected], Texts.Errors(Texts.Of("webhook", "{url: 'http://x'}", $"{{http_config: {http}}}")));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{enable_http2: no, follow_redirects: no, tls_config: {}, proxy_url: '', no_proxy: ''}", null)]
    [InlineData("{tls_config: {insecure_skip_verify: no}}", null)]
    [InlineData("{tls_config: {insecure_skip_verify: yes, ca_file: f}, proxy_url: 'http://p', no_proxy: x}", null)]
    [InlineData("{proxy_from_environment: yes, proxy_connect_header: {a: [b]}}", null)]
    [InlineData("{oauth2: {client_id: c, token_url: 'http://u', scopes: [s], endpoint_params: {a: b}, claims: {a: b}}}", null)]
    [InlineData("{oauth2: {client_id: c, token_url: 'http://u', grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer'}}", "http_config.oauth2.grant_type")]
    [InlineData("{oauth2: {client_id: c, token_url: 'http://u', client_secret_ref: r, tls_config: {ca_ref: r}}}", "http_config.oauth2.client_secret_ref, http_config.oauth2.tls_config.ca_ref")]
    [InlineData("{authorization: {credentials_ref: r}}", "http_config.authorization.credentials_ref")]
    [InlineData("{tls_config: {cert_ref: r, key_ref: r}}", "http_config.tls_config.cert_ref, http_config.tls_config.key_ref")]
    [InlineData("{basic_auth: {username_ref: r, password_ref: r}, tls_config: {ca: c}}", "http_config.basic_auth.username_ref, http_config.basic_auth.password_ref")]
    public void What_cannot_be_acted_on_is_named(string http, string? expected)
    {
        var read = Texts.Read(Texts.Of("webhook", $"{{url: 'http://x', http_config: {http}}}"));

        Assert.Equal(expected, Http(read).NotBuilt);
        Assert.Equal(
            expected is null ? [] : [$"not built yet: {expected}; notices that need it go to the fallback receiver"],
            read.Warnings.Select(warning => warning.Message));
    }

    [Theory]
    [InlineData("{authorization: {credentials: s}}", "Bearer", "s")]
    [InlineData("{authorization: {type: ' GenieKey ', credentials_file: f}}", "GenieKey", "f!")]
    [InlineData("{bearer_token: s}", "Bearer", "s")]
    [InlineData("{bearer_token_file: f}", "Bearer", "f!")]
    [InlineData("{authorization: {}}", "Bearer", "")]
    public void An_authorization_is_read(string http, string scheme, string credentials)
    {
        var read = Http(Texts.Read(Texts.Of("webhook", $"{{url: 'http://x', http_config: {http}}}"))).Authorization!;

        Assert.Equal((scheme, credentials), (read.Scheme, read.Credentials.Reveal(file => file + "!\n")));
    }

    [Fact]
    public void Basic_authentication_and_headers_are_read()
    {
        var http = Http(Texts.Read(Texts.Of(
            "slack", "{api_url: 'http://x', http_config: {basic_auth: {username_file: u, password: p}, http_headers: {A: {values: [1, 2], secrets: [3], files: [4]}, B: ~}}}")));

        Assert.Equal("u!", http.BasicAuth!.Username.Reveal(file => file + "!"));
        Assert.Equal("p", http.BasicAuth.Password.Reveal(file => file + "!"));
        Assert.Equal(
            ["A: 1", "A: 2", "A: 3", "A: 4!"], http.Headers.Select(it => $"{it.Name}: {it.Value.Reveal(file => file + "!")}"));
    }

    [Fact]
    public void How_tls_is_spoken_is_read()
    {
        var tls = Http(Texts.Read(Texts.Of(
            "webhook", "{url: 'http://x', http_config: {tls_config: {ca: a, cert_file: c, key: k, server_name: n, insecure_skip_verify: yes, min_version: TLS10, max_version: TLS13}}}"))).Tls;

        Assert.Equal(("a", "c!", "k"), (tls.Authorities!.Reveal(_ => ""), tls.Certificate!.Reveal(file => file + "!"), tls.Key!.Reveal(_ => "")));
        Assert.Equal(("n", true, "TLS10", "TLS13"), (tls.ServerName, tls.SkipVerify, tls.MinVersion, tls.MaxVersion));
        Assert.Equal(TlsConfig.Usual, Http(Texts.Read(Texts.Of("webhook", "{url: 'http://x', http_config: {tls_config: {}}}"))).Tls);
    }

    [Theory]
    [InlineData("{proxy_url: ''}", null)]
    [InlineData("{proxy_from_environment: no}", null)]
    [InlineData("{proxy_url: 'http://u:p@p:1', no_proxy: 'a,b'}", "http://u:p@p:1 a,b ")]
    [InlineData("{proxy_url: 'socks5://p:1', proxy_connect_header: {A: [b, c], D: ~}}", "socks5://p:1  A=b A=c")]
    [InlineData("{proxy_from_environment: yes, proxy_connect_header: {A: [b]}}", "environment  A=b")]
    public void A_proxy_is_read(string http, string? expected)
    {
        var proxy = Http(Texts.Read(Texts.Of("webhook", $"{{url: 'http://x', http_config: {http}}}"))).Proxy;

        Assert.Equal(expected, proxy is null ? null
            : $"{proxy.Url?.Reveal(_ => "") ?? "environment"} {proxy.Except} {string.Join(' ', proxy.ConnectHeaders.Select(it => $"{it.Name}={it.Value.Reveal(_ => "")}"))}");
    }

    [Theory]
    [InlineData("ftp://p:1")]
    [InlineData("p:1")]
    [InlineData("http:///x")]
    public void A_proxy_that_cannot_be_used_is_a_warning(string url)
    {
        var read = Texts.Read(Texts.Of("webhook", $"{{url: 'http://x', http_config: {{proxy_url: '{url}'}}}}"));

        Assert.Equal(
            "not a proxy that can be used (http, https or socks5, and a host): nothing can be sent", Assert.Single(read.Warnings).Message);
    }

    [Fact]
    public void A_token_is_asked_for_as_it_is_said()
    {
        var oauth2 = Http(Texts.Read(Texts.Of(
            "webhook", "{url: 'http://x', http_config: {oauth2: {client_id: c, client_secret_file: s, token_url: 'http://t', scopes: [a, b], endpoint_params: {p: q, r: ~}, tls_config: {server_name: n}, proxy_url: 'http://p', grant_type: client_credentials}}}"))).OAuth2!;

        Assert.Equal(("c", "s!", "http://t", "n"), (oauth2.ClientId, oauth2.ClientSecret!.Reveal(file => file + "!"), oauth2.TokenUrl, oauth2.Tls.ServerName));
        Assert.Equal(["a", "b"], oauth2.Scopes);
        Assert.Equal(["p=q", "r="], oauth2.Parameters.Select(it => $"{it.Key}={it.Value.Reveal(_ => "")}"));
        Assert.Equal("http://p", oauth2.Proxy!.Url!.Reveal(_ => ""));
    }

    [Fact]
    public void A_token_endpoint_that_cannot_be_called_is_a_warning() => Assert.Equal(
        ["not a URL that can be called: nothing can be sent to it"],
        Texts.Read(Texts.Of("webhook", "{url: 'http://x', http_config: {oauth2: {client_id: c, token_url: u}}}")).Warnings.Select(it => it.Message));

    [Fact]
    public void An_own_one_replaces_that_of_global_whole_and_null_does_not()
    {
        const string Global = "{http_config: {bearer_token: s, follow_redirects: no}}";

        Assert.Equal("Bearer", Http(Texts.Read(Texts.Of("webhook", "{url: 'http://x'}", Global))).Authorization!.Scheme);
        Assert.False(Http(Texts.Read(Texts.Of("slack", "{api_url: 'http://x', http_config: ~}", Global))).FollowRedirects);
        var own = Http(Texts.Read(Texts.Of("webhook", "{url: 'http://x', http_config: {enable_http2: yes}}", Global)));
        Assert.Null(own.Authorization);
        Assert.True(own.FollowRedirects);
    }

    [Theory]
    [InlineData("cert/token", "/etc/am/cert/token")]
    [InlineData("/run/token", "/run/token")]
    [InlineData("env:ALERTING_SECRET_X", "env:ALERTING_SECRET_X")]
    public void Its_files_count_from_the_folder_of_the_file(string written, string path)
    {
        var text = Texts.Of("webhook", $"{{url: 'http://x', http_config: {{bearer_token_file: '{written}', http_headers: {{A: {{files: ['{written}']}}}}, tls_config: {{ca_file: '{written}'}}}}}}");

        var http = Http(ConfigurationReader.Read(new("am.yml", text) { Folder = "/etc/am" }, null));

        Assert.Equal(path, http.Authorization!.Credentials.File);
        Assert.Equal(path, Assert.Single(http.Headers).Value.File);
        Assert.Equal(path, http.Tls.Authorities!.File);
    }

    [Theory]
    [InlineData("{authorization: {credentials: SECRET, credentials_file: f}}")]
    [InlineData("{authorization: SECRET}")]
    [InlineData("{basic_auth: SECRET}")]
    [InlineData("{basic_auth: {password: [SECRET]}}")]
    [InlineData("{bearer_token: SECRET, bearer_token_file: f}")]
    [InlineData("{oauth2: {client_secret: SECRET}}")]
    [InlineData("{http_headers: {A: {secrets: SECRET}}}")]
    [InlineData("{proxy_url: 'http://u:SECRET'}")]
    [InlineData("{tls_config: {key: SECRET}}")]
    [InlineData("SECRET")]
    public void A_secret_is_never_printed(string http)
    {
        var errors = Texts.Read(Texts.Of("webhook", $"{{url: 'http://x', http_config: {http}}}")).Errors;

        Assert.NotEmpty(errors);
        Assert.DoesNotContain(errors, error => $"{error}{error.Value}".Contains("SECRET", StringComparison.Ordinal));
    }

    private static HttpConfig Http(ConfigurationResult read) => read.Configuration!.Receivers[0].Integrations[0] switch
    {
        Integration.Slack slack => slack.Http,
        Integration.Webhook webhook => webhook.Http,
        _ => throw new InvalidOperationException("neither slack nor webhook"),
    };
}
