namespace Alerting.Testing.Functions;

/// <summary>
/// Calls the handler. A call waits until the handler answers; one that outlasts the function's time ends the handler,
/// and every other call with it. The handler is told of neither.
/// </summary>
internal sealed class HandlerClient(
    HandlerKeeper keeper, Uri handler, FunctionsHostOptions options, HostJson host, HostRecord record) : IDisposable
{
    public const string Version = "4.1045.200";

    private static readonly TimeSpan LastBreath = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan? limit = options.FunctionTimeout ?? host.FunctionTimeout;
    private readonly TimeProvider time = options.Time;

    // Redirects are followed only where nothing is forwarded; traceparent is set by hand.
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = !host.IsForwarding,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Any answer, and any failure but a refused connection, counts as one.</summary>
    public async Task<bool> Answers(CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(handler, stop);
            return true;
        }
        catch (HttpRequestException failure)
        {
            return failure.InnerException is not System.Net.Sockets.SocketException;
        }
    }

    /// <summary>One envelope. Never throws; whoever settles it is told whether it succeeded.</summary>
    public async Task<Invocation> Post(
        string function, byte[] payload, string? traceparent, Func<bool, Settlement> settle)
    {
        var (id, began) = (Guid.NewGuid(), time.GetTimestamp());
        var (status, answer) = await Post(id, function, payload, traceparent);
        if (answer.IsProblem)
        {
            record.Problem($"{function}: {answer.Why}");
        }

        var invocation = new Invocation(
            function, id, answer.Why is null, answer.Why, status, settle(answer.Why is null), answer.Logs,
            time.GetElapsedTime(began));
        record.Add(invocation);
        return invocation;
    }

    /// <summary>A request as it is. Null: the handler gave no answer.</summary>
    public async Task<HttpResponseMessage?> Forward(string function, Func<Guid, Uri, HttpRequestMessage> make)
    {
        var (id, began) = (Guid.NewGuid(), time.GetTimestamp());
        try
        {
            using var request = make(id, handler);
            var answer = await Send(function, request);
            Ended(null, (int)answer.StatusCode);
            return answer;
        }
        catch (Exception failure)
        {
            Ended(failure.Message, null);
            return null;
        }

        void Ended(string? why, int? status) => record.Add(new(
            function, id, why is null, why, status, Settlement.None, [], time.GetElapsedTime(began)));
    }

    public void Dispose() => http.Dispose();

    private async Task<(int? Status, EnvelopeAnswer Answer)> Post(
        Guid id, string function, byte[] payload, string? traceparent)
    {
        try
        {
            using var request = Envelope(id, function, payload, traceparent);
            using var answer = await Send(function, request);
            var body = await answer.Content.ReadAsByteArrayAsync();
            var status = (int)answer.StatusCode;
            return (status, EnvelopeAnswer.Read(status, answer.Content.Headers.ContentType?.MediaType, body));
        }
        catch (Exception failure)
        {
            return (null, new(failure.Message, false, []));
        }
    }

    private HttpRequestMessage Envelope(Guid id, string function, byte[] payload, string? traceparent)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(handler, "/" + function))
        {
            Content = new ByteArrayContent(payload),
        };
        request.Content.Headers.ContentType = new("application/json", "utf-8");
        request.Headers.TransferEncodingChunked = !options.IsCoreTools;
        request.Headers.Add("X-Azure-Functions-InvocationId", id.ToString());
        request.Headers.Add("X-Azure-Functions-HostVersion", Version);
        request.Headers.UserAgent.Add(new("Azure-Functions-Host", Version));
        if (traceparent is not null)
        {
            request.Headers.Add("traceparent", traceparent);
        }

        return request;
    }

    // A process that dies closes its connections a little before it is known to have ended.
    private async Task RetireEnded(IHandlerRun run)
    {
        await Task.WhenAny(run.Exited, RealClock.Instance.Pause(LastBreath, CancellationToken.None));
        if (run.Exited.IsCompleted)
        {
            keeper.Retire(run);
        }
    }

    private async Task<HttpResponseMessage> Send(string function, HttpRequestMessage request)
    {
        var run = await keeper.Ready();
        using var over = limit is { } span ? new CancellationTokenSource(span, time) : new();
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            keeper.Recycle(run);
            throw new TimeoutException($"Timeout value of {limit} was exceeded by function: {function}");
        }
        catch (HttpRequestException)
        {
            await RetireEnded(run);
            throw;
        }
    }
}
