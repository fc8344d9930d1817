using System.Text;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;

namespace Alerting.Adapters.Channels.Http;

/// <summary>
/// The headers an <c>http_config</c> asks for, with their secrets as they are now. Never to be printed.
/// </summary>
internal sealed class ConfiguredHeaders
{
    private readonly List<KeyValuePair<string, string>> headers = [];
    private readonly List<string> secrets = [];

    /// <summary>No headers.</summary>
    public static ConfiguredHeaders None { get; } = new();

    /// <summary>Name and value, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => headers;

    /// <summary>Their values and what is secret in them, to be hidden in foreign text.</summary>
    public IEnumerable<string> Secrets => secrets.Concat(headers.Select(header => header.Value));

    /// <summary>The value of <c>Authorization</c>; null for none.</summary>
    public string? Authorization { get; private set; }

    /// <summary>Whether all of them may stand in a request: RFC 9110, of whose values only ASCII is sent.</summary>
    public bool AreSendable => headers.All(IsSendable) && (Authorization ?? "").All(IsValueCharacter);

    /// <summary>Whether a header may stand in a request.</summary>
    public static bool IsSendable(KeyValuePair<string, string> header) => header.Key.Length > 0
        && header.Key.All(IsTokenCharacter) && header.Value.All(IsValueCharacter);

    /// <summary>Throws what <see cref="SecretReading.RevealAs"/> throws.</summary>
    public static ConfiguredHeaders Of(HttpConfig http)
    {
        var configured = new ConfiguredHeaders();
        configured.Authorization = configured.AuthorizationOf(http);
        foreach (var header in http.Headers)
        {
            configured.headers.Add(new(header.Name, header.Value.RevealAs("http_config.http_headers." + header.Name)));
        }

        return configured;
    }

    private string? AuthorizationOf(HttpConfig http)
    {
        if (http.Authorization is { } authorization)
        {
            var shown = Revealed(authorization.Credentials, "http_config.authorization.credentials_file");
            return $"{authorization.Scheme} {shown}".TrimEnd();
        }

        if (http.BasicAuth is not { } basic)
        {
            return null;
        }

        var user = basic.Username.RevealAs("http_config.basic_auth.username_file");
        var pair = $"{user}:{Revealed(basic.Password, "http_config.basic_auth.password_file")}";
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
        secrets.Add(credentials);
        return "Basic " + credentials;
    }

    private string Revealed(Secret secret, string key)
    {
        var text = secret.RevealAs(key);
        secrets.Add(text);
        return text;
    }

    private static bool IsTokenCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);

    private static bool IsValueCharacter(char c) => c is '\t' or (>= ' ' and < '\u007f');
}
