using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;

namespace Alerting.Adapters.Channels.Http.Connecting;

/// <summary>Our side of TLS, as a <c>tls_config</c> asks for it.</summary>
internal sealed class TlsHandshake : IDisposable
{
    private const X509ChainStatusFlags Strange = X509ChainStatusFlags.UntrustedRoot
        | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid;

    private readonly TlsConfig config;
    private readonly SslProtocols versions;
    private readonly TlsCertificates certificates;

    /// <summary>
    /// Ready to speak. Throws <see cref="NotSentException"/> for what is no certificate, key or range of versions, and
    /// what revealing a secret throws.
    /// </summary>
    public TlsHandshake(TlsConfig config, Func<Secret, string> reveal)
    {
        this.config = config;
        versions = TlsVersions.Of(config);
        certificates = TlsCertificates.Of(config, reveal);
    }

    /// <inheritdoc/>
    public void Dispose() => certificates.Dispose();

    /// <summary>
    /// The stream, encrypted; owns the one within. Throws <see cref="NotSentException"/> when there is no agreement or
    /// the certificate will not do, in our words; the stream within is then closed.
    /// </summary>
    /// <param name="inner">A connection.</param>
    /// <param name="host">Whom we believe to speak to, unless <c>server_name</c> says it.</param>
    /// <param name="protocols">What is spoken within, the preferred first; may be empty.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<SslStream> Secure(
        Stream inner, string host, List<SslApplicationProtocol> protocols, CancellationToken cancellation)
    {
        string? why = null;
        SslStream? stream = new(inner, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(Options(host, protocols, fault => why = fault), cancellation);
            var secured = stream;
            stream = null;
            return secured;
        }
        catch (AuthenticationException failure)
        {
            throw new NotSentException(why ?? "its TLS handshake failed", failure);
        }
        catch (IOException broken)
        {
            throw new NotSentException("it broke off the TLS handshake", broken);
        }
        finally
        {
            await (stream?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private SslClientAuthenticationOptions Options(
        string host, List<SslApplicationProtocol> protocols, Action<string> tell) => new()
        {
            TargetHost = config.ServerName.Length > 0 ? config.ServerName : host,
            EnabledSslProtocols = versions,
            ApplicationProtocols = protocols.Count == 0 ? null : protocols,
            ClientCertificateContext = certificates.Own,
            CertificateChainPolicy = certificates.Policy(),
            RemoteCertificateValidationCallback = (_, _, chain, errors) =>
            {
                if (errors == SslPolicyErrors.None || config.SkipVerify)
                {
                    return true;
                }

                tell(Why(errors, chain));
                return false;
            },
        };

    private static string Why(SslPolicyErrors errors, X509Chain? chain)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it showed no certificate";
        }

        var faults = (chain?.ChainStatus ?? [])
            .Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        if (faults.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return "its certificate is not valid now (expired, or not yet)";
        }

        if ((faults & Strange) != 0)
        {
            return "its certificate is signed by an authority that is not trusted";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? "its certificate is for another name"
            : "its certificate is not valid";
    }
}
