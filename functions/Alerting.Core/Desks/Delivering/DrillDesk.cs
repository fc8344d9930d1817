using System.Collections.Immutable;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Delivering;

/// <summary>
/// Drills: a group of its own, whose one flush every integration of a receiver is told through the way of every notice
/// (hint, claim, channel, receipt), marked as a drill. Nothing follows from it: no repeat, no end, nobody stands in.
/// </summary>
public sealed class DrillDesk(Foundation on)
{
    /// <summary>Integrations of one drill at the most: each takes two rows of its transaction.</summary>
    public const int MostIntegrations = 40;

    // What was put back so often is there to be told.
    private const int Attempts = 2;

    private static readonly TimeSpan Waits = TimeSpan.FromMilliseconds(200);

    private readonly GroupStore groups = new(on.Store, on.Shards);

    /// <summary>
    /// Tells a receiver, and waits for what comes of it. Null: there is no receiver of that name. Throws <see
    /// cref="StoreUnavailableException"/> when the store is away.
    /// </summary>
    /// <param name="receiver">Its name.</param>
    /// <param name="isResolved">Whether the end of the alert is told, not its beginning.</param>
    /// <param name="patience">How long an end is waited for; what has none by then, or after two attempts, is
    /// waiting.</param>
    /// <param name="cancellation">Ends the wait; what was begun goes on.</param>
    public async Task<ImmutableArray<DrillResult>?> Run(
        string receiver, bool isResolved, TimeSpan patience, CancellationToken cancellation)
    {
        var configuration = await on.Configuration.Now(cancellation);
        if (configuration.Value.Receivers.FirstOrDefault(it => it.Name == receiver) is not { } found)
        {
            return null;
        }

        ImmutableArray<Integration> told =
            [.. found.Integrations.Where(it => it.SendResolved || !isResolved).Take(MostIntegrations)];
        var unasked = found.Integrations.Except(told).Select(it => new DrillResult(
            it.Id,
            "not sent",
            isResolved && !it.SendResolved ? "send_resolved is off" : $"a drill tells {MostIntegrations} at most",
            null));
        if (told.IsEmpty)
        {
            return [.. unasked];
        }

        var drill = Drill.Of(receiver, isResolved, told, configuration.Epoch, on.Store.UtcNow);
        await Begin(drill, cancellation);
        NoticeId[] notices = [.. drill.Notices.Select(it => it.Notice)];
        var ended = await Ended(drill.Header.Id, notices, patience, cancellation);
        return [.. ended, .. unasked];
    }

    private async Task Begin(GivenGroup drill, CancellationToken cancellation)
    {
        var partition = on.Shards.Of(drill.Header.Id);
        var result = await on.Store.Commit(partition, [.. drill.Rows()], cancellation);
        if (!result.IsDone)
        {
            throw new StoreUnavailableException("The drill could not be stored.");
        }

        await on.Hints.After(drill.Notices, partition, drill.Header.Due, isInDoubt: false);
    }

    private async Task<IEnumerable<DrillResult>> Ended(
        GroupId drill, NoticeId[] notices, TimeSpan patience, CancellationToken cancellation)
    {
        var started = on.Time.GetTimestamp();
        var pending = notices.ToList();
        while (on.Time.GetElapsedTime(started) < patience && pending.Count > 0)
        {
            await Task.Delay(Waits, on.Time, cancellation);
            foreach (var notice in notices.Where(pending.Contains).ToArray())
            {
                if ((await groups.Slot(notice, cancellation))?.Live is not { Attempt: <= Attempts })
                {
                    pending.Remove(notice);
                }
            }
        }

        return await Results(drill, notices, cancellation);
    }

    // The timeline of the group says what became of each attempt, the ledger how each ended.
    private async Task<IEnumerable<DrillResult>> Results(
        GroupId drill, NoticeId[] notices, CancellationToken cancellation)
    {
        var results = notices.ToDictionary(
            notice => notice.ToString(),
            notice => new DrillResult(notice.Integration, "waiting", "not tried yet", null),
            StringComparer.Ordinal);
        var partition = on.Shards.Of(drill);
        await foreach (var row in on.Store.Prefixed(partition, RowKeys.TimelineEntries(drill), cancellation))
        {
            if (row.Properties.Text("notice") is { } notice && results.TryGetValue(notice, out var known))
            {
                results[notice] = known with
                {
                    Outcome = Outcome(row.Properties.Text("event") ?? ""),
                    Why = row.Properties.Text("why") ?? known.Why,
                    Reference = row.Properties.Text("reference"),
                    Flaw = row.Properties.Text("flaw"),
                };
            }
        }

        return notices.Select(notice => results[notice.ToString()]);
    }

    private static string Outcome(string happened) => happened is "deferred" or "postponed" ? "waiting" : happened;
}

/// <summary>What came of a drill at one integration.</summary>
/// <param name="Integration">Such as <c>slack[0]</c>.</param>
/// <param name="Outcome"><c>delivered</c>, <c>refused</c>, <c>unknown</c>, <c>waiting</c> or <c>not sent</c>.</param>
/// <param name="Why">One line for people.</param>
/// <param name="Reference">The vendor's id of what it took; null where it gave none.</param>
public sealed record DrillResult(string Integration, string Outcome, string Why, string? Reference)
{
    /// <summary><see cref="Receipt.Delivered.Flaw"/>; null for none.</summary>
    public string? Flaw { get; init; }

    /// <summary>Whether the vendor took it as it is configured, or it was not to be sent.</summary>
    public bool IsGood => Flaw is null && Outcome is ("delivered" or "not sent");
}
