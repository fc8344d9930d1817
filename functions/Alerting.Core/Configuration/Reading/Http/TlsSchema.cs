using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Http;

/// <summary><c>tls_config</c>.</summary>
internal static class TlsSchema
{
    private static readonly string[] Versions = ["TLS10", "TLS11", "TLS12", "TLS13"];

    public static Kind Kind { get; } = Kind.Map(new(
        [
            .. Key.Of(Kind.Text, "ca", "ca_file", "ca_ref", "cert", "cert_file", "cert_ref", "key_file", "key_ref"),
            .. Key.Of(Kind.Secret, "key"),
            .. Key.Of(Kind.Text, "server_name", "min_version", "max_version"),
            .. Key.Of(Kind.Truth, "insecure_skip_verify"),
        ],
        Rules.AtMostOne("at most one of ca, ca_file & ca_ref must be configured", "ca", "ca_file", "ca_ref"),
        Rules.AtMostOne(
            "at most one of cert, cert_file & cert_ref must be configured", "cert", "cert_file", "cert_ref"),
        Rules.AtMostOne("at most one of key and key_file must be configured", "key", "key_file", "key_ref"),
        Rules.Refuse("", tls => HasCertificate(tls) && !HasKey(tls),
            "exactly one of key or key_file must be configured when a client certificate is configured"),
        Rules.Refuse("", tls => HasKey(tls) && !HasCertificate(tls),
            "exactly one of cert or cert_file must be configured when a client key is configured"),
        KnownVersion("min_version"),
        KnownVersion("max_version")));

    private static bool HasCertificate(Section tls) => tls.IsAnySet("cert", "cert_file", "cert_ref");

    private static bool HasKey(Section tls) => tls.IsAnySet("key", "key_file", "key_ref");

    private static Rule KnownVersion(string key) => tls =>
    {
        if (!tls.IsNull(key) && tls.At(key) != tls.Place)
        {
            Rules.Among(key, Versions, version => $"unknown TLS version: {version}")(tls);
        }
    };
}
