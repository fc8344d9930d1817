using Alerting.Core.Configuration.Reading.Http;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary>Rules of the types that only <c>alerting.yml</c> has.</summary>
internal static class OwnRules
{
    private static readonly string[] Others = ["basic_auth", "oauth2"];

    /// <summary>A key or its <c>_file</c> is needed, and not both.</summary>
    public static Rule[] Secret(string key, string type) =>
        [Rules.Need([key, key + "_file"], $"missing {key} in {type} config"), Rules.NotBoth(key)];

    /// <summary>Where the key says who we are, <c>http_config</c> does not.</summary>
    public static Rule Alone(string key) => Rules.Refuse(
        "http_config",
        own => own.IsAnySet(key, key + "_file") && own.Below("http_config") is { } http
            && (HttpSchema.Authorizes(http) || http.IsAnySet(Others)),
        $"http_config cannot authorize where {key} does");

    /// <summary>The URL can be called.</summary>
    public static Rule Callable(string key) => Rules.Refuse(
        key, own => own.Text(key) is { Length: > 0 } url && !Uri.TryCreate(url, UriKind.Absolute, out _),
        "not a URL that can be called");

    /// <summary>The URL under the key without slashes at its end; null when there is none.</summary>
    public static string? UrlOf(Section own, string key) => own.Value<string>(key)?.TrimEnd('/');
}
