using System.Net;
using Alerting.Adapters.Channels.Http.Connecting;
using Alerting.Adapters.Channels.Http.Guarding;
using Alerting.Adapters.Channels.Http.Proxying;
using Alerting.Adapters.Channels.Http.Requests;
using Alerting.Adapters.Channels.Http.Tokens;
using Alerting.Core.Configuration.Http;

namespace Alerting.Adapters.Channels.Http;

/// <summary>
/// The one place that calls vendors over HTTP: no cookies, guarded addresses, bounded answers; TLS, proxy, token and
/// redirects as the call asks for. One for the process; safe for any number of callers.
/// </summary>
public sealed class Outbound : IDisposable
{
    private const int Unauthorized = 401;

    private readonly HostGuard guard;
    private readonly Callers callers;
    private readonly TokenKeeper tokens;
    private readonly TimeProvider time;
    private readonly Func<string, string?> variable;

    /// <summary>Ready to call.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="time">Measures waits that are named as dates, and how long tokens last.</param>
    /// <param name="resolve">Finds addresses; null for the system's resolver.</param>
    /// <param name="variable">Reads environment variables, which may name a proxy; null for the process's own.</param>
    public Outbound(
        OutboundOptions options, TimeProvider time, ResolveName? resolve = null, Func<string, string?>? variable = null)
    {
        this.time = time;
        this.variable = variable ?? Environment.GetEnvironmentVariable;
        guard = new(resolve ?? Dns.GetHostAddressesAsync);
        callers = new(guard, options, time);
        tokens = new(Post, options, time);
    }

    /// <inheritdoc/>
    public void Dispose() => callers.Dispose();

    internal TimeProvider Time => time;

    /// <summary>How many kinds of connections are kept.</summary>
    internal int Callers => callers.Count;

    /// <summary>One call, with its token and its redirects.</summary>
    internal async Task<Exchange> Post(OutboundPost post, CancellationToken deadline)
    {
        if (post.Timeout <= TimeSpan.Zero)
        {
            return await Authorized(post, deadline);
        }

        using var own = new CancellationTokenSource(post.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline, own.Token);
        return await Authorized(post, both.Token);
    }

    private async Task<Exchange> Authorized(OutboundPost post, CancellationToken deadline)
    {
        if (post.Http.OAuth2 is not { } oauth2)
        {
            return await Follow(post, null, deadline);
        }

        var token = await tokens.Get(oauth2, post.Url.Shown, deadline);
        var exchange = await Send(post, token, deadline);

        // It says that nothing was done; a token from before may have been withdrawn.
        if (IsRefused(exchange, oauth2, token) && token is TokenAnswer.Given { IsKept: true })
        {
            token = await tokens.Get(oauth2, post.Url.Shown, deadline);
            exchange = await Send(post, token, deadline);
            IsRefused(exchange, oauth2, token);
        }

        return exchange;
    }

    // A token that is not taken is not kept.
    private bool IsRefused(Exchange exchange, OAuth2Config oauth2, TokenAnswer token)
    {
        if (exchange is not Exchange.Answered { Status: Unauthorized } || token is not TokenAnswer.Given given)
        {
            return false;
        }

        tokens.Drop(oauth2, given);
        return true;
    }

    private Task<Exchange> Send(OutboundPost post, TokenAnswer token, CancellationToken deadline) => token switch
    {
        TokenAnswer.Given given => Follow(post, given.Authorization, deadline),
        TokenAnswer.Missing missing => Task.FromResult<Exchange>(new Exchange.Failed(missing.Receipt)),
        _ => throw new InvalidOperationException($"No such answer: {token.GetType().Name}"),
    };

    private async Task<Exchange> Follow(OutboundPost post, string? token, CancellationToken deadline)
    {
        var hop = Hop.First(post);
        while (true)
        {
            var exchange = await Once(post, hop, token, deadline);
            if (exchange is not Exchange.Answered answer || !Hop.Redirects(post, answer))
            {
                return exchange;
            }

            if (!hop.TryNext(post, answer, out var next, out var fault))
            {
                return new Exchange.Failed(fault);
            }

            hop = next;
        }
    }

    private async Task<Exchange> Once(OutboundPost post, Hop hop, string? token, CancellationToken deadline)
    {
        using var content = new TrackedContent(post.Body, post.MediaType, deadline);
        try
        {
            var settings = CallSettings.Of(post.Http, hop.IsGuarded ? post.Allow : null, variable);
            var proxy = settings.Proxies.For(hop.Url.Uri);
            if (proxy is not null && settings.Allowed is { } allowed)
            {
                await guard.Judge(hop.Url.Uri.IdnHost, allowed, deadline);
            }

            using var lease = callers.Rent(settings);
            using var request = Request(post, hop, token, content);
            ForwardProxy.Introduce(request, settings.Proxies);
            using var answer = await lease.Caller.Send(request, deadline);
            return await AnswerReader.Read(answer, post, hop, time.GetUtcNow(), deadline);
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException)
        {
            return new Exchange.Failed(Failure.Of(broken, content.HasLeft, hop.Url.Shown, deadline));
        }
    }

    private static HttpRequestMessage Request(OutboundPost post, Hop hop, string? token, HttpContent content)
    {
        var isNew = post.Http.Http2 && hop.Url.Uri.Scheme == Uri.UriSchemeHttps;
        var request = new HttpRequestMessage(post.Method, hop.Url.Uri)
        {
            Content = content,
            Version = isNew ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        foreach (var (name, value) in RequestHeaders.Of(post, hop, token))
        {
            // Some names belong to the body, as .NET sees it.
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
