using Alerting.Core.Desks;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Queues.Embedded;

/// <summary>
/// What the Functions host's triggers do in Azure, in one process: hands hints to the desks and sweeps now and then.
/// </summary>
public sealed class EmbeddedSchedule(Engine engine, EmbeddedQueue queue, ITableStore store)
{
    private const string Sweep = "sweep";
    private const string Migration = "migrate";
    private const string Restarting = "restart";
    private const int Wakes = 4;
    // Many more than call one destination side by side: those that hang must not hold up the others, and the more
    // receipts wait together, the more of them one flush of the disk answers.
    private const int SendsPerQueue = 256;

    // Only for what was lost: hints are exact, and a restart refills them.
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Fills the schedule from the rows, then hands out. Throws <see cref="StoreUnavailableException"/> when they
    /// cannot be read.
    /// </summary>
    public async Task Start(CancellationToken cancellation)
    {
        await MigrateFirst(cancellation);
        await engine.Sweep.Refill(cancellation);
        Consume(QueueNames.Wake, Wakes);
        foreach (var name in engine.Channels.Kinds.Select(QueueNames.Send).Distinct(StringComparer.Ordinal))
        {
            Consume(name, SendsPerQueue);
        }

        queue.Consume(Sweep, 1, OnSweep);
        await NextSweep(cancellation);
    }

    // Before the doors open. A group that cannot be handled is tried again, and named in the log, by each sweep.
    private async Task MigrateFirst(CancellationToken cancellation)
    {
        try
        {
            await engine.Sweep.Migrate(cancellation);
        }
        catch (Exception failure) when (failure is not (StoreUnavailableException or OperationCanceledException))
        {
            await Migrate();
        }
    }

    /// <summary>Moves what another configuration puts elsewhere, from now on, in its turn with the sweep.</summary>
    public Task Migrate() => queue.Send(Sweep, Migration, Migration, store.UtcNow, CancellationToken.None);

    /// <summary>The same, and then has every group's ticks begin anew.</summary>
    public Task Restart() => queue.Send(Sweep, Restarting, Restarting, store.UtcNow, CancellationToken.None);

    private void Consume(string name, int sideBySide) => queue.Consume(
        name, sideBySide, (body, cancellation) => RowHint.TryParse(name, body, out var hint)
            ? engine.Handle(hint, cancellation)
            : throw new FormatException($"{name}: a message that is none of ours."));

    private async Task OnSweep(string body, CancellationToken cancellation)
    {
        if (body.Length > 0)
        {
            await engine.Sweep.Migrate(cancellation);
            await (body == Restarting ? engine.Sweep.Restart(cancellation) : Task.CompletedTask);
            return;
        }

        await NextSweep(cancellation);
        await engine.Sweep.All(cancellation);
    }

    private Task NextSweep(CancellationToken cancellation) =>
        queue.Send(Sweep, Sweep, "", store.UtcNow + SweepEvery, cancellation);
}
