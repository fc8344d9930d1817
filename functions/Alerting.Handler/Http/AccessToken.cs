using System.Security.Cryptography;
using System.Text;

namespace Alerting.Handler.Http;

/// <summary>
/// What callers must present. Keeps its hash only, compares in constant time, prints as <c>&lt;secret&gt;</c>.
/// </summary>
internal sealed class AccessToken(string text)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private readonly byte[] hash = Hash(text);

    /// <summary>
    /// Whether an <c>Authorization</c> header carries it: as a bearer token, or as the basic password of any user.
    /// </summary>
    public bool IsIn(string? authorization)
    {
        if (authorization is null)
        {
            return false;
        }

        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return Is(authorization[Bearer.Length..].Trim());
        }

        return authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            && Password(authorization[Basic.Length..].Trim()) is { } password
            && Is(password);
    }

    /// <inheritdoc/>
    public override string ToString() => "<secret>";

    private static string? Password(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private bool Is(string presented) => CryptographicOperations.FixedTimeEquals(Hash(presented), hash);
}
