using Alerting.Testing.Processes;

namespace Alerting.Testing.Crashes;

/// <summary>
/// The real executable, killed again and again at random moments while clients post and a sink misbehaves; then left
/// alone until everything it owes is told.
/// </summary>
public sealed class CrashRun : IDisposable
{
    private const int ClientCount = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private readonly ProcessFolder folder = new();
    private readonly CrashDoor door = new();
    private readonly List<string> complaints = [];
    private readonly CrashSink sink;
    private readonly Random random;
    private readonly int seed;
    private readonly string configuration;
    private int killsInStart;

    private CrashRun(int seed, CrashSink sink)
    {
        (this.seed, this.sink, random) = (seed, sink, new(seed));
        configuration = folder.Write("alertmanager.yml",
            $"""
            route:
              receiver: team
              group_by: [alertname]
              group_wait: 50ms
              group_interval: 1s
              repeat_interval: 1h
            receivers:
              - name: team
                webhook_configs:
                  - url: {sink.Url}/hook
                    send_resolved: true
            """);
    }

    /// <summary>Kills it so often and reports.</summary>
    public static async Task<CrashReport> Of(int seed, int kills, CancellationToken stop)
    {
        await using var sink = await CrashSink.Start(seed);
        using var run = new CrashRun(seed, sink);
        return await run.Play(kills, stop);
    }

    public void Dispose()
    {
        door.Dispose();
        folder.Dispose();
    }

    private async Task<CrashReport> Play(int kills, CancellationToken stop)
    {
        var clients = Enumerable.Range(0, ClientCount).Select(n => new CrashClient(n, seed, door, sink)).ToArray();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var work = Task.WhenAll(clients.Select(client => client.Run(over.Token, stop)));
        for (var i = 0; i < kills && !work.IsFaulted; i++)
        {
            await LiveAndDie(stop);
        }

        sink.IsFaulty = false;
        await over.CancelAsync();
        await using var last = AlertingProcess.Serve(folder.Data, "--config", configuration);
        door.Address = await last.Address();
        await work;
        CrashAlert[] alerts = [.. clients.SelectMany(client => client.Alerts)];
        await RealClock.Instance.Until(() => alerts.All(IsTold), Patience, stop);
        await Calm(stop);
        await last.Terminate();
        await last.Exit();
        Listen(last);
        return new()
        {
            Seed = seed,
            Kills = kills,
            KillsInStart = killsInStart,
            Repeats = door.Repeats,
            Alerts = alerts,
            Told = sink.Told,
            Complaints = complaints,
        };
    }

    private async Task LiveAndDie(CancellationToken stop)
    {
        await using var process = AlertingProcess.Serve(folder.Data, "--config", configuration);
        await (random.Next(10) switch
        {
            0 or 1 => Starting(stop),
            2 or 3 => Idle(process, stop),
            _ => Busy(process, stop),
        });
        process.Kill();
        await process.Exit();
        door.Address = null;
        Listen(process);
    }

    private Task Starting(CancellationToken stop)
    {
        killsInStart++;
        return Pause(20, 300, stop);
    }

    private async Task Idle(AlertingProcess process, CancellationToken stop)
    {
        door.Address = await process.Address();
        await Pause(5, 150, stop);
    }

    // A process that has just started takes a moment for its first answer; from then on it is hard at work.
    private async Task Busy(AlertingProcess process, CancellationToken stop)
    {
        var before = door.Acknowledged;
        door.Address = await process.Address();
        await RealClock.Instance.Until(() => door.Acknowledged > before, Patience, stop);
        await Pause(5, 250, stop);
    }

    private Task Pause(int least, int most, CancellationToken stop) =>
        RealClock.Instance.Pause(TimeSpan.FromMilliseconds(random.Next(least, most)), stop);

    private void Listen(AlertingProcess process) => complaints.AddRange(process.Errors.Concat(
        process.Output.Where(line => line.Contains("\"Error\"", StringComparison.Ordinal)
            || line.Contains("\"Critical\"", StringComparison.Ordinal))));

    // A hasty one may have been over before its page.
    private bool IsTold(CrashAlert alert) => alert switch
    {
        { IsAccepted: false } => true,
        { IsResolved: false } => sink.Took(alert.Key, fires: true),
        _ => !sink.Took(alert.Key, fires: true) || sink.Took(alert.Key, fires: false),
    };

    private async Task Calm(CancellationToken stop)
    {
        int count;
        do
        {
            count = sink.Count;
            await RealClock.Instance.Pause(Quiet, stop);
        }
        while (count != sink.Count);
    }
}
