using System.Globalization;
using System.Security.Cryptography;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Alerting.Adapters.Azure;

/// <summary>
/// Azure.Core's retry policy, with its waits on a <see cref="TimeProvider"/>. How many tries came before is in
/// <see cref="MessageProcessingContext.RetryNumber"/> of the message.
/// </summary>
internal sealed class ClockRetryPolicy(AzureRetry retry, TimeProvider time) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Only asynchronous calls are made.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        for (var tries = 1; ; tries++)
        {
            if (await Wait(message, tries, pipeline) is not { } wait)
            {
                return;
            }

            await Task.Delay(wait, time, message.CancellationToken);
            var context = message.ProcessingContext;
            context.RetryNumber = tries;
        }
    }

    // How long to wait before the next try; null when this one stands.
    private async ValueTask<TimeSpan?> Wait(
        HttpMessage message, int tries, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception failure) when (IsAgain(message, tries, failure))
        {
            return Backoff(tries);
        }

        if (!IsAgain(message, tries, null))
        {
            return null;
        }

        var wait = Asked(message) ?? Backoff(tries);
        if (wait > retry.LongestDelay)
        {
            return null;
        }

        message.Response.Dispose();
        return wait > retry.LeastDelay ? wait : retry.LeastDelay;
    }

    private bool IsAgain(HttpMessage message, int tries, Exception? failure) =>
        tries < retry.MaxTries && !message.CancellationToken.IsCancellationRequested && retry.When(message, failure);

    private TimeSpan Backoff(int tries)
    {
        var whole = Math.Min(retry.FirstDelay.Ticks * Math.Pow(2, tries - 1), retry.LongestDelay.Ticks);
        return TimeSpan.FromTicks((long)(whole * (500 + RandomNumberGenerator.GetInt32(501)) / 1000));
    }

    private TimeSpan? Asked(HttpMessage message)
    {
        var headers = message.Response.Headers;
        if (headers.TryGetValue("retry-after-ms", out var text) || headers.TryGetValue("x-ms-retry-after-ms", out text))
        {
            return Number(text) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
        }

        return headers.TryGetValue("Retry-After", out text) ? Span(text, headers.Date ?? time.GetUtcNow()) : null;
    }

    // Seconds, or a date: that one by the service's own clock.
    private static TimeSpan? Span(string text, DateTimeOffset now)
    {
        if (Number(text) is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(
            text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at > now ? at - now : TimeSpan.Zero
            : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, TimeSpan.FromDays(1).TotalMilliseconds)
            : null;
}
