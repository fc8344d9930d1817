using System.Diagnostics;
using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Alerting.Adapters.Azure;

/// <summary>
/// Builds the pipelines of Azure.Core that carry all calls to Azure services, over one set of connections. They differ
/// from the stock ones in that waits and time-outs run on a <see cref="TimeProvider"/>.
/// </summary>
internal static class AzurePipeline
{
    private const int ConnectionsPerServer = 64;

    // Lives as long as the process: each connection is renewed, so that a moved service is found again.
    private static readonly SocketsHttpHandler Connections = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        MaxConnectionsPerServer = ConnectionsPerServer,

        // The pipeline names the trace itself. Whatever else a caller of ours sent along with its trace is not for
        // Azure, least of all as a property of a message.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    };

    /// <summary>A pipeline; only its asynchronous calls work.</summary>
    /// <param name="retry">How often and how patiently.</param>
    /// <param name="time">What waits and time-outs run on.</param>
    /// <param name="perCall">Run once a call, in order.</param>
    /// <param name="perTry">Run at each try, in order; what signs is the last one.</param>
    /// <param name="classifier">Which answers are errors in logs and traces.</param>
    public static HttpPipeline Build(
        AzureRetry retry, TimeProvider time, HttpPipelinePolicy[] perCall, HttpPipelinePolicy[] perTry,
        ResponseClassifier classifier)
    {
        var options = new Options
        {
            Transport = new HttpClientTransport(Client(new TryDeadline(Connections, retry.TryTimeout, time))),
            RetryPolicy = new ClockRetryPolicy(retry, time),
        };
        options.Retry.NetworkTimeout = Timeout.InfiniteTimeSpan;
        options.Diagnostics.IsLoggingContentEnabled = false;
        return HttpPipelineBuilder.Build(options, perCall, perTry, classifier);
    }

    /// <summary>
    /// Adds a bearer token to each try, for these scopes. Azure.Core refuses to send one without TLS; here it may also
    /// go to the machine itself.
    /// </summary>
    public static HttpPipelinePolicy Bearer(TokenCredential credential, params string[] scopes) =>
        new LoopbackBearerPolicy(credential, scopes);

    private static HttpClient Client(HttpMessageHandler handler) => new(handler)
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestVersion = HttpVersion.Version11,
    };

    private sealed class Options : ClientOptions;

    private sealed class LoopbackBearerPolicy(TokenCredential credential, string[] scopes)
        : BearerTokenAuthenticationPolicy(credential, scopes)
    {
        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (message.Request.Uri.ToUri() is { IsLoopback: true, Scheme: "http" })
            {
                await AuthorizeRequestAsync(message);
                await ProcessNextAsync(message, pipeline);
            }
            else
            {
                await base.ProcessAsync(message, pipeline);
            }
        }
    }
}
