using System.Buffers;

namespace Alerting.Core.Redaction.Kinds;

/// <summary>What is looked at more closely where a landmark stands.</summary>
internal enum Way
{
    /// <summary>A name whose value is a credential.</summary>
    Name,

    /// <summary>A name that is one in the query of an address only.</summary>
    Query,

    /// <summary>The header of that name, or a member called so.</summary>
    Authorization,

    /// <summary>Cookies: everything up to the end of the line.</summary>
    Cookie,

    /// <summary>A scheme of authorization, and what follows it.</summary>
    Scheme,

    /// <summary>An address: who is named before its host.</summary>
    Address,

    /// <summary>The first line of a key.</summary>
    KeyBegins,

    /// <summary>The last line of a key of which the first is lost.</summary>
    KeyEnds,

    /// <summary>A JSON web token.</summary>
    Jwt,

    /// <summary>A word or option, and the one that follows it.</summary>
    Next,

    /// <summary>The same, where a word may follow that is no credential.</summary>
    NextToken,

    /// <summary>The option <c>-p</c>, of a login only.</summary>
    LoginOption,

    /// <summary>A word or option, and <c>user:password</c> behind it.</summary>
    NextPair,

    /// <summary>The same of <c>user/password@</c>.</summary>
    NextSlash,

    /// <summary><c>user:password</c> before it.</summary>
    Before,

    /// <summary>A word or option, and <c>'user', 'password'</c> behind it.</summary>
    NextTuple,

    /// <summary>A line of <c>.pgpass</c>, by its port.</summary>
    Pgpass,
}

/// <summary>A text beside which a credential may stand that has no beginning of its own.</summary>
/// <param name="Text">In lower case; its own case does not count. At least three characters.</param>
/// <param name="Way">How it goes on.</param>
internal sealed record Landmark(string Text, Way Way)
{
    public static readonly Landmark[] All =
    [
        .. Named(
            Way.Name, "password", "passwords", "passwd", "passwort", "passphrase", "passcode", "pwd", "_pass", "-pass",
            "pass", "secret", "token", "key", "credential", "credentials", "_auth", "sessionid", "sessid"),
        .. Named(Way.Query, "?code=", "&code=", "?key=", "&key=", "sig=", "signature="),
        new("authorization", Way.Authorization),
        new("cookie", Way.Cookie),
        .. Named(Way.Scheme, "bearer ", "basic "),
        .. Named(Way.Address, "://", @":\/\/"),
        new("-----begin ", Way.KeyBegins),
        new("-----end ", Way.KeyEnds),
        new("eyj", Way.Jwt),
        .. Named(Way.Next, " password ", "requirepass ", "sshpass -p ", "identified by ", "redis-cli -a "),
        .. Named(
            Way.NextToken, "aws_secret_access_key ", "aws_session_token ", "wandb login ", "password is ",
            "password -> "),
        new(" -p ", Way.LoginOption),
        .. Named(Way.NextPair, " -u ", "--user "),
        new("oracle:thin:", Way.NextSlash),
        .. Named(Way.NextTuple, "auth=(", "basicauth("),
        .. Named(Way.Before, "@tcp(", "@unix("),
        new(":5432:", Way.Pgpass),
    ];

    /// <summary>All of them; fewer than 80, up to which the search is vectorised.</summary>
    public static readonly SearchValues<string> Anchors =
        SearchValues.Create([.. All.Select(it => it.Text)], StringComparison.OrdinalIgnoreCase);

    private static readonly Landmark[][] ByFirst =
    [
        .. Enumerable.Range(0, 128).Select(first => All.Where(it => it.Text[0] == char.ToLowerInvariant((char)first))
            .OrderByDescending(it => it.Text.Length).ToArray()),
    ];

    /// <summary>Those that may stand where a character does, the longest first.</summary>
    public static ReadOnlySpan<Landmark> BeginningWith(char first) => first < 128 ? ByFirst[first] : [];

    private static IEnumerable<Landmark> Named(Way way, params string[] texts) =>
        texts.Select(text => new Landmark(text, way));
}
