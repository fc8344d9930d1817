using Alerting.Core.Desks;
using Alerting.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Alerting.Adapters.Queues.Embedded;

/// <summary>
/// What the Functions host's triggers do in Azure, in one process: hands hints to the desks and sweeps now and then.
/// </summary>
public sealed partial class EmbeddedSchedule(
    Engine engine, EmbeddedQueue queue, TimeProvider time, ILogger<EmbeddedSchedule> log) : IAsyncDisposable
{
    private const int Wakes = 4;
    private const int SendsPerChannel = 16;

    // Only for what was lost: hints are exact, and a restart refills them.
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource stopping = new();
    private Task sweeping = Task.CompletedTask;

    /// <summary>Fills the schedule from the rows, then hands out. Throws <see cref="StoreUnavailableException"/> when they cannot be read.</summary>
    public async Task Start(CancellationToken cancellation)
    {
        queue.Consume(QueueNames.Wake, Wakes, engine.OnWake);
        foreach (var kind in engine.Channels.Kinds)
        {
            queue.Consume(QueueNames.Send(kind), SendsPerChannel, engine.OnSend);
        }

        await engine.Sweep.Refill(cancellation);
        sweeping = Task.Run(SweepOn, CancellationToken.None);
    }

    /// <summary>Stops sweeping and handing out; what is in hand is finished.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await sweeping;
        await queue.DisposeAsync();
        stopping.Dispose();
    }

    private async Task SweepOn()
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                await SweepOnce();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private async Task SweepOnce()
    {
        try
        {
            await engine.Sweep.All(stopping.Token);
        }
        catch (StoreUnavailableException away)
        {
            LogAway(away.Message);
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "The sweep found the store away: {Reason}")]
    private partial void LogAway(string reason);
}
