using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Alerting.Adapters.Channels.Http.Proxying;

/// <summary>A proxy. Never print but by <see cref="Shown"/>.</summary>
internal sealed class ProxyUrl
{
    private const int UsualSocksPort = 1080;
    private const int LongestSocksText = 255;

    private readonly Uri uri;

    private ProxyUrl(Uri uri)
    {
        this.uri = uri;
        var parts = uri.UserInfo.Split(':', 2);
        User = Uri.UnescapeDataString(parts[0]);
        Password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "";
    }

    /// <summary>Whether it speaks SOCKS 5, else HTTP.</summary>
    public bool IsSocks => uri.Scheme is "socks5" or "socks5h";

    /// <summary>Whether it is spoken to over TLS.</summary>
    public bool IsSecure => uri.Scheme == Uri.UriSchemeHttps;

    /// <summary>Its name or address.</summary>
    public string Host => uri.IdnHost;

    /// <summary>Its port.</summary>
    public int Port => uri.Port > 0 ? uri.Port : UsualSocksPort;

    /// <summary>May be empty.</summary>
    public string User { get; }

    /// <summary>May be empty.</summary>
    public string Password { get; }

    /// <summary>What may be printed.</summary>
    public string Shown => $"{uri.Scheme}://{uri.IdnHost}:{Port}";

    /// <summary>What .NET is told: without user and password, and without TLS, which is ours.</summary>
    public Uri Address => new($"http://{(uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost)}:{Port}");

    /// <summary>The value of <c>Proxy-Authorization</c>; null for none. Never to be printed.</summary>
    public string? Authorization => uri.UserInfo.Length == 0
        ? null
        : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    /// <summary>Whether the text is a URL of a proxy that can be used.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ProxyUrl? proxy)
    {
        proxy = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            && uri.Scheme is "http" or "https" or "socks5" or "socks5h"
            && new ProxyUrl(uri) is var one && (!one.IsSocks || one.FitsSocks)
            ? one
            : null;
        return proxy is not null;
    }

    private bool FitsSocks => Encoding.UTF8.GetByteCount(User) <= LongestSocksText
        && Encoding.UTF8.GetByteCount(Password) <= LongestSocksText;
}
