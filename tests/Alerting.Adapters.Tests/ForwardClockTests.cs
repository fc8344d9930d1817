using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests;

public sealed class ForwardClockTests
{
    private readonly SetBackClock wall = new();

    [Fact]
    public void A_wall_clock_that_is_set_back_does_not_take_the_time_back()
    {
        var clock = new ForwardClock(wall);
        var before = clock.GetUtcNow();
        wall.Offset = TimeSpan.FromHours(-2);
        wall.Counted.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before + TimeSpan.FromMinutes(1), clock.GetUtcNow());
    }

    [Fact]
    public void A_wall_clock_that_is_set_forward_is_followed()
    {
        var clock = new ForwardClock(wall);
        var before = clock.GetUtcNow();
        wall.Offset = TimeSpan.FromHours(2);

        Assert.Equal(before + TimeSpan.FromHours(2), clock.GetUtcNow());
    }

    private sealed class SetBackClock : TimeProvider
    {
        public FixedClock Counted { get; } = new();

        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => Counted.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Counted.GetUtcNow() + Offset;

        public override long GetTimestamp() => Counted.GetTimestamp();
    }
}
