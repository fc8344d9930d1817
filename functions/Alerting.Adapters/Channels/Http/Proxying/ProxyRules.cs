using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;

namespace Alerting.Adapters.Channels.Http.Proxying;

/// <summary>Which proxy a target is called through.</summary>
internal sealed class ProxyRules
{
    private readonly ProxyUrl? http;
    private readonly ProxyUrl? https;
    private readonly ProxyExceptions? exceptions;

    private ProxyRules(ProxyUrl? http, ProxyUrl? https, ProxyExceptions? exceptions) =>
        (this.http, this.https, this.exceptions) = (http, https, exceptions);

    /// <summary>No proxy at all.</summary>
    public static ProxyRules None { get; } = new(null, null, null);

    /// <summary>Whether there is any.</summary>
    public bool HasAny => http is not null || https is not null;

    /// <summary>The proxy for a target; null: it is called directly.</summary>
    public ProxyUrl? For(Uri target)
    {
        var proxy = target.Scheme == Uri.UriSchemeHttps ? https : http;
        return proxy is null || exceptions?.Holds(target) == true ? null : proxy;
    }

    /// <summary>
    /// Those that are configured. Throws <see cref="NotSentException"/> for a URL that is none of a proxy, and what
    /// revealing a secret throws. The exceptions, this machine among them, count only where some are named, as in Go.
    /// </summary>
    /// <param name="proxy">The configuration; null: none.</param>
    /// <param name="variable">Reads an environment variable; null where it is not set.</param>
    /// <param name="reveal">Reveals a secret.</param>
    public static ProxyRules Of(ProxyConfig? proxy, Func<string, string?> variable, Func<Secret, string> reveal)
    {
        if (proxy is null)
        {
            return None;
        }

        if (proxy.Url is { } url)
        {
            var one = Parse(reveal(url), "proxy_url");
            return new(one, one, proxy.Except.Length == 0 ? null : new(proxy.Except));
        }

        string? Variable(string name) =>
            variable(name) is { Length: > 0 } upper ? upper : variable(name.ToLowerInvariant());
        return new(
            OfVariable("HTTP_PROXY", Variable), OfVariable("HTTPS_PROXY", Variable),
            new(Variable("NO_PROXY") ?? ""));
    }

    // In a variable the scheme may be missing.
    private static ProxyUrl? OfVariable(string name, Func<string, string?> variable) =>
        variable(name) is not { Length: > 0 } text ? null
            : Parse(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, name);

    private static ProxyUrl Parse(string text, string name) => ProxyUrl.TryParse(text, out var proxy)
        ? proxy
        : throw NotSentException.Final($"{name} is not the URL of a proxy (http, https or socks5)");
}
