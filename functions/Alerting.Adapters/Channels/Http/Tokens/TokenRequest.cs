using System.Globalization;
using System.Text;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Http.Tokens;

/// <summary>
/// Asks for a token: who we are in the header first, and in the body where the server does not take that, as Go does.
/// Redirects are not followed: the request holds the secret.
/// </summary>
internal static class TokenRequest
{
    /// <summary>The token, or why there is none.</summary>
    /// <param name="oauth2">Who asks whom.</param>
    /// <param name="post">Makes the call.</param>
    /// <param name="deadline">Ends it.</param>
    public static async Task<TokenFetch> Make(
        OAuth2Config oauth2, Func<OutboundPost, CancellationToken, Task<Exchange>> post, CancellationToken deadline)
    {
        if (SecretUrl.Of(oauth2.TokenUrl, ConfiguredHeaders.None) is not { } url)
        {
            return new(null, "oauth2.token_url is not an absolute http or https URL", IsFinal: true);
        }

        try
        {
            var secret = oauth2.ClientSecret?.RevealAs("oauth2.client_secret_file");
            var exchange = secret is null ? null : await post(InHeader(oauth2, url, secret), deadline);
            if (exchange is null or Exchange.Answered { Status: 400 or 401 })
            {
                exchange = await post(InBody(oauth2, url, secret), deadline);
            }

            return Judge(exchange, url);
        }
        catch (IOException unread)
        {
            return new(null, unread.Message, IsFinal: false);
        }
    }

    private static TokenFetch Judge(Exchange exchange, SecretUrl url)
    {
        if (exchange is not Exchange.Answered answer)
        {
            var receipt = ((Exchange.Failed)exchange).Receipt;
            return new(null, $"it needs a token, and {receipt.Why}", receipt is Receipt.Refused);
        }

        if (answer.IsSuccess && answer.IsWhole && TokenJson.Read(answer.Body) is { } token)
        {
            return TokenFetch.Of(token);
        }

        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        var code = TokenJson.ErrorOf(answer.Body) is { } error ? $"{status} ({error})" : status;
        return new(
            null,
            answer.IsSuccess
                ? $"it needs a token, and {url.Shown} answered {code} without one"
                : $"it needs a token, and {url.Shown} answered {code}",
            IsFinal: answer.Status is >= 300 and < 500 and not (408 or 425 or 429))
        {
            After = answer.RetryAfter,
        };
    }

    private static OutboundPost InHeader(OAuth2Config oauth2, SecretUrl url, string secret)
    {
        var pair = Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(oauth2.ClientId)}:{Uri.EscapeDataString(secret)}");
        return Post(oauth2, url, Form(oauth2), [new("Authorization", "Basic " + Convert.ToBase64String(pair))]);
    }

    private static OutboundPost InBody(OAuth2Config oauth2, SecretUrl url, string? secret)
    {
        var form = Form(oauth2);
        form.Add(new("client_id", oauth2.ClientId));
        if (secret is not null)
        {
            form.Add(new("client_secret", secret));
        }

        return Post(oauth2, url, form, []);
    }

    private static List<KeyValuePair<string, string>> Form(OAuth2Config oauth2)
    {
        List<KeyValuePair<string, string>> form = [new("grant_type", "client_credentials")];
        if (oauth2.Scopes.Length > 0)
        {
            form.Add(new("scope", string.Join(' ', oauth2.Scopes)));
        }

        form.AddRange(oauth2.Parameters.Select(it => KeyValuePair.Create(
            it.Key, it.Value.RevealAs("oauth2.endpoint_params." + it.Key))));
        return form;
    }

    private static OutboundPost Post(
        OAuth2Config oauth2, SecretUrl url, List<KeyValuePair<string, string>> form,
        List<KeyValuePair<string, string>> headers)
    {
        var body = string.Join(
            '&', form.Select(it => $"{Uri.EscapeDataString(it.Key)}={Uri.EscapeDataString(it.Value)}"));
        return new(
            url, Encoding.ASCII.GetBytes(body), [.. headers, new("Accept", "application/json")], WantsBody: true)
        {
            MediaType = "application/x-www-form-urlencoded",
            Http = new() { Tls = oauth2.Tls, Proxy = oauth2.Proxy, FollowRedirects = false },
        };
    }
}
