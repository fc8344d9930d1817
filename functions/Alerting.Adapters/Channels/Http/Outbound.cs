using System.Net;
using System.Reflection;
using System.Text;

namespace Alerting.Adapters.Channels.Http;

/// <summary>
/// The one place that calls vendors over HTTP: no redirects, no proxy, no cookies, guarded addresses, bounded answers.
/// One for the process; safe for any number of callers.
/// </summary>
public sealed class Outbound : IDisposable
{
    private const int LongestBody = 64 * 1024;

    private static readonly string UserAgent =
        "Alerting/" + typeof(Outbound).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version;

    private readonly SocketsHttpHandler handler;
    private readonly HttpMessageInvoker client;
    private readonly TimeProvider time;

    /// <summary>Ready to call.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="time">Measures waits that are named as dates.</param>
    /// <param name="resolve">Finds addresses; null for the system's resolver.</param>
    public Outbound(OutboundOptions options, TimeProvider time, ResolveName? resolve = null)
    {
        this.time = time;
        var connection = new GuardedConnection(options.AllowPrivate, resolve ?? Dns.GetHostAddressesAsync);
        handler = new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            ConnectCallback = connection.Open,
            PooledConnectionLifetime = options.ConnectionLifetime,

            // A connection that the vendor closes while we write leaves the outcome unknown: keep none for long.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            MaxResponseHeadersLength = 64,
        };
        client = new(handler, disposeHandler: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    internal TimeProvider Time => time;

    internal async Task<Exchange> Post(OutboundPost post, CancellationToken deadline)
    {
        using var content = new TrackedContent(post.Body, "application/json", deadline);
        using var request = new HttpRequestMessage(HttpMethod.Post, post.Url.Uri) { Content = content };
        Address(request, post);
        try
        {
            using var answer = await client.SendAsync(request, deadline);
            return await Read(answer, post.WantsBody, deadline);
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException)
        {
            return new Exchange.Failed(Failure.Of(broken, content.HasLeft, post.Url.Shown, deadline));
        }
    }

    private static void Address(HttpRequestMessage request, OutboundPost post)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (post.Url.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in post.Headers.Concat(post.Url.Headers))
        {
            // Some names belong to the body, as .NET sees it.
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private async Task<Exchange> Read(HttpResponseMessage answer, bool wantsBody, CancellationToken deadline)
    {
        var after = RetryAfter.Of(answer, time.GetUtcNow());
        var (body, isWhole) = answer.IsSuccessStatusCode && !wantsBody
            ? ("", true)
            : await ReadBody(answer.Content, deadline);
        return new Exchange.Answered((int)answer.StatusCode, after, body, isWhole);
    }

    // The status is known by now: a body that breaks off takes nothing from it.
    private static async Task<(string Body, bool IsWhole)> ReadBody(HttpContent content, CancellationToken deadline)
    {
        using var body = new MemoryStream();
        var isWhole = false;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(deadline);
            await Fill(body, stream, deadline);
            isWhole = true;
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException)
        {
            // What came before it broke is still the vendor's word.
        }

        return (Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length), isWhole);
    }

    private static async Task Fill(MemoryStream body, Stream stream, CancellationToken deadline)
    {
        var buffer = new byte[4096];
        while (body.Length < LongestBody && await stream.ReadAsync(buffer, deadline) is > 0 and var read)
        {
            var kept = (int)Math.Min(read, LongestBody - body.Length);
            await body.WriteAsync(buffer.AsMemory(0, kept), deadline);
        }
    }
}
