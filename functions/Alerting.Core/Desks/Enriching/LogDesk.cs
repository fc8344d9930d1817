using System.Runtime.CompilerServices;
using Alerting.Core.Logs;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Enriching;

/// <summary>
/// Asks log sources, for all flushes of this process: the same query once, four of a source at a time, as often in a
/// minute as its configuration allows all instances together, and not at all while it is down.
/// </summary>
public sealed class LogDesk(Foundation on)
{
    internal const int SideBySide = 4;
    private const int MostWaiting = 200;

    private readonly AnswerShelf shelf = new(on.Time);
    private readonly QueryBudget budget = new(on);

    // By the settings themselves: what is configured anew is another source, whatever its name.
    private readonly ConditionalWeakTable<LogSourceSettings, Line> lines = [];

    /// <summary>Begins to ask, or joins whoever asks the same. It goes on whether or not anybody waits.</summary>
    /// <param name="query">What for.</param>
    /// <param name="patience">How long a message waits: a source that keeps others waiting for longer is not to be
    /// waited for.</param>
    public LogTurn Ask(LogQuery query, TimeSpan patience)
    {
        var line = lines.GetValue(query.Source, _ => new(on.Time));
        var isSlow = line.Watch.IsSlow(patience, line.Waiting / SideBySide);
        return new(shelf.Of($"{line.Id}\u001f{query.Key}", () => Asked(query, line)), isSlow);
    }

    private async Task<LogOutcome> Asked(LogQuery query, Line line)
    {
        if (on.LogSources.Find(query.Source.Kind) is not { } source)
        {
            return LogOutcome.NotAsked($"nothing here can ask {query.Source.Kind}");
        }

        if (line.Watch.Closed(on.Store.UtcNow) is { } closed)
        {
            return LogOutcome.NotAsked(closed);
        }

        if (line.Waiting >= MostWaiting)
        {
            return LogOutcome.NotAsked($"not asked, {MostWaiting} others wait for it");
        }

        using var deadline = new CancellationTokenSource(query.Source.Timeout, on.Time);
        try
        {
            return await InTurn(query, source, line, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            return LogOutcome.NotAsked("not asked, its turn did not come in time");
        }
        catch (StoreUnavailableException)
        {
            return LogOutcome.NotAsked("not asked, how often it was asked already cannot be read");
        }
    }

    private async Task<LogOutcome> InTurn(LogQuery query, ILogSource source, Line line, CancellationToken deadline)
    {
        await line.Enter(deadline);
        try
        {
            return await budget.Take(query.Source, deadline)
                ? await Watched(query, source, line.Watch)
                : LogOutcome.NotAsked(
                    $"not asked, it has been asked {query.Source.QueriesPerMinute} times in this minute");
        }
        finally
        {
            line.Leave();
        }
    }

    // The wait for its turn is none of the source's time.
    private async Task<LogOutcome> Watched(LogQuery query, ILogSource source, SourceWatch watch)
    {
        if (watch.Begin(on.Store.UtcNow) is not { } begun)
        {
            return LogOutcome.NotAsked(watch.Closed(on.Store.UtcNow) ?? "not asked, it is down");
        }

        using var deadline = new CancellationTokenSource(query.Source.Timeout, on.Time);
        var started = on.Time.GetTimestamp();
        var answer = await Find(query, source, deadline.Token);
        watch.End(begun, answer, on.Store.UtcNow);
        var took = on.Time.GetElapsedTime(started);
        on.Meter.CountLogQuery(query.Source.Name, answer, took);
        return new(answer, "", took);
    }

    // Whatever a source does, or does not: hangs for longer than it may, or throws.
    private static async Task<LogAnswer> Find(LogQuery query, ILogSource source, CancellationToken deadline)
    {
        try
        {
            return await source.Find(query, deadline).WaitAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            return new LogAnswer.Failed($"no answer within {query.Source.Timeout.TotalSeconds:0.#} s", CanHelp: true);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return new LogAnswer.Failed($"it failed: {broken.GetType().Name}", CanHelp: true);
        }
    }

    // Those who ask one source.
    private sealed class Line(TimeProvider time)
    {
        private static long lastId;
        private int waiting;

        public long Id { get; } = Interlocked.Increment(ref lastId);

        private SemaphoreSlim Turns { get; } = new(SideBySide);

        public SourceWatch Watch { get; } = new(time);

        public int Waiting => Volatile.Read(ref waiting);

        public async Task Enter(CancellationToken deadline)
        {
            Interlocked.Increment(ref waiting);
            try
            {
                await Turns.WaitAsync(deadline);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }

        public void Leave() => Turns.Release();
    }
}
