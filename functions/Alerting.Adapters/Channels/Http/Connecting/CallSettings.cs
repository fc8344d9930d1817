using System.Collections.Immutable;
using Alerting.Adapters.Channels.Http.Guarding;
using Alerting.Adapters.Channels.Http.Proxying;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;

namespace Alerting.Adapters.Channels.Http.Connecting;

/// <summary>
/// What connections are made by, with secrets and files as they are now. Calls whose settings have the same key share
/// connections; a file that changes makes another key.
/// </summary>
internal sealed class CallSettings
{
    private readonly HttpConfig http;
    private readonly Dictionary<Secret, string> revealed = [];

    private CallSettings(HttpConfig http, ImmutableArray<string>? allow, Func<string, string?> variable)
    {
        (this.http, Allowed) = (http, allow is { } entries ? new(entries) : null);
        Proxies = ProxyRules.Of(http.Proxy, variable, Reveal);
        ConnectHeaders = [.. (http.Proxy?.ConnectHeaders ?? []).Select(header => new KeyValuePair<string, string>(
            header.Name, Reveal(header.Value)))];
        if (!ConnectHeaders.All(ConfiguredHeaders.IsSendable))
        {
            throw NotSentException.Final("proxy_connect_header holds what no header may hold");
        }

        Key = KeyOf(allow);
    }

    /// <summary>Equal for settings that connections can be shared by; says nothing of secrets.</summary>
    public string Key { get; }

    /// <summary>Where data may lead; null: the operator wrote the host.</summary>
    public AllowedTargets? Allowed { get; }

    /// <summary>Which proxy is used.</summary>
    public ProxyRules Proxies { get; }

    /// <summary>What a proxy is told when it is asked for a connection.</summary>
    public ImmutableArray<KeyValuePair<string, string>> ConnectHeaders { get; }

    /// <summary>Whether HTTP/2 is offered.</summary>
    public bool Http2 => http.Http2;

    /// <summary>
    /// Throws <see cref="NotSentException"/> when they cannot be acted on, or when a file cannot be read now.
    /// </summary>
    /// <param name="http">The configuration.</param>
    /// <param name="allow">The entries of <c>outbound.allow</c>; null: the operator wrote the host.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static CallSettings Of(HttpConfig http, ImmutableArray<string>? allow, Func<string, string?> variable)
    {
        try
        {
            return new(http, allow, variable);
        }
        catch (IOException unread) when (unread is not NotSentException)
        {
            throw new NotSentException(unread.Message, unread);
        }
    }

    /// <summary>Our side of TLS by these settings; throws <see cref="NotSentException"/>.</summary>
    public TlsHandshake Tls() => new(http.Tls, Reveal);

    private string KeyOf(ImmutableArray<string>? allow)
    {
        var tls = http.Tls;
        return Secret.Mark(
        [
            Shown(tls.Authorities), Shown(tls.Certificate), Shown(tls.Key), tls.ServerName, tls.MinVersion,
            tls.MaxVersion, tls.SkipVerify ? "any" : "", http.Http2 ? "2" : "1",
            http.Proxy is null ? "" : "proxy", Shown(http.Proxy?.Url), http.Proxy?.Except,
            .. ConnectHeaders.Select(header => $"{header.Key}: {header.Value}"),
            allow is null ? "operator" : "data", .. allow ?? [],
        ]);
    }

    private string? Shown(Secret? secret) => secret is null ? null : Reveal(secret);

    // Once: what the key was made of is what is used.
    private string Reveal(Secret secret)
    {
        if (!revealed.TryGetValue(secret, out var text))
        {
            revealed[secret] = text = secret.RevealAs("http_config");
        }

        return text;
    }
}
