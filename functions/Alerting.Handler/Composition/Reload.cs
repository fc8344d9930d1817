using Alerting.Adapters.Configuration;
using Alerting.Core.Desks;
using Alerting.Core.Desks.Changeover;
using Alerting.Core.Matching;
using Alerting.Core.Ports;

namespace Alerting.Handler.Composition;

/// <summary>
/// Reads the files of <c>--config</c> again and has them come into force; while they are wrong the old ones go on.
/// Two at a time publish one after the other.
/// </summary>
/// <param name="path">Which; null: the built-in configuration, of which there is nothing to read.</param>
/// <param name="mode">How matchers and names of labels are read.</param>
/// <param name="published">Where it is published.</param>
/// <param name="on">The store's time, pauses and the meter.</param>
/// <param name="migrate">Begins to move what belongs elsewhere now; does not wait for it.</param>
/// <param name="log">What is wrong with the files is an error, what is unusual a warning.</param>
internal sealed partial class Reload(
    string? path, MatcherMode mode, PublishedConfiguration published, Foundation on, Func<Task> migrate, ILogger log)
    : IDisposable
{
    // The slowest publication is given up after 15 s and in force 5 s later.
    private static readonly TimeSpan WaitFor = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim oneAtATime = new(1);

    /// <summary>
    /// Returns when the files are in force here, or what is wrong with them, one line each. Throws <see
    /// cref="StoreUnavailableException"/> or <see cref="OperationCanceledException"/> when the store is away.
    /// </summary>
    public async Task<IReadOnlyList<string>> Run()
    {
        using var deadline = new CancellationTokenSource(WaitFor, on.Time);
        DateTimeOffset? done = null;
        try
        {
            var wrong = path is null ? [] : await Publish(path, deadline.Token);
            done = wrong.Count == 0 ? on.Store.UtcNow : null;
            return wrong;
        }
        finally
        {
            on.Meter.CountReload(done);
        }
    }

    /// <summary>The same for a signal, which nobody waits for: what is wrong goes to stderr, too.</summary>
    public async Task RunAsAsked()
    {
        try
        {
            foreach (var wrong in await Run())
            {
                await Console.Error.WriteLineAsync("alerting: failed to reload config: " + wrong);
            }
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            LogAway(away.Message);
        }
        catch (Exception fault) when (fault is not ObjectDisposedException)
        {
            LogFault(fault);
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<IReadOnlyList<string>> Publish(string folder, CancellationToken cancellation)
    {
        var (epoch, wrong) = await ReadAndPublish(folder, cancellation);
        if (wrong.Count == 0)
        {
            await published.Reached(epoch, cancellation);
            LogDone(epoch);
            await migrate();
        }

        foreach (var finding in wrong)
        {
            LogWrong(finding);
        }

        return wrong;
    }

    private async Task<(long Epoch, IReadOnlyList<string> Wrong)> ReadAndPublish(
        string folder, CancellationToken cancellation)
    {
        await oneAtATime.WaitAsync(cancellation);
        try
        {
            var loaded = ConfigurationFolder.Load(folder, mode);
            foreach (var warning in loaded.Result.Warnings)
            {
                LogWarning(warning.ToString());
            }

            if (loaded.Own is not { } own)
            {
                return (0, [.. loaded.Result.Errors.Select(error => error.ToString())]);
            }

            var reloaded = await published.Reload(own, cancellation);
            return (reloaded.Epoch, reloaded.Refusal is { } refusal ? [refusal] : []);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    [LoggerMessage(140, LogLevel.Information, "The configuration was reloaded: epoch {Epoch} is in force")]
    private partial void LogDone(long epoch);

    [LoggerMessage(141, LogLevel.Error, "Failed to reload the configuration: {Finding}")]
    private partial void LogWrong(string finding);

    [LoggerMessage(142, LogLevel.Warning, "Configuration: {Finding}")]
    private partial void LogWarning(string finding);

    [LoggerMessage(143, LogLevel.Error, "Failed to reload the configuration: the store is away: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(144, LogLevel.Error, "Failed to reload the configuration")]
    private partial void LogFault(Exception failure);
}
