using Alerting.Core.Desks.Delivering;
using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Core.Tests.Desks.Delivering;

public sealed class CircuitTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Probe = TimeSpan.FromMinutes(1);
    private static readonly Receipt Nothing = new Receipt.Deferred("connection refused", null);
    private readonly Circuit circuit = new();

    public static TheoryData<Receipt> Answers => [new Receipt.Delivered("ok"), new Receipt.Refused("404")];

    public static TheoryData<Receipt> Failures => [Nothing, new Receipt.Unknown("timeout")];

    [Theory]
    [MemberData(nameof(Failures))]
    public void Five_failures_in_a_row_park_what_comes(Receipt failure)
    {
        for (var i = 0; i < 4; i++)
        {
            Count(failure, Start);
        }

        Assert.Null(Parks(Start));
        Count(failure, Start);

        Assert.Equal(Start.AddSeconds(5), Parks(Start));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_of_any_kind_closes_it(Receipt answer)
    {
        Fail(7);

        Count(answer, Start);

        Assert.Null(Parks(Start));
        Assert.Null(circuit.Since);
    }

    [Fact]
    public void One_attempt_probes_it_and_the_others_wait()
    {
        Fail(5);
        var later = Start.AddSeconds(5);

        Assert.Null(Parks(later));
        Assert.Equal(later.AddSeconds(5), Parks(later));
    }

    [Fact]
    public void A_probe_that_never_came_back_is_followed_by_another()
    {
        Fail(5);
        Assert.Null(Parks(Start.AddSeconds(5)));

        Assert.Null(Parks(Start.AddSeconds(5) + Probe));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(6, 10)]
    [InlineData(7, 20)]
    [InlineData(10, 160)]
    [InlineData(11, 300)]
    [InlineData(1000, 300)]
    public void Pauses_double_up_to_five_minutes(int failures, int seconds)
    {
        Fail(failures);

        Assert.Equal(Start.AddSeconds(seconds), Parks(Start));
    }

    [Fact]
    public void A_time_that_the_vendor_names_is_kept_by_all_of_its_notices()
    {
        Count(new Receipt.Deferred("429", TimeSpan.FromSeconds(30)), Start);

        Assert.Equal(Start.AddSeconds(30), Parks(Start.AddSeconds(29)));
        Assert.Null(Parks(Start.AddSeconds(30)));
    }

    [Fact]
    public void It_says_since_when_nothing_was_taken()
    {
        Count(Nothing, Start);
        Count(Nothing, Start.AddMinutes(3));

        Assert.Equal(Start, circuit.Since);
    }

    [Fact]
    public void A_probe_that_was_not_made_is_for_the_next()
    {
        Fail(5);
        Assert.Null(Parks(Start.AddSeconds(5)));

        circuit.GiveProbeBack();

        Assert.Null(Parks(Start.AddSeconds(5)));
    }

    [Fact]
    public void Failures_of_long_ago_say_nothing_of_now()
    {
        Fail(4);

        Count(Nothing, Start.AddMinutes(10).AddTicks(1));

        Assert.Null(Parks(Start.AddMinutes(11)));
        Assert.Equal(Start.AddMinutes(10).AddTicks(1), circuit.Since);
    }

    [Fact]
    public void What_says_nothing_of_the_destination_does_not_count()
    {
        for (var i = 0; i < 9; i++)
        {
            Count(new Receipt.Deferred("claiming took too long", null) { SaysNothing = true }, Start);
        }

        Assert.Null(Parks(Start));
        Assert.Null(circuit.Since);
    }

    [Fact]
    public void What_only_one_group_cannot_get_said_parks_nobody()
    {
        for (var i = 0; i < 50; i++)
        {
            circuit.Count(Nothing, new("a"), Start);
        }

        Assert.Null(Parks(Start));
        Assert.Equal(Start, circuit.Since);
        circuit.Count(Nothing, new("b"), Start);
        Assert.Equal(Start.AddSeconds(5), Parks(Start));
        circuit.Count(Nothing, new("a"), Start.AddSeconds(5));
        Assert.Equal(Start.AddSeconds(15), Parks(Start.AddSeconds(5)));
    }

    private DateTimeOffset? Parks(DateTimeOffset now) => circuit.Parks(now, Probe, out _);

    [Theory]
    [InlineData("abaaa", 20, true)]
    [InlineData("baaaa", 20, true)]
    [InlineData("baaaa", 31, false)]
    [InlineData("abaaaaaaa", 20, true)]
    [InlineData("baaaaaaaab", 40, true)]
    public void Two_groups_that_failed_within_two_minutes_open_it(string groups, int seconds, bool isOpen)
    {
        var now = Start;
        foreach (var group in groups)
        {
            now = now.AddSeconds(seconds);
            circuit.Count(Nothing, new(group.ToString()), now);
        }

        Assert.Equal(isOpen, Parks(now) is not null);
    }

    // Each of another group.
    private void Count(Receipt receipt, DateTimeOffset now) =>
        circuit.Count(receipt, new(Guid.NewGuid().ToString("N")), now);

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Count(Nothing, Start);
        }
    }
}
