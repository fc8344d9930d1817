using Alerting.Core.Desks;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Queues.Embedded;

/// <summary>
/// What the Functions host's triggers do in Azure, in one process: hands hints to the desks and sweeps now and then.
/// </summary>
public sealed class EmbeddedSchedule(Engine engine, EmbeddedQueue queue, bool isMigrated, TimeProvider time)
{
    private const string Sweep = "sweep";
    private const int Wakes = 4;
    private const int SendsPerChannel = 16;

    // Only for what was lost: hints are exact, and a restart refills them.
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Fills the schedule from the rows, then hands out. Throws <see cref="StoreUnavailableException"/> when they
    /// cannot be read.
    /// </summary>
    public async Task Start(CancellationToken cancellation)
    {
        if (!isMigrated)
        {
            await engine.Sweep.Migrate(cancellation);
            await ConfigurationEpochs.MarkMigrated(
                engine.On.Store, engine.On.Configuration.Epoch, cancellation);
        }

        await engine.Sweep.Refill(cancellation);
        queue.Consume(QueueNames.Wake, Wakes, new OneAtATime(engine.OnWake).Run);
        foreach (var kind in engine.Channels.Kinds)
        {
            queue.Consume(QueueNames.Send(kind), SendsPerChannel, engine.OnSend);
        }

        queue.Consume(Sweep, 1, OnSweep);
        await NextSweep(cancellation);
    }

    private async Task OnSweep(string body, CancellationToken cancellation)
    {
        await NextSweep(cancellation);
        await engine.Sweep.All(cancellation);
    }

    private Task NextSweep(CancellationToken cancellation) =>
        queue.Send(Sweep, Sweep, "", time.GetUtcNow() + SweepEvery, cancellation);
}
