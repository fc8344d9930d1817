namespace Alerting.Core.Redaction.Kinds;

/// <summary>Names whose values are credentials, whatever they look like.</summary>
internal static class SecretNames
{
    private const int Longest = 80;

    // What stands before "key" makes it one: the key of a map, of a message or of a table is none.
    private static readonly string[] Keys =
    [
        "api", "access", "secret", "private", "account", "storage", "encryption", "signing", "master", "shared",
        "subscription", "functions", "function", "service", "auth", "license", "app", "application", "client", "ssh",
        "consumer", "host", "deploy", "admin", "webhook", "instrumentation", "wandb", "integration", "fernet",
    ];

    private static readonly string[] Ends =
    [
        "password", "passwd", "passwort", "passphrase", "_pwd", "secret", "token", "_pass", "cookie", "credentials",
    ];

    private static readonly string[] Passwords =
        ["password", "passwords", "passwd", "passwort", "passphrase", "passcode", "pwd", "_pass", "-pass"];

    // What is said of a credential, and is none.
    private static readonly string[] About =
    [
        "id", "ids", "name", "names", "file", "path", "dir", "url", "uri", "type", "kind", "count", "length", "len",
        "size", "limit", "ttl", "expiry", "expires", "expiration", "age", "policy", "enabled", "required", "ref",
        "version", "hint", "field", "header", "prefix", "suffix", "status", "state", "error", "errors", "provider",
        "method", "mode", "format", "usage", "rate", "cost", "budget", "per", "in", "out", "at", "by", "key", "index",
        "source", "store",
    ];

    /// <summary>Whether a name that goes on so after an underscore still is that of the credential, as
    /// <c>DB_PASSWORD_PROD</c> is.</summary>
    public static bool IsStill(ReadOnlySpan<char> suffix)
    {
        var last = suffix[(suffix.LastIndexOf('_') + 1)..];
        foreach (var about in About)
        {
            if (Is(last, about))
            {
                return false;
            }
        }

        return !last.IsEmpty;
    }

    /// <summary>Whether what has this name is a credential: a label, an annotation, a member.</summary>
    public static bool IsSecret(ReadOnlySpan<char> name)
    {
        if (name.Length is < 3 or > Longest)
        {
            return false;
        }

        // A secret of Kubernetes is known by its name, which is none.
        name = name.TrimEnd("0123456789");
        return !Is(name, "secret") && !Is(name, "token")
            && (Is(name, "pwd") || Is(name, "authorization") || EndsWithAny(name, Ends)
                || (name.EndsWith("key", StringComparison.OrdinalIgnoreCase) && IsKey(name[..^3])));
    }

    /// <summary>Whether a word is a name of passwords.</summary>
    public static bool IsPassword(ReadOnlySpan<char> word)
    {
        foreach (var password in Passwords)
        {
            if (Is(word, password))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether what stands before <c>key</c> makes it the name of a credential.</summary>
    public static bool IsKey(ReadOnlySpan<char> before) => EndsWithAny(before.TrimEnd("_-. "), Keys);

    private static bool EndsWithAny(ReadOnlySpan<char> word, string[] ends)
    {
        foreach (var end in ends)
        {
            if (word.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<char> word, string other) =>
        word.Equals(other, StringComparison.OrdinalIgnoreCase);
}
