using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;

namespace Alerting.Adapters.Channels.Http.Connecting;

/// <summary>The certificates of a <c>tls_config</c>: authorities, and our own.</summary>
internal sealed class TlsCertificates : IDisposable
{
    private readonly X509Certificate2Collection? authorities;
    private readonly X509Certificate2Collection chain = [];
    private readonly X509Certificate2? own;

    private TlsCertificates(string? authorities, (string Certificate, string Key)? own)
    {
        this.authorities = authorities is null ? null : Read(authorities);
        if (own is { } pair)
        {
            this.own = Read(pair.Certificate, pair.Key);
            chain.ImportFromPem(pair.Certificate);
            Own = SslStreamCertificateContext.Create(this.own, chain, offline: true);
        }
    }

    /// <summary>Our own certificate with those between; null: none.</summary>
    public SslStreamCertificateContext? Own { get; }

    /// <summary>Throws <see cref="NotSentException"/> for what is none, and what revealing throws.</summary>
    public static TlsCertificates Of(TlsConfig config, Func<Secret, string> reveal) => new(
        config.Authorities is { } authorities ? reveal(authorities) : null,
        config is { Certificate: { } certificate, Key: { } key } ? (reveal(certificate), reveal(key)) : null);

    /// <summary>How a certificate is checked: nothing is fetched for it from anywhere, as in Go.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        if (authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return policy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        own?.Dispose();
        foreach (var certificate in chain.Concat(authorities ?? []))
        {
            certificate.Dispose();
        }
    }

    private static X509Certificate2Collection Read(string pem)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            found.Clear();
        }

        return found.Count > 0 ? found : throw NotSentException.Final("tls_config: ca holds no certificate in PEM");
    }

    private static X509Certificate2 Read(string certificate, string key)
    {
        try
        {
            var read = X509Certificate2.CreateFromPem(certificate, key);

            // Windows takes no key for TLS that is only in memory.
            return OperatingSystem.IsWindows() ? Reloaded(read) : read;
        }
        catch (Exception unfit) when (unfit is CryptographicException or ArgumentException)
        {
            throw NotSentException.Final("tls_config: cert and key are not a certificate and its key in PEM");
        }
    }

    private static X509Certificate2 Reloaded(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
