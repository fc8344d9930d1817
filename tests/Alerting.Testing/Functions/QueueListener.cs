using System.Diagnostics;
using Alerting.Testing.Azure;

namespace Alerting.Testing.Functions;

/// <summary>
/// Receives for one queue function, several messages at once, and settles each by what the handler answered. A lock is
/// renewed while the handler is at work, for as long as host.json allows.
/// </summary>
internal sealed class QueueListener(
    FunctionDefinition function, ServiceBusServer bus, HandlerClient client, HostJson host, HostRecord record,
    TimeProvider time)
{
    private readonly FunctionTrigger.Queue trigger = (FunctionTrigger.Queue)function.Trigger;

    /// <summary>Returns when the instance is gone.</summary>
    public async Task Listen(CancellationToken instance)
    {
        var slots = new SemaphoreSlim(host.ConcurrentCalls);
        try
        {
            while (true)
            {
                await slots.WaitAsync(instance);
                var message = await bus.Receive(trigger.Name, instance);
                _ = Dispatch(message, slots, instance);
            }
        }
        catch (OperationCanceledException)
        {
            // The instance is gone.
        }
        catch (Exception failure)
        {
            record.Problem($"{function.Name}: {failure.Message}");
        }
    }

    private async Task Dispatch(LockedMessage message, SemaphoreSlim slots, CancellationToken instance)
    {
        try
        {
            using var renewal = Renew(message, instance);
            var payload = MessagePayload.Write(function.Name, trigger, message, time.GetUtcNow());
            await client.Post(
                function.Name, payload, Traceparent(message), succeeded => Settle(message, succeeded, instance));
        }
        catch (Exception failure)
        {
            record.Problem($"{function.Name}: {failure.Message}");
        }

        slots.Release();
    }

    private Settlement Settle(LockedMessage message, bool succeeded, CancellationToken instance)
    {
        if (instance.IsCancellationRequested)
        {
            return Settlement.None;
        }

        return (succeeded ? bus.Complete(message) : bus.Abandon(message))
            ? succeeded ? Settlement.Completed : Settlement.Abandoned
            : Settlement.LockLost;
    }

    private ITimer? Renew(LockedMessage message, CancellationToken instance)
    {
        var began = time.GetUtcNow();
        var half = (message.LockedUntil - began) / 2;
        return half <= TimeSpan.Zero ? null : time.CreateTimer(_ => Once(), null, half, half);

        void Once()
        {
            if (!instance.IsCancellationRequested && time.GetUtcNow() - began < host.LockRenewal)
            {
                bus.RenewLock(message);
            }
        }
    }

    // A span of the host's own, under the sender's.
    private static string? Traceparent(LockedMessage message) =>
        message.Message.Properties.TryGetValue("Diagnostic-Id", out var id)
        && ActivityContext.TryParse(id as string, null, out var parent)
            ? $"00-{parent.TraceId}-{ActivitySpanId.CreateRandom()}-{(int)parent.TraceFlags:x2}"
            : null;
}
