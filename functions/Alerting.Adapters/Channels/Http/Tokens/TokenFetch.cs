namespace Alerting.Adapters.Channels.Http.Tokens;

/// <summary>What came of asking for a token.</summary>
/// <param name="Token">Null when there is none.</param>
/// <param name="Why">Why there is none, in our own words.</param>
/// <param name="IsFinal">Whether asking again is in vain.</param>
internal sealed record TokenFetch(Token? Token, string Why, bool IsFinal)
{
    /// <summary>How long the server asked to wait; null where it named no time.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>Until when the token is used.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>A token.</summary>
    public static TokenFetch Of(Token token) => new(token, "", IsFinal: false);
}

/// <summary>A token. Never to be printed.</summary>
/// <param name="Authorization">The value of the header that presents it.</param>
/// <param name="Lasts">How long it is good for, from when it was asked for.</param>
internal sealed record Token(string Authorization, TimeSpan Lasts)
{
    /// <inheritdoc/>
    public override string ToString() => "<secret>";
}
