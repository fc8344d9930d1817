using System.Collections.Concurrent;
using System.Collections.Frozen;
using Alerting.Testing.Vendors;

namespace Alerting.Testing.Azure;

/// <summary>
/// Stands in for a Service Bus namespace on 127.0.0.1: takes sends over REST as
/// https://learn.microsoft.com/rest/api/servicebus describes them and hands messages to receivers in the process, as
/// the Functions host gets them (by peek-lock). Queues only; no sessions, topics or batches. It keeps whatever it is
/// sent.
/// </summary>
public sealed class ServiceBusServer : IAsyncDisposable
{
    private const string KeyName = "stand-in";
    private const int LargestMessage = 256 * 1024;

    private readonly TimeProvider time;
    private readonly FrozenDictionary<string, BrokerQueue> queues;
    private readonly ConcurrentQueue<ServiceBusFault> programmed = new();
    private readonly string key = Guid.NewGuid().ToString("N");
    private VendorServer http = null!;
    private SharedAccessKey access = null!;
    private int operations;

    private ServiceBusServer(TimeProvider time, IEnumerable<QueueRules> rules)
    {
        this.time = time;
        queues = rules.ToFrozenDictionary(
            queue => queue.Name, queue => new BrokerQueue(time, queue), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// <c>Endpoint=sb://127.0.0.1:PORT/;SharedAccessKeyName=..;SharedAccessKey=..;UseDevelopmentEmulator=true</c>
    /// </summary>
    public string ConnectionString =>
        $"Endpoint=sb://{Host}/;SharedAccessKeyName={KeyName};SharedAccessKey={key};UseDevelopmentEmulator=true";

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Url => http.Url;

    /// <summary>Calls as the service would bill them: sends whatever became of them, receives, locks.</summary>
    public int Operations => Volatile.Read(ref operations);

    /// <summary>Every HTTP request, oldest first.</summary>
    public IReadOnlyList<VendorRequest> Requests => http.Requests;

    /// <summary>Goes wrong with every send while it is set and nothing else is programmed.</summary>
    public ServiceBusFault? Always { get; set; }

    /// <summary>A bearer token that is taken besides the shared key; null: none is.</summary>
    public string? BearerToken { get; set; }

    private string Host => http.Url["http://".Length..];

    /// <summary>Listens once this returns.</summary>
    public static Task<ServiceBusServer> Start(TimeProvider time, params string[] queues) =>
        Start(time, [.. queues.Select(name => new QueueRules(name))]);

    /// <inheritdoc cref="Start(TimeProvider, string[])"/>
    public static async Task<ServiceBusServer> Start(TimeProvider time, params QueueRules[] queues)
    {
        var server = new ServiceBusServer(time, queues);
        server.http = await VendorServer.Start(server.Answer);
        server.access = new(KeyName, server.key, server.Host);
        return server;
    }

    /// <summary>Programs what goes wrong with the next sends, in order.</summary>
    public void Fail(params ServiceBusFault[] faults)
    {
        foreach (var fault in faults)
        {
            programmed.Enqueue(fault);
        }
    }

    /// <summary>Returns once one more request was received whole.</summary>
    public Task Received(CancellationToken cancellation) => http.Received(cancellation);

    /// <summary>Waits until a message can be delivered and locks it.</summary>
    public Task<LockedMessage> Receive(string queue, CancellationToken stop) => Counted(queue).Receive(stop);

    /// <summary>The message is done with. False: the lock or the message is gone.</summary>
    public bool Complete(LockedMessage message) => Counted(message.Queue).Complete(message.LockToken);

    /// <summary>
    /// It can be delivered again at once, or is dead after its last delivery. False: the lock is gone.
    /// </summary>
    public bool Abandon(LockedMessage message) => Counted(message.Queue).Abandon(message.LockToken);

    /// <summary>The lock lasts its whole time from now. False: it is gone.</summary>
    public bool RenewLock(LockedMessage message) => Counted(message.Queue).Renew(message.LockToken);

    /// <summary>Messages given up, oldest first.</summary>
    public IReadOnlyList<BrokeredMessage> DeadLetters(string queue) => Queue(queue).DeadLetters;

    /// <summary>Everything accepted and not dropped as a duplicate, in order.</summary>
    public IReadOnlyList<BrokeredMessage> Accepted(string queue) => Queue(queue).Accepted;

    public async ValueTask DisposeAsync()
    {
        await http.DisposeAsync();
        foreach (var queue in queues.Values)
        {
            queue.Dispose();
        }
    }

    private BrokerQueue Queue(string name) => queues.TryGetValue(name, out var queue)
        ? queue
        : throw new ArgumentException($"The stand-in was started without a queue '{name}'.", nameof(name));

    private BrokerQueue Counted(string name)
    {
        Interlocked.Increment(ref operations);
        return Queue(name);
    }

    private VendorAnswer Answer(VendorRequest request)
    {
        Interlocked.Increment(ref operations);
        var fault = programmed.TryDequeue(out var next) ? next : Always;
        if (fault is { Applies: false })
        {
            return fault.Answer;
        }

        var answer = Take(request);
        return fault?.Answer ?? answer;
    }

    private VendorAnswer Take(VendorRequest request)
    {
        var path = request.Path.Split('?')[0];
        if (path.Split('/') is not ["", var name, "messages"] || request.Method != "POST")
        {
            return Refuse(405, "The stand-in knows POST /{queue}/messages alone.");
        }

        if (Unauthorized(request.Header("Authorization"), path) is { } reason)
        {
            return Refuse(401, reason);
        }

        if (!queues.TryGetValue(name, out var queue))
        {
            return Refuse(410, "The messaging entity could not be found.");
        }

        return Size(request) <= LargestMessage
            ? Send(queue, request)
            : Refuse(403, "The message is larger than 256 KB.");
    }

    private string? Unauthorized(string? authorization, string path) =>
        BearerToken is { } token && authorization == "Bearer " + token
            ? null
            : access.Fault(authorization, path, time.GetUtcNow());

    private static VendorAnswer Send(BrokerQueue queue, VendorRequest request)
    {
        try
        {
            queue.Send(SendRequest.Read(request));
            return VendorAnswer.Status(201);
        }
        catch (FormatException wrong)
        {
            return Refuse(400, wrong.Message);
        }
    }

    private static int Size(VendorRequest request) =>
        request.Body.Length + request.Headers.Sum(header => header.Key.Length + header.Value.Length);

    private static VendorAnswer Refuse(int status, string detail) =>
        VendorAnswer.Status(status, $"<Error><Code>{status}</Code><Detail>{detail}</Detail></Error>");
}
