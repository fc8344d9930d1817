using Alerting.Core.Alerts;
using Alerting.Core.Matching;
using Alerting.Core.Silences;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Silences;

public sealed class SilenceBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, SilenceState.Pending)]
    [InlineData(0, SilenceState.Active)]
    [InlineData(10, SilenceState.Active)]
    [InlineData(11, SilenceState.Expired)]
    public void A_silence_acts_from_its_start_to_its_end_both_included(long ticks, SilenceState state)
    {
        var silence = Of("x", [Matches("a", MatchOperator.Equal, "b")]) with { EndsAt = Now.AddTicks(10) };
        var book = SilenceBook.Of([silence]);

        Assert.Equal(state, silence.StateAt(Now.AddTicks(ticks)));
        Assert.Equal(
            state == SilenceState.Active ? ["x"] : [], book.ActiveFor(LabelSet.From([new("a", "b")]), Now.AddTicks(ticks)));
    }

    [Fact]
    public void It_is_about_the_labels_that_all_its_matchers_match()
    {
        var seed = Seeds.Or(20261121);
        var random = new Random(seed);
        string[] names = ["a", "b", "c"];
        string[] values = ["", "x", "y", "x|y", ".+", ".*", "[xy]"];
        var silences = Enumerable.Range(0, 200).Select(i => Of($"{i:000}", [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            Matches(Any(names), (MatchOperator)random.Next(4), Any(values)))])).ToArray();
        var book = SilenceBook.Of(silences);

        for (var i = 0; i < 200; i++)
        {
            var labels = LabelSet.From(names.Where(_ => random.Next(3) > 0).Select(name => new Label(name, Any(values)))).WithoutEmpty();
            var expected = silences.Where(silence => silence.Matchers.All(matcher => matcher.Matches(labels[matcher.Name])))
                .Select(silence => silence.Id);
            Assert.True(expected.SequenceEqual(book.ActiveFor(labels, Now)), $"ALERTING_SEED={seed}: {labels}");
        }

        T Any<T>(T[] from) => from[random.Next(from.Length)];
    }

    [Fact]
    public void Without_any_there_is_nothing_and_what_is_asked_for_is_asked_of_each()
    {
        var silence = Of("x", [Matches("a", MatchOperator.NotEqual, "b")]);

        Assert.Empty(SilenceBook.Empty.ActiveFor(LabelSet.Empty, Now));
        Assert.Equal(["x"], SilenceBook.Of([silence]).For(LabelSet.Empty, _ => true));
        Assert.Empty(SilenceBook.Of([silence]).For(LabelSet.Empty, _ => false));
    }

    private static Matcher Matches(string name, MatchOperator op, string value) => Matcher.Create(name, op, value, out _)!;

    private static Silence Of(string id, Matcher[] matchers) => new()
    {
        Id = id,
        Matchers = [.. matchers],
        StartsAt = Now,
        EndsAt = Now.AddHours(1),
        UpdatedAt = Now,
        CreatedBy = "",
        Comment = "",
    };
}
