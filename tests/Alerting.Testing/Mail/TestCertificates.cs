using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Alerting.Testing.Mail;

/// <summary>An authority of one test, and certificates of it for this machine.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly X509Certificate2 authority;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset now = RealClock.Instance.GetUtcNow();

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=an authority of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>The authority as PEM.</summary>
    public string Authority => authority.ExportCertificatePem();

    /// <summary>A certificate with its key for a host, such as <c>127.0.0.1</c> or <c>mail.example.com</c>.</summary>
    /// <param name="host">The host.</param>
    /// <param name="lasts">From now; less than nothing: it has run out. Null: half a day.</param>
    public X509Certificate2 For(string host, TimeSpan? lasts = null)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            authority, now.AddHours(-23), now + (lasts ?? TimeSpan.FromHours(12)), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(own);

        // What a server of this platform can use is loaded from a store.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The key of a certificate as PEM.</summary>
    public static string KeyOf(X509Certificate2 certificate) =>
        certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    public void Dispose()
    {
        authority.Dispose();
        key.Dispose();
    }
}
