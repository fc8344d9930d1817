using System.Collections.Concurrent;
using System.Collections.Immutable;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks.Delivering;

/// <summary>
/// Gives out the places that rate limits have. Where other processes send, too, a row for each destination says which
/// are taken; those that ask at one time share its write. A process that is alone remembers them.
/// </summary>
internal sealed class Places(Foundation on)
{
    private readonly ConcurrentDictionary<string, Line> lines = new(StringComparer.Ordinal);

    /// <summary>The instant from which a notice may be sent; now or before where a place is free at once.</summary>
    /// <param name="destination">Whose limits.</param>
    /// <param name="limits">At least one.</param>
    /// <param name="isPage">Whether it goes before repeats and resolves.</param>
    /// <param name="cancellation">Ends the wait; the place may then be lost.</param>
    public Task<DateTimeOffset> Take(
        string destination, ImmutableArray<RateLimit> limits, bool isPage, CancellationToken cancellation) =>
        lines.GetOrAdd(destination, key => new(on, key, new(1))).Take(limits, isPage, cancellation);

    private sealed class Line(Foundation on, string destination, SemaphoreSlim writing)
    {
        private readonly Lock gate = new();
        private readonly List<Request> waiting = [];
        private ImmutableArray<SlotGrid> remembered = [];

        public async Task<DateTimeOffset> Take(
            ImmutableArray<RateLimit> limits, bool isPage, CancellationToken cancellation)
        {
            var mine = new Request(limits, isPage);
            lock (gate)
            {
                waiting.Add(mine);
            }

            try
            {
                await writing.WaitAsync(cancellation);
                try
                {
                    if (mine.From is null)
                    {
                        await Serve(Waiting(), cancellation);
                    }

                    return mine.From!.Value;
                }
                finally
                {
                    writing.Release();
                }
            }
            finally
            {
                lock (gate)
                {
                    waiting.Remove(mine);
                }
            }
        }

        private Request[] Waiting()
        {
            lock (gate)
            {
                return [.. waiting.Where(request => request.From is null)];
            }
        }

        // Those that wait together are answered together.
        private Task Serve(Request[] requests, CancellationToken cancellation) =>
            on.IsAlone ? Remember(requests) : Store(requests, cancellation);

        private Task Remember(Request[] requests)
        {
            (remembered, var from) = Given(remembered, requests);
            Answer(requests, from);
            return Task.CompletedTask;
        }

        private async Task Store(Request[] requests, CancellationToken cancellation)
        {
            for (var conflicts = 0; ; await Contention.Pause(conflicts++, on.Time, cancellation))
            {
                var row = await on.Store.Get(PlaceRow.Partition, destination, cancellation);
                var (after, from) = Given(row is null ? [] : PlaceRow.Read(row), requests);
                var write = row is null
                    ? RowWrite.Insert(destination, PlaceRow.Write(after))
                    : RowWrite.Replace(destination, PlaceRow.Write(after), row.ETag);
                var result = await on.Store.Commit(PlaceRow.Partition, [write], cancellation);
                if (result.IsDone)
                {
                    Answer(requests, from);
                    return;
                }
            }
        }

        // Not before it is stored: a place that nobody wrote down is given to others, too.
        private static void Answer(Request[] requests, DateTimeOffset[] from)
        {
            for (var i = 0; i < requests.Length; i++)
            {
                requests[i].From = from[i];
            }
        }

        private (ImmutableArray<SlotGrid> After, DateTimeOffset[] From) Given(
            ImmutableArray<SlotGrid> grids, Request[] requests)
        {
            var now = on.Store.UtcNow;
            var after = grids.ToBuilder();
            DateTimeOffset[] from = [.. requests.Select(request => From(after, request, now))];
            return (after.ToImmutable(), from);
        }

        // The strictest wins.
        private static DateTimeOffset From(
            ImmutableArray<SlotGrid>.Builder grids, Request request, DateTimeOffset now)
        {
            var latest = now;
            for (var i = 0; i < request.Limits.Length; i++)
            {
                if (i == grids.Count)
                {
                    grids.Add(default);
                }

                (grids[i], var from) = grids[i].Take(request.Limits[i], request.IsPage, latest);
                latest = from > latest ? from : latest;
            }

            return latest;
        }
    }

    private sealed class Request(ImmutableArray<RateLimit> limits, bool isPage)
    {
        public ImmutableArray<RateLimit> Limits { get; } = limits;

        public bool IsPage { get; } = isPage;

        public DateTimeOffset? From { get; set; }
    }
}
