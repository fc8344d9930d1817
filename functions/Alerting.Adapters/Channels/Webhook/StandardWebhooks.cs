using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;

namespace Alerting.Adapters.Channels.Webhook;

/// <summary>
/// Signs a request as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, time of the attempt and body, by each of
/// several secrets, so that one can be replaced while receivers still know the other.
/// </summary>
internal static class StandardWebhooks
{
    private const string Prefix = "whsec_";

    /// <summary>
    /// The three headers, or none where a secret is not <c>whsec_</c> and Base64 (the prefix may be missing). Throws
    /// what <see cref="SecretReading.RevealAs"/> throws.
    /// </summary>
    /// <param name="secrets">At least one; files are read now.</param>
    /// <param name="noticeId">The notice's id; dots, which part what is signed, become underscores, which it never
    /// has.</param>
    /// <param name="now">When it is sent.</param>
    /// <param name="body">The exact bytes.</param>
    public static KeyValuePair<string, string>[] Headers(
        ImmutableArray<Secret> secrets, string noticeId, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var id = noticeId.Replace('.', '_');
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var signatures = new StringBuilder();
        foreach (var secret in secrets)
        {
            if (Key(secret.RevealAs("secret_files")) is not { Length: > 0 } key)
            {
                return [];
            }

            signatures.Append(signatures.Length > 0 ? " v1," : "v1,")
                .Append(Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        }

        return
        [
            new("webhook-id", id), new("webhook-timestamp", timestamp), new("webhook-signature", signatures.ToString()),
        ];
    }

    private static byte[]? Key(string secret)
    {
        var text = secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret;
        return Base64.IsValid(text) ? Convert.FromBase64String(text) : null;
    }
}
