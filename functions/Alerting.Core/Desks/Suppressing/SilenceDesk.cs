using System.Collections.Immutable;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Matching;
using Alerting.Core.Ports;
using Alerting.Core.Silences;

namespace Alerting.Core.Desks.Suppressing;

/// <summary>
/// The silences: one partition, and in it one row that every change writes by the version it read. So changes come one
/// after the other, wherever they are made, and whoever finds that version unchanged knows them all. An instance
/// compares at most every 2 s; one that is alone with its store need not.
/// </summary>
public sealed class SilenceDesk : IDisposable
{
    private const int MostRemoved = 50;

    private static readonly TimeSpan CompareEvery = TimeSpan.FromSeconds(2);

    private readonly Foundation on;
    private readonly SilenceLimits limits;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private volatile Known? known;

    /// <summary>Nothing is read before it is asked for.</summary>
    public SilenceDesk(Foundation on) => (this.on, limits) = (on, on.SilenceLimits);

    /// <summary>
    /// The silences, those that have been over for longer than they are kept left out. Throws <see
    /// cref="StoreUnavailableException"/> when they cannot be known.
    /// </summary>
    public async ValueTask<SilenceBook> Now(CancellationToken cancellation)
    {
        if (known is { } last && IsFresh(last))
        {
            return last.Book;
        }

        await oneAtATime.WaitAsync(cancellation);
        try
        {
            return (await Current(mayBeOlder: true, cancellation)).Book;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>
    /// Makes a silence, or changes one: in place where the past stays as it was, else the old one ends and a new one
    /// takes its place. Throws <see cref="StoreUnavailableException"/> when the store is away: it may have been made.
    /// </summary>
    public Task<SilenceAnswer> Set(SilenceDraft draft, CancellationToken cancellation)
    {
        // Before its regular expressions are compiled: they may be as large as a body.
        if (draft.LeastBytes > limits.MostBytes)
        {
            return Task.FromResult(TooLarge(draft.LeastBytes));
        }

        var matchers = SilenceRules.Matchers(draft, on.MatcherMode, out var problem);
        var id = Guid.NewGuid().ToString();
        return problem is null
            ? Carry((book, now) => Set(book, draft, matchers, id, now), cancellation)
            : Task.FromResult(SilenceAnswer.Refused(problem));
    }

    /// <summary>Ends a silence now; one that is over stays as it is.</summary>
    public Task<SilenceAnswer> Expire(string id, CancellationToken cancellation) => Carry(
        (book, now) => book.Find(id) is not { } silence
            ? new(SilenceAnswer.NotFound, [])
            : new(
                SilenceAnswer.Made(id),
                SilenceRules.Expired(silence, now) is var over && over != silence ? [over] : []),
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => oneAtATime.Dispose();

    // The id is the same each time it is decided: what was written although it was refused is then found.
    private Change Set(
        SilenceBook book, SilenceDraft draft, ImmutableArray<Matcher> matchers, string id, DateTimeOffset now)
    {
        var old = book.Find(draft.Id);
        if (old is null && draft.Id.Length > 0)
        {
            return new(SilenceAnswer.NotFound, []);
        }

        draft = draft.StartsAt == default ? draft with { StartsAt = now } : draft;
        if (draft.EndsAt < draft.StartsAt)
        {
            return new(SilenceAnswer.Refused("invalid silence: end time must not be before start time"), []);
        }

        if (book.Find(id) is not null)
        {
            return new(SilenceAnswer.Made(id), []);
        }

        if (old is not null && SilenceRules.CanUpdate(old, matchers, draft, now))
        {
            return Checked(New(old.Id, draft, matchers, draft.StartsAt, now), []);
        }

        var startsAt = draft.StartsAt < now ? now : draft.StartsAt;
        return book.Count + 1 > limits.Most
            ? new(SilenceAnswer.Refused(
                $"exceeded maximum number of silences: {book.Count} (limit: {limits.Most})"), [])
            : Checked(
                New(id, draft, matchers, startsAt, now),
                old is null || old.StateAt(now) == SilenceState.Expired ? [] : [SilenceRules.Expired(old, now)]);
    }

    private static Silence New(
        string id, SilenceDraft draft, ImmutableArray<Matcher> matchers, DateTimeOffset startsAt, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Matchers = matchers,
            StartsAt = startsAt.ToUniversalTime(),
            EndsAt = draft.EndsAt.ToUniversalTime(),
            UpdatedAt = now,
            CreatedBy = draft.CreatedBy,
            Comment = draft.Comment,
            Annotations = draft.Annotations,
        };

    private Change Checked(Silence made, ImmutableArray<Silence> ended)
    {
        var size = SilenceRow.Pack(made).Length;
        return size > limits.MostBytes
            ? new(TooLarge(size), [])
            : new(SilenceAnswer.Made(made.Id), [made, .. ended]);
    }

    private SilenceAnswer TooLarge(int size) => SilenceAnswer.Refused(
        $"silence exceeded maximum size: {size} bytes (limit: {limits.MostBytes} bytes)");

    private async Task<SilenceAnswer> Carry(
        Func<SilenceBook, DateTimeOffset, Change> decide, CancellationToken cancellation)
    {
        await oneAtATime.WaitAsync(cancellation);
        try
        {
            for (var conflicts = 0; ; await Contention.Pause(conflicts++, on.Time, cancellation))
            {
                // Compared each time: a silence that another instance has just made is not unknown.
                var last = await Current(on.IsAlone, cancellation);
                var now = on.Store.UtcNow;
                var change = decide(last.Book, now);
                if (change.Silences.IsEmpty || await Write(last, change.Silences, now, cancellation))
                {
                    return change.Answer;
                }
            }
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task<bool> Write(
        Known last, ImmutableArray<Silence> changed, DateTimeOffset now, CancellationToken cancellation)
    {
        // Until it is known what was written, nothing is.
        known = null;
        string[] gone = [.. last.Leftovers.Take(MostRemoved)];
        RowWrite[] writes =
        [
            last.Version == default
                ? RowWrite.Insert(SilenceRow.VersionKey, [])
                : RowWrite.Replace(SilenceRow.VersionKey, [], last.Version),
            .. changed.Select(silence => RowWrite.InsertOrReplace(
                SilenceRow.Key(silence.Id), SilenceRow.Write(silence, Blob.Pack(SilenceRow.Pack(silence))))),
            .. gone.Select(id => RowWrite.Delete(SilenceRow.Key(id), ETag.Any)),
        ];
        var result = await on.Store.Commit(SilenceRow.Partition, writes, cancellation);
        if (result.IsDone)
        {
            var left = new Known(
                last.Book.With(changed), [.. last.Leftovers.Skip(gone.Length)], result.ETags[0],
                on.Time.GetTimestamp(), Earliest(last.Until, changed));
            known = now <= left.Until ? left : Keep(left.Book, left.Leftovers, left.Version, left.ReadAt, now);
        }

        return result.IsDone;
    }

    private bool IsFresh(Known last) =>
        (on.IsAlone || on.Time.GetElapsedTime(last.ReadAt) < CompareEvery) && on.Store.UtcNow <= last.Until;

    // The version is read first: what is written meanwhile is then seen at the next comparison.
    private async Task<Known> Current(bool mayBeOlder, CancellationToken cancellation)
    {
        if (mayBeOlder && known is { } fresh && IsFresh(fresh))
        {
            return fresh;
        }

        var (last, readAt) = (known, on.Time.GetTimestamp());
        var version = (await on.Store.Get(SilenceRow.Partition, SilenceRow.VersionKey, cancellation))?.ETag ?? default;
        var (book, leftovers) = last is not null && last.Version == version
            ? (last.Book, last.Leftovers)
            : (await Load(cancellation), []);
        return known = Keep(book, leftovers, version, readAt, on.Store.UtcNow);
    }

    private async Task<SilenceBook> Load(CancellationToken cancellation)
    {
        var all = new List<Silence>();
        await foreach (var row in on.Store.Prefixed(SilenceRow.Partition, SilenceRow.Prefix, cancellation))
        {
            all.Add(SilenceRow.Read(row));
        }

        return SilenceBook.Of(all);
    }

    // What has been over for long is left out, and its row removed with the next change.
    private Known Keep(
        SilenceBook book, ImmutableArray<string> leftovers, ETag version, long readAt, DateTimeOffset now)
    {
        var before = now - limits.Retention;
        string[] gone = [.. book.All.Where(silence => silence.EndsAt < before).Select(silence => silence.Id)];
        var kept = gone.Length == 0 ? book : book.Without(gone);
        return new(kept, [.. leftovers, .. gone], version, readAt, Earliest(DateTimeOffset.MaxValue, kept.All));
    }

    // To when none of these has been over for too long.
    private DateTimeOffset Earliest(DateTimeOffset until, IEnumerable<Silence> silences)
    {
        var far = DateTimeOffset.MaxValue - limits.Retention;
        return silences.Aggregate(until, (earliest, silence) =>
            silence.EndsAt >= far || silence.EndsAt + limits.Retention >= earliest
                ? earliest : silence.EndsAt + limits.Retention);
    }

    private readonly record struct Change(SilenceAnswer Answer, ImmutableArray<Silence> Silences);

    /// <param name="Book">What is kept.</param>
    /// <param name="Leftovers">The ids of those whose rows are to go.</param>
    /// <param name="Version">Of the row that changes with any of them; default: there is none yet.</param>
    /// <param name="ReadAt">When that was read, by this process's clock.</param>
    /// <param name="Until">To when none of them has been over for too long.</param>
    private sealed record Known(
        SilenceBook Book, ImmutableArray<string> Leftovers, ETag Version, long ReadAt, DateTimeOffset Until);
}

/// <summary>What came of a change to a silence.</summary>
/// <param name="Id">Its id; null where nothing was changed.</param>
/// <param name="Refusal">Why not, in Alertmanager's words; null where it was changed.</param>
public sealed record SilenceAnswer(string? Id, string? Refusal)
{
    /// <summary>There is no silence of that id.</summary>
    public static SilenceAnswer NotFound { get; } = new(null, "silence not found");

    internal static SilenceAnswer Made(string id) => new(id, null);

    internal static SilenceAnswer Refused(string why) => new(null, why);
}
