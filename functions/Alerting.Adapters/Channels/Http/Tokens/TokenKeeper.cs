using System.Collections.Concurrent;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Http.Tokens;

/// <summary>
/// Tokens of OAuth 2.0 (RFC 6749, client credentials), each kept until shortly before it runs out. However many ask for
/// one, it is fetched once, and those who wait share what comes of it.
/// </summary>
/// <param name="post">Makes the call.</param>
/// <param name="options">How long connecting may take; a fetch may take twice as long.</param>
/// <param name="time">Measures how long a token lasts.</param>
internal sealed class TokenKeeper(
    Func<OutboundPost, CancellationToken, Task<Exchange>> post, OutboundOptions options, TimeProvider time)
{
    private const int MostKept = 256;

    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Place> places = new(StringComparer.Ordinal);

    /// <summary>A token, or why there is none.</summary>
    /// <param name="oauth2">Who asks whom.</param>
    /// <param name="target">What the token is for, as it may be printed.</param>
    /// <param name="deadline">Ends the wait, not the fetch, which others may wait for.</param>
    public async Task<TokenAnswer> Get(OAuth2Config oauth2, string target, CancellationToken deadline)
    {
        var (kept, fetch) = PlaceOf(oauth2).Ask(() => Fetch(oauth2), time.GetUtcNow());
        if (kept is not null)
        {
            return new TokenAnswer.Given(kept, IsKept: true);
        }

        try
        {
            return (await fetch!.WaitAsync(deadline)) switch
            {
                { Token: { } token } => new TokenAnswer.Given(token.Authorization, IsKept: false),
                { IsFinal: true } refused => new TokenAnswer.Missing(
                    new Receipt.Refused($"nothing was sent to {target}: {refused.Why}")),
                var none => new TokenAnswer.Missing(
                    new Receipt.Deferred($"nothing was sent to {target}: {none.Why}", none.After)),
            };
        }
        catch (OperationCanceledException)
        {
            return new TokenAnswer.Missing(new Receipt.Deferred(
                $"nothing was sent to {target}: no token came before the deadline of the call", null));
        }
    }

    /// <summary>Forgets a token that was not taken.</summary>
    public void Drop(OAuth2Config oauth2, TokenAnswer.Given token) => PlaceOf(oauth2).Drop(token.Authorization);

    private Place PlaceOf(OAuth2Config oauth2)
    {
        // Configurations come and go.
        if (places.Count > MostKept)
        {
            places.Clear();
        }

        return places.GetOrAdd(KeyOf(oauth2), _ => new Place());
    }

    private async Task<TokenFetch> Fetch(OAuth2Config oauth2)
    {
        using var patience = new CancellationTokenSource(2 * options.ConnectTimeout, time);
        var asked = time.GetUtcNow();
        var fetched = await TokenRequest.Make(oauth2, post, patience.Token);
        return fetched.Token is { } token
            ? fetched with { Until = asked + token.Lasts - Margin(token.Lasts) }
            : fetched;
    }

    private static TimeSpan Margin(TimeSpan lasts) =>
        TimeSpan.FromTicks(Math.Min(LongestMargin.Ticks, lasts.Ticks / 10));

    private static string KeyOf(OAuth2Config oauth2) => Secret.Mark(
    [
        oauth2.ClientId, oauth2.ClientSecret, oauth2.TokenUrl, string.Join(' ', oauth2.Scopes),
        oauth2.Tls.Certificate, oauth2.Tls.Key, oauth2.Tls.Authorities, oauth2.Tls.ServerName,
        oauth2.Tls.SkipVerify ? "any" : "", oauth2.Proxy?.Url,
        .. oauth2.Parameters.SelectMany(it => new object[] { it.Key, it.Value }),
    ]);

    // A token, or the fetch that is under way for it.
    private sealed class Place
    {
        private readonly Lock gate = new();
        private TokenFetch? kept;
        private Task<TokenFetch>? fetching;

        public (string? Kept, Task<TokenFetch>? Fetch) Ask(Func<Task<TokenFetch>> fetch, DateTimeOffset now)
        {
            lock (gate)
            {
                return kept?.Token is { } token && now < kept.Until
                    ? (token.Authorization, null)
                    : (null, fetching ??= Keep(fetch));
            }
        }

        public void Drop(string authorization)
        {
            lock (gate)
            {
                kept = kept?.Token?.Authorization == authorization ? null : kept;
            }
        }

        private async Task<TokenFetch> Keep(Func<Task<TokenFetch>> fetch)
        {
            // Not within the lock of who asked.
            await Task.Yield();
            TokenFetch? fetched = null;
            try
            {
                return fetched = await fetch();
            }
            finally
            {
                lock (gate)
                {
                    (kept, fetching) = (fetched, null);
                }
            }
        }
    }
}
