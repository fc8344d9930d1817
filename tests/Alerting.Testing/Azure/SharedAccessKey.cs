using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alerting.Testing.Azure;

/// <summary>Checks <c>SharedAccessSignature sr=..&amp;sig=..&amp;se=..&amp;skn=..</c> against one key.</summary>
internal sealed class SharedAccessKey(string name, string key, string host)
{
    private const string Scheme = "SharedAccessSignature ";

    /// <summary>What is wrong with the header for this path; null when nothing is.</summary>
    public string? Fault(string? authorization, string path, DateTimeOffset now)
    {
        if (authorization?.StartsWith(Scheme, StringComparison.Ordinal) != true)
        {
            return "MissingToken";
        }

        var fields = authorization[Scheme.Length..].Split('&')
            .Select(field => field.Split('=', 2))
            .ToDictionary(field => field[0], field => field.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
        string Field(string field) => fields.GetValueOrDefault(field, "");
        var signed = Convert.ToBase64String(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Field("sr") + "\n" + Field("se"))));
        return Field("skn") != name || Uri.UnescapeDataString(Field("sig")) != signed ? "InvalidSignature"
            : !long.TryParse(Field("se"), NumberStyles.None, CultureInfo.InvariantCulture, out var until)
                || until <= now.ToUnixTimeSeconds() ? "ExpiredToken"
            : !IsOver(Uri.UnescapeDataString(Field("sr")), path) ? "InvalidAudience"
            : null;
    }

    private bool IsOver(string resource, string path)
    {
        var over = resource[(resource.IndexOf("://", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
        return (host + path + "/").StartsWith(over.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);
    }
}
