namespace Alerting.Adapters.Azure;

/// <summary>
/// Ends one try of a call when its time is over, on the given clock, and takes the body in within that time: what the
/// pipeline above sees is an answer that is whole, or a failure.
/// </summary>
internal sealed class TryDeadline(HttpMessageHandler connections, TimeSpan within, TimeProvider time)
    : DelegatingHandler(connections)
{
    private const int LongestBody = 64 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var answer = await base.SendAsync(request, either.Token);
            await answer.Content.LoadIntoBufferAsync(LongestBody, either.Token);
            return answer;
        }
        catch (OperationCanceledException late)
            when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {within}", late);
        }
    }
}
