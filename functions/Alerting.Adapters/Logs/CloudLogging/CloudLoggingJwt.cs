using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alerting.Adapters.Channels.Http;

namespace Alerting.Adapters.Logs.CloudLogging;

/// <summary>The request for a token by the key of a service account (RFC 7523, RS256).</summary>
internal static class CloudLoggingJwt
{
    private const string Scope = "https://www.googleapis.com/auth/logging.read";
    private const string Grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";

    /// <summary>Where to, and the body.</summary>
    /// <param name="key">JSON as Google gives it: <c>client_email</c>, <c>private_key</c>, <c>token_uri</c>.</param>
    /// <param name="now">When it is signed.</param>
    /// <exception cref="IOException">It is no such key; says nothing of what it holds.</exception>
    public static (SecretUrl Url, ReadOnlyMemory<byte> Body) Request(string key, DateTimeOffset now)
    {
        try
        {
            using var json = JsonDocument.Parse(key);
            var (address, mail) = (Text(json, "token_uri"), Text(json, "client_email"));
            var assertion = Signed(Text(json, "private_key"), mail, address, now);
            var url = IsSafe(address) ? SecretUrl.Documented(address, ConfiguredHeaders.None, [assertion]) : null;
            return url is null
                ? throw new FormatException("its token_uri is not https")
                : (url, Encoding.ASCII.GetBytes($"grant_type={Grant}&assertion={assertion}"));
        }
        catch (Exception odd) when (Asking.IsOdd(odd) || odd is CryptographicException)
        {
            throw new IOException("key_file: not the key of a service account", odd);
        }
    }

    private static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback);

    private static string Signed(string pem, string mail, string audience, DateTimeOffset now)
    {
        var head = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);
        var claims = JsonBody.Of(json =>
        {
            json.WriteString("iss", mail);
            json.WriteString("scope", Scope);
            json.WriteString("aud", audience);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", now.ToUnixTimeSeconds() + 3600);
        });
        var text = $"{head}.{Base64Url.EncodeToString(claims.Span)}";
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        var signature = rsa.SignData(
            Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Text(JsonDocument json, string name) =>
        json.RootElement.GetProperty(name).GetString() ?? throw new FormatException(name);
}
