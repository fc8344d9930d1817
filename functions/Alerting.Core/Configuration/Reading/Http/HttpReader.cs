using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary>What of a section <c>http_config</c> can be acted on, and the names of what cannot.</summary>
internal static class HttpReader
{
    private static readonly (string Section, string[] Keys)[] References =
    [
        ("basic_auth", ["username_ref", "password_ref"]),
        ("authorization", ["credentials_ref"]),
    ];

    /// <summary>The section; <paramref name="otherwise"/>, whole, when there is none.</summary>
    /// <param name="http">The section; null when it is missing or null.</param>
    /// <param name="otherwise">What is inherited.</param>
    /// <param name="files">Where its files are.</param>
    public static HttpConfig Read(Section? http, HttpConfig otherwise, SecretFiles files)
    {
        if (http is null)
        {
            return otherwise;
        }

        var unbuilt = Unbuilt(http).Select(key => "http_config." + key).ToArray();
        if (unbuilt.Length > 0)
        {
            http.Place.Warn(
                $"not built yet: {string.Join(", ", unbuilt)}; notices that need it go to the fallback receiver");
        }

        return new()
        {
            Authorization = ReadAuthorization(http, files),
            BasicAuth = http.Below("basic_auth") is { } basic
                ? new(files.Below(basic, "username"), files.Below(basic, "password"))
                : null,
            Headers = [.. http.Entries("http_headers").SelectMany(header => ReadHeader(header, files))],
            OAuth2 = OAuth2Reader.Read(http.Below("oauth2"), files),
            Tls = TlsReader.Read(http.Below("tls_config"), files),
            Proxy = ProxyReader.Read(http),
            Http2 = http.Truth("enable_http2", otherwise: true),
            FollowRedirects = http.Truth("follow_redirects", otherwise: true),
            NotBuilt = unbuilt.Length == 0 ? null : string.Join(", ", unbuilt),
        };
    }

    private static Authorization? ReadAuthorization(Section http, SecretFiles files)
    {
        if (http.Below("authorization") is { } section)
        {
            var scheme = section.Text("type").Trim();
            return new(scheme.Length == 0 ? "Bearer" : scheme, files.Below(section, "credentials"));
        }

        return HttpSchema.Authorizes(http) ? new("Bearer", files.Below(http, "bearer_token")) : null;
    }

    private static IEnumerable<HttpHeader> ReadHeader(KeyValuePair<string, object?> header, SecretFiles files)
    {
        if (header.Value is not Section section)
        {
            return [];
        }

        var written = section.Items<string>("values").Concat(section.Items<string>("secrets")).Select(Secret.Inline);
        return written.Concat(section.Items<string>("files").Select(files.Below))
            .Select(value => new HttpHeader(header.Key, value));
    }

    private static IEnumerable<string> Unbuilt(Section http) =>
        TlsReader.Unbuilt(http.Below("tls_config")).Select(key => "tls_config." + key)
            .Concat(OAuth2Reader.Unbuilt(http.Below("oauth2")).Select(key => "oauth2." + key))
            .Concat(
                from reference in References
                from key in reference.Keys
                where http.Below(reference.Section) is { } section && section.IsSet(key)
                select $"{reference.Section}.{key}");
}
