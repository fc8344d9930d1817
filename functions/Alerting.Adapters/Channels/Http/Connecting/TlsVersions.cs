using System.Security.Authentication;
using Alerting.Core.Configuration.Http;

namespace Alerting.Adapters.Channels.Http.Connecting;

/// <summary>The versions of TLS between <c>min_version</c>, TLS 1.2 where it is not said, and
/// <c>max_version</c>.</summary>
internal static class TlsVersions
{
    private const string UsualLeast = "TLS12";
    private const string Newest = "TLS13";

    // Old versions are spoken only where somebody asks for them in so many words.
#pragma warning disable SYSLIB0039, CA5397, CA5398
    private static readonly (string Name, SslProtocols Version)[] All =
    [
        ("TLS10", SslProtocols.Tls), ("TLS11", SslProtocols.Tls11), (UsualLeast, SslProtocols.Tls12),
        (Newest, SslProtocols.Tls13),
    ];
#pragma warning restore SYSLIB0039, CA5397, CA5398

    /// <summary>At least one; throws <see cref="NotSentException"/> when the range is empty.</summary>
    public static SslProtocols Of(TlsConfig config)
    {
        var least = Place(config.MinVersion, UsualLeast);
        var most = Place(config.MaxVersion, Newest);
        return least <= most
            ? All[least..(most + 1)].Aggregate(SslProtocols.None, (all, one) => all | one.Version)
            : throw NotSentException.Final("tls_config allows no version of TLS");
    }

    private static int Place(string name, string otherwise) =>
        Array.FindIndex(All, one => one.Name == (name.Length == 0 ? otherwise : name));
}
