using Alerting.Testing.Processes;

namespace Alerting.Bench.Load;

/// <summary>The real executable on a folder of its own, with everything grouped by the label <c>group</c>.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly AlertingProcess process;

    private Served(AlertingProcess process) => this.process = process;

    /// <summary>Starts it; it listens once <see cref="Address"/> is there.</summary>
    /// <param name="executable">Which build of it.</param>
    /// <param name="folder">Where its configuration and data lie.</param>
    /// <param name="sink">The one receiver's address.</param>
    /// <param name="groupWait">Wait before the first notification, such as <c>1s</c>.</param>
    public static async Task<Served> Start(string executable, string folder, string sink, string groupWait)
    {
        if (!File.Exists(executable))
        {
            throw new FileNotFoundException(
                $"{executable} is not there: run dotnet build -c Release functions/Alerting.Handler");
        }

        await Configure(folder, sink, groupWait);
        string[] args =
            ["serve", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(folder, "data"), "--config", folder];
        return new(AlertingProcess.StartFile(executable, args));
    }

    /// <summary>Writes the configuration; a running one has to be told.</summary>
    /// <param name="folder">As given to <see cref="Start"/>.</param>
    /// <param name="sink">The one receiver's address.</param>
    /// <param name="groupWait">Wait before the first notification.</param>
    /// <param name="receiver">Its name.</param>
    /// <param name="comment">Changes the file and nothing else.</param>
    public static Task Configure(
        string folder, string sink, string groupWait, string receiver = "sink", string comment = "") =>
        File.WriteAllTextAsync(
            Path.Combine(folder, "alertmanager.yml"),
            $"""
            # {comment}
            route:
              receiver: {receiver}
              group_by: [group]
              group_wait: {groupWait}
              group_interval: 5s
              repeat_interval: 4h
            receivers:
              - name: {receiver}
                webhook_configs:
                  - url: {sink}/
            """);

    /// <summary>Where it listens.</summary>
    public Task<Uri> Address() => process.Address();

    /// <summary>Memory it holds now, in MB.</summary>
    public double Resident() => ProcessFigures.Resident(process.Id);

    /// <summary>The most memory it has held, in MB.</summary>
    public double Peak() => ProcessFigures.Peak(process.Id);

    /// <summary>Processor time it has used, in seconds.</summary>
    public double Processor() => ProcessFigures.Processor(process.Id);

    /// <summary>Waits so long, at most 60 s; earlier only when it ends.</summary>
    public async Task Ended(TimeSpan atMost)
    {
        try
        {
            await process.Exit().WaitAsync(atMost);
        }
        catch (TimeoutException)
        {
            // It still runs, as it should.
        }
    }

    /// <summary>Asks it to end and waits until it has.</summary>
    public async Task End()
    {
        await process.Terminate();
        await process.Exit();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
