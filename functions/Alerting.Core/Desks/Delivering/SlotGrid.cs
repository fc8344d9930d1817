using Alerting.Core.Configuration.Delivery;

namespace Alerting.Core.Desks.Delivering;

/// <summary>
/// The free places of one rate limit. Places lie on a grid of time; each is taken once, by a notice that may be sent
/// from a little before it until then, so that no window holds more than the limit allows. Every fourth place is left
/// to pages: however many repeats wait, a page takes the next of those.
/// </summary>
/// <param name="Step">Ticks from one place to the next.</param>
/// <param name="NextOrdinary">The first place that ordinary notices have not taken.</param>
/// <param name="NextKept">The first place kept for pages that they have not taken.</param>
internal readonly record struct SlotGrid(long Step, long NextOrdinary, long NextKept)
{
    private const int Lanes = 4;

    /// <summary>
    /// Takes the next place; gives the grid after it and the instant from which the notice may be sent.
    /// </summary>
    /// <param name="limit">The limit; a grid of another one begins anew, not before what it had given away.</param>
    /// <param name="isPage">Whether it is news that somebody has to act on.</param>
    /// <param name="now">The store's time.</param>
    public (SlotGrid After, DateTimeOffset From) Take(RateLimit limit, bool isPage, DateTimeOffset now)
    {
        // With a burst of b, places w / (n - b + 1) apart: in no window more than n.
        var burst = Math.Max(1, limit.Count / Lanes);
        var step = Math.Max(1, limit.Window.Ticks / (limit.Count - burst + 1));
        var grid = Fitting(step);
        var first = (now.UtcTicks + step - 1) / step;
        var place = isPage ? grid.ForPage(first) : grid.Ordinary(first);
        var from = Math.Max(now.UtcTicks, (place - burst + 1) * step);
        return (grid.Without(place), new(Math.Min(from, DateTime.MaxValue.Ticks), TimeSpan.Zero));
    }

    /// <summary>How long after its instant a place is good for: what comes much later would come with others.</summary>
    public static TimeSpan Lasts(RateLimit limit) => limit.Window / Math.Max(1, limit.Count / Lanes);

    private SlotGrid Fitting(long step) => step == Step
        ? this
        : new(step, After(NextOrdinary, step), After(NextKept, step));

    private long After(long place, long step) => ((place * Step) + step - 1) / step;

    private long Ordinary(long first)
    {
        var place = Math.Max(NextOrdinary, first);
        return IsKept(place) ? place + 1 : place;
    }

    private long ForPage(long first)
    {
        var kept = Math.Max(NextKept, first);
        kept += (Lanes - 1 - (kept % Lanes) + Lanes) % Lanes;
        var free = Math.Max(NextOrdinary, first);
        return Math.Min(kept, IsKept(free) && free < NextKept ? free + 1 : free);
    }

    private SlotGrid Without(long place) => IsKept(place)
        ? this with { NextKept = place + 1 }
        : this with { NextOrdinary = place + 1 };

    private static bool IsKept(long place) => place % Lanes == Lanes - 1;
}
