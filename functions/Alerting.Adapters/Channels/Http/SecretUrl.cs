using System.Diagnostics.CodeAnalysis;
using System.Text;
using Alerting.Core.Alerts;

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

    private SecretUrl(Uri uri, ConfiguredHeaders headers, string path, IEnumerable<string> hidden)
    {
        (Uri, Headers) = (uri, headers.All);
        Authorization = AuthorizationOf(uri) ?? headers.Authorization;
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        Shown = $"{uri.Scheme}://{host}{(uri.IsDefaultPort ? "" : ":" + uri.Port)}{path}";
        secrets = [.. hidden.Concat(headers.Secrets).Where(text => text.Length >= ShortestSecret)
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

    /// <summary>The URL that a text is, or null when it is not an absolute http or https one.</summary>
    public static SecretUrl? Of(string text, ConfiguredHeaders headers) =>
        IsWeb(text, out var uri) ? new(uri, headers, "/" + Hidden, Secrets(uri)) : null;

    /// <summary>
    /// A documented address, of which only user, password and query are secret, besides what the body holds; null when
    /// it is not an absolute http or https URL.
    /// </summary>
    public static SecretUrl? Documented(string address, ConfiguredHeaders headers, IEnumerable<string> inBody) =>
        IsWeb(address, out var uri) ? new(uri, headers, uri.AbsolutePath, inBody.Concat(Private(uri))) : null;

    /// <summary>
    /// The first 200 characters of a vendor's words, on one line, without any part of the URL or the headers.
    /// </summary>
    public string Quote(string text)
    {
        var quote = BoundedText.Cut(Hide(text).Trim(), QuoteLength);
        return string.Concat(quote.Select(c => char.IsControl(c) ? ' ' : c));
    }

    /// <summary>The text without any part of the URL or the headers.</summary>
    public string Hide(string text) => secrets.Aggregate(
        text, (shown, secret) => shown.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase));

    private static bool IsWeb(string text, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(text, UriKind.Absolute, out uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    private static string? AuthorizationOf(Uri uri) => uri.UserInfo.Length == 0
        ? null
        : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo)));

    private static IEnumerable<string> Private(Uri uri) => uri.UserInfo.Split(':').Append(uri.UserInfo)
        .Concat(uri.Query.Split('?', '&', '=')).SelectMany(part => new[] { part, Uri.UnescapeDataString(part) });

    // Longest first, and each part by itself: vendors echo paths, sometimes with other escapes.
    private static IEnumerable<string> Secrets(Uri uri)
    {
        string[] wholes = [uri.OriginalString, uri.AbsoluteUri, uri.PathAndQuery, uri.AbsolutePath, uri.UserInfo];
        var parts = (uri.PathAndQuery + "/" + uri.Fragment).Split(['/', '?', '&', '=', '#'])
            .Concat(uri.UserInfo.Split(':'));
        return wholes.Concat(parts).SelectMany(part => new[] { part, Uri.UnescapeDataString(part) });
    }
}
