using Alerting.Core.Desks.Intake;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Desks.Intake;

public sealed class TokenBucketsTests
{
    private readonly FixedClock clock = new();

    [Fact]
    public void So_much_at_once_and_then_so_much_a_second()
    {
        var buckets = new TokenBuckets(perSecond: 10, burst: 100, clock);

        Assert.Equal(100, Passed(buckets, 1, 1_000));
        Assert.Equal(TimeSpan.FromSeconds(1), buckets.Take(1));
        clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(0, Passed(buckets, 1, 10));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Passed(buckets, 1, 10));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(30, Passed(buckets, 1, 1_000));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(100, Passed(buckets, 1, 1_000));
    }

    [Fact]
    public void One_key_does_not_harm_another()
    {
        var buckets = new TokenBuckets(perSecond: 1, burst: 3, clock);

        Assert.Equal(3, Passed(buckets, 1, 100_000));
        Assert.Equal(3, Passed(buckets, 2, 5));
    }

    [Fact]
    public void Who_takes_more_than_are_left_waits_the_longer()
    {
        var buckets = new TokenBuckets(perSecond: 10, burst: 100, clock);

        Assert.Null(buckets.Take(1, 1_100));
        Assert.Equal(TimeSpan.FromSeconds(101), buckets.Take(1));
        clock.Advance(TimeSpan.FromSeconds(100.1));
        Assert.Null(buckets.Take(1));
    }

    [Fact]
    public void What_it_remembers_is_bounded_and_what_it_does_not_remember_passes()
    {
        var buckets = new TokenBuckets(perSecond: 1, burst: 2, clock, mostKeys: 100);

        for (var key = 0; key < 1_000; key++)
        {
            Assert.Null(buckets.Take((UInt128)key));
        }

        Assert.Equal(100, buckets.Count);
        Assert.Null(buckets.Take(0));
        Assert.NotNull(buckets.Take(0));
        Assert.Equal(5, Passed(buckets, 500, 5));

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(buckets.Take(500));
        Assert.Equal(1, buckets.Count);
    }

    private static int Passed(TokenBuckets buckets, UInt128 key, int times) =>
        Enumerable.Range(0, times).Count(_ => buckets.Take(key) is null);
}
