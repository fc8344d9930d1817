using Alerting.Adapters.Tables.Azure;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Azure;

public sealed class StoreClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FixedClock local = new();
    private readonly StoreClock clock;
    private TimeSpan ahead;

    public StoreClockTests() => clock = new(local);

    private DateTimeOffset Store => local.GetUtcNow() + ahead;

    private TimeSpan Wrong => (clock.UtcNow - Store).Duration();

    // A request that takes 20 ms each way; the answer names the second it was made in.
    private void Answer(double eachWay = 0.02)
    {
        var sent = clock.Stamp();
        local.Advance(TimeSpan.FromSeconds(eachWay));
        var date = new DateTimeOffset(Store.Ticks - (Store.Ticks % Second.Ticks), TimeSpan.Zero);
        local.Advance(TimeSpan.FromSeconds(eachWay));
        clock.Observe(date, sent, clock.Stamp());
    }

    [Fact]
    public void Before_any_answer_it_is_the_local_clock()
    {
        Assert.Equal(local.GetUtcNow(), clock.UtcNow);

        local.Advance(Second);

        Assert.Equal(local.GetUtcNow(), clock.UtcNow);
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(-0.4)]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(300)]
    public void One_answer_tells_the_time_to_about_half_a_second(double skew)
    {
        ahead = TimeSpan.FromSeconds(skew);

        Answer();

        Assert.InRange(Wrong.TotalSeconds, 0, 0.53);
    }

    [Theory]
    [InlineData(-300.123)]
    [InlineData(300.456)]
    public void Many_answers_narrow_it_to_the_time_a_call_takes(double skew)
    {
        ahead = TimeSpan.FromSeconds(skew);

        for (var i = 0; i < 200; i++)
        {
            Answer();
            local.Advance(TimeSpan.FromMilliseconds(137));
        }

        Assert.InRange(Wrong.TotalSeconds, 0, 0.03);
    }

    [Fact]
    public void A_slow_answer_takes_nothing_from_what_is_known()
    {
        ahead = TimeSpan.FromSeconds(61.5);
        for (var i = 0; i < 200; i++)
        {
            Answer();
            local.Advance(TimeSpan.FromMilliseconds(137));
        }

        Answer(eachWay: 12);

        Assert.InRange(Wrong.TotalSeconds, 0, 0.03);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(-40)]
    public void It_follows_a_clock_that_drifts(double partsPerMillion)
    {
        for (var i = 0; i < 2000; i++)
        {
            Answer();
            local.Advance(TimeSpan.FromSeconds(13.7));
            ahead += TimeSpan.FromSeconds(13.7 * partsPerMillion / 1e6);

            // What is known is never thrown away for what one answer tells, which may be wrong by half a second.
            Assert.InRange(i < 300 ? 0 : Wrong.TotalSeconds, 0, 0.1);
        }
    }

    [Fact]
    public void When_the_store_jumps_forward_the_newest_answer_counts()
    {
        Answer();

        ahead = TimeSpan.FromMinutes(5);
        Answer();

        Assert.InRange(Wrong.TotalSeconds, 0, 0.53);
    }

    [Fact]
    public void It_never_goes_back_and_meets_the_store_at_half_speed()
    {
        ahead = TimeSpan.FromMinutes(5);
        Answer();
        var before = clock.UtcNow;

        ahead = TimeSpan.Zero;
        Answer();

        Assert.True(clock.UtcNow >= before);
        local.Advance(TimeSpan.FromMinutes(4));
        var halfway = clock.UtcNow;
        Assert.InRange((halfway - before).TotalSeconds, 119, 121);
        Assert.True(clock.Estimate < halfway);
        local.Advance(TimeSpan.FromMinutes(7));
        Assert.InRange(Wrong.TotalSeconds, 0, 0.6);
    }

    [Fact]
    public void Read_at_every_moment_of_a_wild_day_it_never_goes_back()
    {
        var random = new Random(7);
        var last = clock.UtcNow;
        for (var i = 0; i < 2000; i++)
        {
            ahead = i % 50 == 0 ? TimeSpan.FromSeconds(random.Next(-300, 300)) : ahead;
            Answer(random.NextDouble());

            Assert.True(clock.UtcNow >= last);
            last = clock.UtcNow;
        }
    }

    [Fact]
    public void A_local_wall_clock_that_is_set_does_not_move_it()
    {
        var wall = new SetClock(local);
        var told = new StoreClock(wall);
        told.Observe(local.GetUtcNow(), told.Stamp(), told.Stamp());
        var before = told.UtcNow;

        wall.Wrong = TimeSpan.FromHours(1);

        Assert.Equal(before, told.UtcNow);
    }

    private sealed class SetClock(TimeProvider inner) : TimeProvider
    {
        public TimeSpan Wrong { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Wrong;

        public override long GetTimestamp() => inner.GetTimestamp();
    }
}
