using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary>What of a section <c>http_config</c> can be acted on, and the names of what cannot.</summary>
internal static class HttpReader
{
    private static readonly string[] Proxy = ["proxy_url", "proxy_from_environment"];

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
            http.Place.Warn($"not built yet: {string.Join(", ", unbuilt)}; notices that need it end as refused");
        }

        WarnOfRedirects(http);
        return new()
        {
            Authorization = ReadAuthorization(http, files),
            BasicAuth = http.Below("basic_auth") is { } basic
                ? new(files.Below(basic, "username"), files.Below(basic, "password"))
                : null,
            Headers = [.. http.Entries("http_headers").SelectMany(header => ReadHeader(header, files))],
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

    private static IEnumerable<string> Unbuilt(Section http)
    {
        if (http.Below("tls_config") is { } tls && IsConfigured(tls))
        {
            yield return "tls_config";
        }

        foreach (var key in Proxy.Append("oauth2"))
        {
            if (http.IsSet(key) && (key != "proxy_url" || http.Text(key).Length > 0))
            {
                yield return key;
            }
        }

        foreach (var (name, keys) in References)
        {
            foreach (var key in keys.Where(key => http.Below(name) is { } section && section.IsSet(key)))
            {
                yield return $"{name}.{key}";
            }
        }
    }

    private static bool IsConfigured(Section tls) => tls.IsAnySet(
        "ca", "ca_file", "ca_ref", "cert", "cert_file", "cert_ref", "key", "key_file", "key_ref", "server_name",
        "insecure_skip_verify", "min_version", "max_version");

    private static void WarnOfRedirects(Section http)
    {
        if (http.Value<bool>("follow_redirects"))
        {
            http.At("follow_redirects").Warn("not built yet: redirects are refused, they are not followed");
        }
    }
}
