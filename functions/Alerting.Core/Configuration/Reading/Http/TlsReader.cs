using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary>What a section <c>tls_config</c> asks for.</summary>
internal static class TlsReader
{
    private static readonly string[] References = ["ca_ref", "cert_ref", "key_ref"];

    /// <summary>The section; the usual when there is none.</summary>
    public static TlsConfig Read(Section? tls, SecretFiles files) => tls is null
        ? TlsConfig.Usual
        : new()
        {
            Authorities = files.Find(tls, "ca"),
            Certificate = files.Find(tls, "cert"),
            Key = files.Find(tls, "key"),
            ServerName = tls.Text("server_name"),
            SkipVerify = tls.Truth("insecure_skip_verify", otherwise: false),
            MinVersion = tls.Text("min_version"),
            MaxVersion = tls.Text("max_version"),
        };

    /// <summary>The keys that nothing can be done with.</summary>
    public static IEnumerable<string> Unbuilt(Section? tls) => References.Where(key => tls?.IsSet(key) == true);
}
