using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary>Rules of the kinds of log sources.</summary>
internal static class LogRules
{
    /// <summary>The text of a key is as it must be, where it is said.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isRight">Tells whether it is.</param>
    /// <param name="expected">What it must be.</param>
    public static Rule Is(string key, Predicate<string> isRight, string expected) => own =>
    {
        if (own.Text(key) is { Length: > 0 } text && !isRight(text))
        {
            own.At(key).ErrorOnValue("expected " + expected);
        }
    };

    // What follows shows no value: an address may hold a password.

    /// <summary>An address that tokens are sent to: https, or the machine itself.</summary>
    public static Rule Safe(string key) => Hidden(
        key, text => Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "https" || url.IsLoopback),
        "https: a token is only sent over https, or to the machine itself");

    /// <summary>Pages and addresses carry no user, query or fragment.</summary>
    public static Rule Plain(string key) => Hidden(
        key, text => !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || (url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0),
        "a URL without user, query and fragment");

    private static Rule Hidden(string key, Predicate<string> isRight, string expected) => Rules.Refuse(
        key, own => own.Text(key) is { Length: > 0 } text && !isRight(text), "expected " + expected);

    /// <summary>TLS, proxy and what says who we are.</summary>
    public static HttpConfig Http(Section own, SecretFiles files) =>
        HttpReader.Read(own.Below("http_config"), HttpConfig.Usual, files);

    /// <summary>The vendor's own token says who we are, so that http_config must not.</summary>
    public static Rule Anonymous { get; } = Rules.Refuse(
        "http_config",
        own => own.Below("http_config") is { } http
            && (HttpSchema.Authorizes(http) || http.IsAnySet("basic_auth", "oauth2")),
        "http_config cannot authorize here");
}
