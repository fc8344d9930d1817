using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Desks.Delivering;
using Xunit;

namespace Alerting.Core.Tests.Desks.Delivering;

public sealed class SlotGridTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 60)]
    [InlineData(2, 1)]
    [InlineData(5, 1)]
    [InlineData(20, 20)]
    [InlineData(120, 60)]
    public void No_window_ever_holds_more_than_its_limit(int count, int seconds)
    {
        var limit = new RateLimit(count, TimeSpan.FromSeconds(seconds));
        var random = new Random(count * 1000 + seconds);
        var grid = default(SlotGrid);
        var now = Start;
        var sent = new List<long>();
        for (var i = 0; i < 5 * count + 200; i++)
        {
            now += random.Next(4) == 0 ? limit.Window * random.NextDouble() : TimeSpan.Zero;
            (grid, var from) = grid.Take(limit, random.Next(2) == 0, now);
            sent.Add(from.UtcTicks);
        }

        sent.Sort();

        for (var i = 0; i + count < sent.Count; i++)
        {
            Assert.True(
                sent[i + count] - sent[i] >= limit.Window.Ticks - (count + 2),
                $"{count + 1} within {TimeSpan.FromTicks(sent[i + count] - sent[i])}");
        }
    }

    [Fact]
    public void A_place_is_given_once()
    {
        var limit = new RateLimit(1, TimeSpan.FromSeconds(1));
        var grid = default(SlotGrid);
        var given = new HashSet<DateTimeOffset>();
        for (var i = 0; i < 500; i++)
        {
            (grid, var from) = grid.Take(limit, i % 3 == 0, Start);
            Assert.True(given.Add(from), $"{from:O} twice");
        }
    }

    [Fact]
    public void Nothing_waits_where_nothing_was_sent()
    {
        var (_, from) = default(SlotGrid).Take(new(20, TimeSpan.FromSeconds(20)), isPage: false, Start);

        Assert.Equal(Start, from);
    }

    [Fact]
    public void A_short_burst_passes_at_once()
    {
        var limit = new RateLimit(20, TimeSpan.FromSeconds(20));
        var grid = default(SlotGrid);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 6; i++)
        {
            (grid, var from) = grid.Take(limit, isPage: true, Start);
            waits.Add(from - Start);
        }

        Assert.True(waits[3] == TimeSpan.Zero, $"{waits[3]}");
        Assert.True(waits[5] > TimeSpan.Zero);
    }

    [Fact]
    public void A_page_does_not_wait_behind_a_hundred_repeats()
    {
        var limit = new RateLimit(1, TimeSpan.FromSeconds(1));
        var grid = default(SlotGrid);
        var last = Start;
        for (var i = 0; i < 100; i++)
        {
            (grid, last) = grid.Take(limit, isPage: false, Start);
        }

        var (_, page) = grid.Take(limit, isPage: true, Start);

        Assert.True(last - Start > TimeSpan.FromSeconds(99));
        Assert.True(page - Start <= TimeSpan.FromSeconds(4), $"{page - Start}");
    }

    [Fact]
    public void Pages_alone_have_every_place()
    {
        var limit = new RateLimit(1, TimeSpan.FromSeconds(1));
        var grid = default(SlotGrid);
        var last = Start;
        for (var i = 0; i < 100; i++)
        {
            (grid, last) = grid.Take(limit, isPage: true, Start);
        }

        Assert.True(last - Start <= TimeSpan.FromSeconds(100), $"{last - Start}");
    }

    [Fact]
    public void Another_limit_begins_no_earlier_than_what_was_given_away()
    {
        var grid = default(SlotGrid);
        var last = Start;
        for (var i = 0; i < 10; i++)
        {
            (grid, last) = grid.Take(new(1, TimeSpan.FromSeconds(1)), isPage: true, Start);
        }

        var (_, from) = grid.Take(new(1, TimeSpan.FromSeconds(7)), isPage: true, Start);

        Assert.True(from >= last, $"{from:O} before {last:O}");
    }
}
