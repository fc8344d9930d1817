using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary>The proxy that <c>http_config</c> or <c>oauth2</c> asks for.</summary>
internal static class ProxyReader
{
    private static readonly string[] Schemes = ["http", "https", "socks5", "socks5h"];

    /// <summary>Null when none is asked for; warns of one that cannot be used.</summary>
    public static ProxyConfig? Read(Section section)
    {
        var url = section.Text("proxy_url");
        if (url.Length == 0)
        {
            return section.Truth("proxy_from_environment", otherwise: false)
                ? new() { ConnectHeaders = [.. Headers(section)] }
                : null;
        }

        if (GoUrl.Parse(url) is var parsed && (parsed.Host.Length == 0 || !Schemes.Contains(parsed.Scheme)))
        {
            section.At("proxy_url").Warn(
                "not a proxy that can be used (http, https or socks5, and a host): nothing can be sent");
        }

        return new()
        {
            Url = Secret.Inline(url),
            Except = section.Text("no_proxy"),
            ConnectHeaders = [.. Headers(section)],
        };
    }

    private static IEnumerable<HttpHeader> Headers(Section section) =>
        from header in section.Entries("proxy_connect_header")
        from value in (header.Value as IReadOnlyList<object?> ?? []).OfType<string>()
        select new HttpHeader(header.Key, Secret.Inline(value));
}
