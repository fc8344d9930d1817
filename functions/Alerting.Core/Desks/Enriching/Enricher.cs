using System.Collections.Concurrent;
using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;
using Alerting.Core.Ports;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Enriching;

/// <summary>
/// Finds out why alerts fire, once for each flush: sources, runs and other alerts are asked side by side, under one
/// deadline, and what came is stored beside the flush for every channel. What comes later completes that, and the
/// messages that can be changed.
/// </summary>
public sealed class Enricher
{
    private static readonly TimeSpan ForStore = TimeSpan.FromSeconds(1);

    private readonly Foundation on;
    private readonly GroupDesk groupDesk;
    private readonly GatheringTools tools;
    private readonly ConcurrentDictionary<FlushId, Lazy<Task<LogContext>>> making = new();

    internal Enricher(Foundation on, GroupDesk groupDesk)
    {
        (this.on, this.groupDesk) = (on, groupDesk);
        tools = new(new(on), on.LogSources, new(on), new(on));
    }

    /// <summary>Whether sources outside may be asked, which takes time.</summary>
    internal bool AsksSources(AlertingConfiguration configuration) => !on.LogsOf(configuration.Logs).Sources.IsEmpty;

    /// <summary>
    /// What is said of a flush; null: nothing is to be found out, or the store takes longer than a second to keep it.
    /// Takes no longer than the deadline of the sources, and that.
    /// </summary>
    /// <param name="flush">The flush.</param>
    /// <param name="alerts">Its alerts, at least one, with their true labels.</param>
    /// <param name="before">The flush that told of the same before; null: none did.</param>
    /// <param name="configuration">The sources, and what is taken out.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal async Task<LogContext?> Of(
        FlushId flush, ImmutableArray<NotifiedAlert> alerts, FlushId? before, AlertingConfiguration configuration,
        CancellationToken cancellation)
    {
        // Where no source is configured and no alert brings a run or a log, a notification costs what it did.
        var logs = on.LogsOf(configuration.Logs);
        if (logs.Sources.IsEmpty && !alerts.Any(BringsLogs))
        {
            return null;
        }

        var asked = new Question(flush, alerts, before, logs, configuration.Redactor);
        try
        {
            return await making.GetOrAdd(flush, _ => new(() => MakeOnce(asked))).Value
                .WaitAsync(logs.Deadline + ForStore, on.Time, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>What was stored for a flush; null: nothing.</summary>
    internal async Task<LogContext?> Stored(FlushId flush, CancellationToken cancellation) =>
        (await Row(flush, cancellation)) is { } row ? ContextRow.Find(row) : null;

    /// <summary>A message left before all had come: where it has come by now, the message is changed.</summary>
    internal async Task CatchUp(FlushId flush, CancellationToken cancellation)
    {
        if (await Stored(flush, cancellation) is { IsComplete: true })
        {
            await groupDesk.Apply(flush.Group, new GroupEvent.ContextCompleted(flush.Number), cancellation);
        }
    }

    /// <summary>What would be said of alerts; nothing is stored, and what comes late is waited for.</summary>
    public async Task<LogContext> Preview(
        ImmutableArray<AlertTold> alerts, AlertingConfiguration configuration, CancellationToken cancellation)
    {
        var gathering = Gathering.Begin(
            tools, alerts, on.LogsOf(configuration.Logs), configuration.Redactor, on.Store.UtcNow);
        await gathering.All.WaitAsync(cancellation);
        return gathering.Said();
    }

    private static bool BringsLogs(NotifiedAlert alert) => RunReading.IsOfRun(alert.Labels, alert.Annotations)
        || Masking.IsLog(alert.Annotations);

    // What fires or, where nothing does, all of it.
    private static ImmutableArray<AlertTold> Subjects(ImmutableArray<NotifiedAlert> alerts)
    {
        var firing = alerts.RemoveAll(alert => alert.Status != AlertStatus.Firing);
        return
        [
            .. (firing.IsEmpty ? alerts : firing).Select(
                alert => new AlertTold(alert.Labels, alert.Annotations, alert.StartsAt.ToUniversalTime())),
        ];
    }

    // Whoever comes after it finds what it stored, or tries again; whether anybody waited for its end or not.
    private async Task<LogContext> MakeOnce(Question asked)
    {
        try
        {
            return await Make(asked);
        }
        finally
        {
            making.TryRemove(asked.Flush, out _);
        }
    }

    private async Task<LogContext> Make(Question asked)
    {
        var (flush, alerts, before, logs, redactor) = asked;
        if (await Stored(flush, CancellationToken.None) is { } stored)
        {
            return stored;
        }

        if (before is { } told && await Stored(told, CancellationToken.None) is { IsComplete: true } known)
        {
            await Store(flush, known);
            return known;
        }

        var gathering = Gathering.Begin(tools, Subjects(alerts), logs, redactor, on.Store.UtcNow);
        await gathering.Prompt.WaitAsync(logs.Deadline, on.Time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var context = gathering.Said();
        var version = await Store(flush, context);
        if (version is null && await Row(flush, CancellationToken.None) is { } row)
        {
            // Another instance was faster, and all are to say the same; or this one was, and had no answer.
            if (ContextRow.Find(row) is not { } said || !ContextRow.IsSame(said, context))
            {
                return ContextRow.Find(row) ?? context;
            }

            version = row.ETag;
        }

        if (!context.IsComplete && version is { } mine)
        {
            _ = Complete(flush, gathering, mine);
        }

        return context;
    }

    // Null: it is stored already, or cannot be.
    private async Task<ETag?> Store(FlushId flush, LogContext context)
    {
        if (ContextRow.Write(context) is not { } row)
        {
            return null;
        }

        var write = RowWrite.Insert(RowKeys.Context(flush.Group, flush.Number), row);
        var result = await on.Store.Commit(on.Shards.Of(flush.Group), [write], CancellationToken.None);
        return result.IsDone ? result.ETags[0] : null;
    }

    // Lost with the process: the message has said what is missing.
    private async Task Complete(FlushId flush, Gathering gathering, ETag version)
    {
        await gathering.All;
        if (ContextRow.Write(gathering.Said()) is not { } row)
        {
            return;
        }

        try
        {
            var write = RowWrite.Replace(RowKeys.Context(flush.Group, flush.Number), row, version);
            await on.Store.Commit(on.Shards.Of(flush.Group), [write], CancellationToken.None);
            await CatchUp(flush, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // As above.
        }
    }

    private sealed record Question(
        FlushId Flush, ImmutableArray<NotifiedAlert> Alerts, FlushId? Before, LogSettings Logs, Redactor Redactor);

    private Task<Row?> Row(FlushId flush, CancellationToken cancellation) => on.Store.Get(
        on.Shards.Of(flush.Group), RowKeys.Context(flush.Group, flush.Number), cancellation);
}

/// <summary>A flush of a group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Number">The flush.</param>
internal readonly record struct FlushId(GroupId Group, long Number);
