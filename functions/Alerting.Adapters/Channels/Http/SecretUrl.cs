using System.Text;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;

namespace Alerting.Adapters.Channels.Http;

/// <summary>
/// A URL that is a secret beyond its host, with the headers that calls to it carry: shows only the host, and hides the
/// rest of it in foreign text.
/// </summary>
internal sealed class SecretUrl
{
    private const int QuoteLength = 200;
    private const int ShortestSecret = 4;
    private const string Hidden = "<secret>";

    private readonly string[] secrets;

    private SecretUrl(Uri uri, ConfiguredHeaders headers)
    {
        (Uri, Headers) = (uri, headers.All);
        Authorization = AuthorizationOf(uri) ?? headers.Authorization;
        Shown = $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : ":" + uri.Port)}/{Hidden}";
        secrets = [.. Secrets(uri).Concat(headers.Secrets).Where(text => text.Length >= ShortestSecret)
            .Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(text => text.Length)];
    }

    /// <summary>Where to; never print it.</summary>
    public Uri Uri { get; }

    /// <summary>What may be printed, such as <c>https://host/&lt;secret&gt;</c>.</summary>
    public string Shown { get; }

    /// <summary>
    /// The value of <c>Authorization</c>: what user and password in the URL ask for, as Go sends it, else what is
    /// configured; or null. Never print it.
    /// </summary>
    public string? Authorization { get; }

    /// <summary>Headers that are configured for calls to it; never print them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>
    /// The URL, or null when it is not an absolute http or https one. Throws what <see cref="Secret.Reveal"/> throws.
    /// </summary>
    public static SecretUrl? From(Secret secret, ConfiguredHeaders headers) =>
        Uri.TryCreate(secret.Reveal(SecretFile.Read), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? new(uri, headers)
            : null;

    /// <summary>
    /// The first 200 characters of a vendor's words, on one line, without any part of the URL or the headers.
    /// </summary>
    public string Quote(string text)
    {
        foreach (var secret in secrets)
        {
            text = text.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase);
        }

        var quote = BoundedText.Cut(text.Trim(), QuoteLength);
        return string.Concat(quote.Select(c => char.IsControl(c) ? ' ' : c));
    }

    private static string? AuthorizationOf(Uri uri) => uri.UserInfo.Length == 0
        ? null
        : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo)));

    // Longest first, and each part by itself: vendors echo paths, sometimes with other escapes.
    private static IEnumerable<string> Secrets(Uri uri)
    {
        string[] wholes = [uri.OriginalString, uri.AbsoluteUri, uri.PathAndQuery, uri.AbsolutePath, uri.UserInfo];
        var parts = (uri.PathAndQuery + "/" + uri.Fragment).Split(['/', '?', '&', '=', '#'])
            .Concat(uri.UserInfo.Split(':'));
        return wholes.Concat(parts).SelectMany(part => new[] { part, Uri.UnescapeDataString(part) });
    }
}
