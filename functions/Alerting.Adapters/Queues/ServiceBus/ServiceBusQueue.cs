using Alerting.Adapters.Azure;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Alerting.Adapters.Queues.ServiceBus;

/// <summary>
/// Hints through Azure Service Bus: the sending half, over REST; the Functions host receives. A send that is tried
/// again may arrive twice, which the broker's duplicate detection drops.
/// https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue
/// </summary>
public sealed class ServiceBusQueue : IQueue
{
    private const int LongestId = 128;
    private const string Other = "send-other";

    // The service asks for 2 s. A caller's patience is mostly shorter than ten such waits.
    private static readonly AzureRetry Throttling = new()
    {
        MaxTries = 10,
        LeastDelay = TimeSpan.FromSeconds(2),
        FirstDelay = TimeSpan.FromSeconds(4),
        When = (message, failure) => failure is null && IsThrottled(message.Response),
    };

    private static readonly AzureRetry Breaking = new()
    {
        MaxTries = 4,
        FirstDelay = TimeSpan.FromMilliseconds(400),
        TryTimeout = TimeSpan.FromSeconds(10),
        When = (message, failure) =>
            AzureRetry.IsTransient(message, failure) && (failure is not null || !IsThrottled(message.Response)),
    };

    private readonly ServiceBusOptions options;
    private readonly TimeProvider time;
    private readonly HttpPipeline pipeline;
    private readonly TryCount tries = new();

    /// <summary>Opens nothing before the first send.</summary>
    public ServiceBusQueue(ServiceBusOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        pipeline = AzurePipeline.Build(
            Breaking, time, [new ClockRetryPolicy(Throttling, time)], [tries, options.Signer(time)],
            new StatusCodeClassifier([201]));
    }

    /// <summary>Sends so far, repeated tries included: each is a billed operation.</summary>
    public long Operations => tries.Count;

    /// <inheritdoc/>
    public bool RemembersIds => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No such queue is known, or the id is not of 1 to 128 characters.</exception>
    /// <exception cref="QueueUnavailableException">It was refused, or tried in vain for a while.</exception>
    public async Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation)
    {
        if (id.Length is 0 or > LongestId)
        {
            throw new ArgumentException($"A message id has 1 to {LongestId} characters: '{id}'", nameof(id));
        }

        var entity = Entity(queue);
        using var message = pipeline.CreateMessage();
        message.Request.Uri.Reset(new(options.Endpoint, entity + "/messages"));
        ServiceBusMessage.Write(message.Request, id, body, at > time.GetUtcNow() ? at : null);
        try
        {
            await pipeline.SendAsync(message, cancellation);
        }
        catch (Exception away) when (IsAway(away))
        {
            throw new QueueUnavailableException($"{Place(entity)} cannot be reached: {away.Message}", away);
        }

        if (message.Response.IsError)
        {
            throw new QueueUnavailableException(Refusal(message.Response, entity));
        }
    }

    private static bool IsThrottled(Response answer) =>
        answer.Status is 429 or 503 || (answer.IsError && Detail(answer).Contains("50009", StringComparison.Ordinal));

    private static bool IsAway(Exception failure) =>
        AzureRetry.IsConnection(failure) || failure is RequestFailedException or AuthenticationFailedException;

    private static string Detail(Response answer) =>
        answer.ContentStream is null ? "" : BoundedText.Printable(answer.Content.ToString(), 500);

    private string Entity(string queue) => options.Queues.Contains(queue) ? queue
        : queue.StartsWith(QueueNames.Send(""), StringComparison.Ordinal) ? Other
        : throw new ArgumentException($"There is no queue '{queue}'", nameof(queue));

    private string Place(string entity) => $"Service Bus queue '{entity}' in namespace {options.Endpoint.Authority}";

    private string Refusal(Response answer, string entity) => answer.Status switch
    {
        404 or 410 => $"Service Bus queue '{entity}' does not exist in namespace {options.Endpoint.Authority}; "
            + "deploy it (infra/) or create it",
        401 => $"{Place(entity)} does not know the sender (401); its identity needs the role "
            + "Azure Service Bus Data Sender, or its shared key the right Send",
        403 => $"{Place(entity)} refused the message (403): the identity lacks the role Azure Service Bus Data Sender "
            + $"(or the shared key the right Send), or the queue is full. {Detail(answer)}",
        _ when IsThrottled(answer) => $"{Place(entity)} is throttled ({answer.Status}). {Detail(answer)}",
        _ => $"{Place(entity)} answered {answer.Status}. {Detail(answer)}",
    };

    private sealed class TryCount : HttpPipelineSynchronousPolicy
    {
        private long count;

        public long Count => Interlocked.Read(ref count);

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref count);
    }
}
