using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Testing.Vendors;

/// <summary>
/// A receiver that takes only what Standard Webhooks lets it: an id it has not seen, a time within five minutes of its
/// clock, and a signature of one of its secrets over both and the body; 401 for anything else.
/// </summary>
public sealed class SignedSink(TimeProvider clock, params string[] secrets)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>Listens once this returns.</summary>
    public Task<VendorServer> Start() => VendorServer.Start(request =>
        Fault(request) is { } fault ? VendorAnswer.Status(401, fault) : VendorAnswer.Status(200));

    /// <summary>Why it does not take the request; null when it does.</summary>
    public string? Fault(VendorRequest request)
    {
        if (request.Header("webhook-id") is not { Length: > 0 } id || id.Contains('.', StringComparison.Ordinal))
        {
            return "no id";
        }

        if (!long.TryParse(request.Header("webhook-timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(at)).Duration() > Tolerance)
        {
            return "too old or too new";
        }

        byte[] signed = [.. Encoding.ASCII.GetBytes(id + "." + request.Header("webhook-timestamp") + "."), .. request.Body.Span];
        var isOurs = (request.Header("webhook-signature") ?? "").Split(' ').Any(signature =>
            signature.StartsWith("v1,", StringComparison.Ordinal) && secrets.Any(secret => IsOf(secret, signed, signature[3..])));
        return !isOurs ? "not signed" : seen.Add(id) ? null : "seen before";
    }

    private static bool IsOf(string secret, byte[] signed, string signature)
    {
        var key = Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal));
        var expected = HMACSHA256.HashData(key, signed);
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromBase64String(signature));
    }
}
