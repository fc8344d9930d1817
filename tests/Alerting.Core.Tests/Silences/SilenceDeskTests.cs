using Alerting.Core.Alerts;
using Alerting.Core.Desks.Suppressing;
using Alerting.Core.Matching;
using Alerting.Core.Ports;
using Alerting.Core.Silences;
using Xunit;
using static Alerting.Core.Tests.Silences.SilenceWorld;

namespace Alerting.Core.Tests.Silences;

public sealed class SilenceDeskTests
{
    private readonly SilenceWorld world = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_silence_gets_an_id_and_starts_now_where_it_would_have_started_before()
    {
        var desk = world.Desk();

        var past = await Made(desk, world.Draft(startsIn: -1));
        var none = await Made(desk, world.Draft() with { StartsAt = default });
        var later = await Made(desk, world.Draft(startsIn: 0.5));

        Assert.True(Guid.TryParseExact(past, "D", out _));
        Assert.Equal(world.Now, (await Find(desk, past))!.StartsAt);
        Assert.Equal(world.Now, (await Find(desk, none))!.StartsAt);
        Assert.Equal(SilenceState.Pending, (await Find(desk, later))!.StateAt(world.Now));
        Assert.Equal(world.Now, (await Find(desk, later))!.UpdatedAt);
    }

    [Theory]
    [InlineData("", MatchOperator.Equal, "b", "invalid label matcher 1 in set 0: invalid label name \"\"")]
    [InlineData("c", MatchOperator.Matches, "(", "invalid label matcher 1 in set 0: invalid regular expression \"(\": error parsing regexp: missing closing ): `(`")]
    [InlineData("c", MatchOperator.NotMatches, "a)|(b", "invalid label matcher 1 in set 0: invalid regular expression \"a)|(b\": error parsing regexp: unexpected ): `a)|(b`")]
    public async Task A_matcher_that_is_none_is_named(string name, MatchOperator op, string value, string says) =>
        Assert.Equal(
            "invalid silence: " + says,
            (await world.Desk().Set(world.Draft(matchers: [Is("a", "b"), new(name, op, value)]), Stop)).Refusal);

    [Theory]
    [InlineData(MatchOperator.Equal, "", false)]
    [InlineData(MatchOperator.Matches, ".*", false)]
    [InlineData(MatchOperator.Matches, "|x", false)]
    [InlineData(MatchOperator.Matches, ".+", true)]
    [InlineData(MatchOperator.NotEqual, "", true)]
    [InlineData(MatchOperator.NotEqual, "x", true)]
    [InlineData(MatchOperator.NotMatches, ".+", true)]
    public async Task One_matcher_at_least_must_not_match_the_empty_text(MatchOperator op, string value, bool isGood)
    {
        var alone = await world.Desk().Set(world.Draft(matchers: new DraftMatcher("a", op, value)), Stop);
        var beside = await world.Desk().Set(world.Draft(matchers: [new("a", op, value), Is("b", "c")]), Stop);

        Assert.Equal(
            isGood ? null : "invalid silence: matcher set 0: at least one matcher must not match the empty string",
            alone.Refusal);
        Assert.Null(beside.Refusal);
    }

    [Fact]
    public async Task A_name_need_be_classic_only_in_classic_mode()
    {
        var draft = world.Draft(matchers: Is("a b", "c"));

        Assert.Null((await world.Desk().Set(draft, Stop)).Refusal);
        Assert.Equal(
            "invalid silence: invalid label matcher 0 in set 0: invalid label name \"a b\"",
            (await world.Desk(mode: MatcherMode.Classic).Set(draft, Stop)).Refusal);
    }

    [Fact]
    public async Task An_unknown_id_is_not_found_whatever_is_asked()
    {
        var desk = world.Desk();

        Assert.Equal(SilenceAnswer.NotFound, await desk.Set(world.Draft(id: "nope"), Stop));
        Assert.Equal(SilenceAnswer.NotFound, await desk.Expire("nope", Stop));
        Assert.Equal(0, await world.Rows());
    }

    // Hours of start and end: as it is, and as it shall be an hour after it was made.
    [Theory]
    [InlineData(1, 3, 0, 3, true)]
    [InlineData(1, 3, 0, 1, true)]
    [InlineData(1, 3, 0.001, 3, false)]
    [InlineData(1, 3, -0.5, 3, false)]
    [InlineData(3, 5, 0, 1, true)]
    [InlineData(3, 5, 8, 9, true)]
    [InlineData(3, 5, -0.1, 9, false)]
    [InlineData(0, 0.5, -1, 1, false)]
    public async Task It_is_changed_in_place_where_the_past_stays_as_it_was(
        double starts, double ends, double startsIn, double endsIn, bool isInPlace)
    {
        var desk = world.Desk();
        var id = await Made(desk, world.Draft(starts, ends));
        world.Clock.Advance(TimeSpan.FromHours(1));
        var old = (await Find(desk, id))!;

        var changed = await Made(desk, world.Draft(startsIn, endsIn, id) with { Comment = "else" });

        Assert.Equal(isInPlace, changed == id);
        Assert.Equal("else", (await Find(desk, changed))!.Comment);
        Assert.Equal(world.Now.AddHours(endsIn), (await Find(desk, changed))!.EndsAt);
        if (!isInPlace)
        {
            var left = (await Find(desk, id))!;
            Assert.Equal("why", left.Comment);
            Assert.Equal(old.EndsAt < world.Now ? old.EndsAt : world.Now, left.EndsAt);
            Assert.True(left.StartsAt <= left.EndsAt);
            world.Clock.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(SilenceState.Expired, left.StateAt(world.Now));
        }
    }

    [Fact]
    public async Task Other_matchers_or_another_order_of_them_make_another_silence()
    {
        var desk = world.Desk();
        var id = await Made(desk, world.Draft(matchers: [Is("a", "b"), Is("c", "d")]));

        var same = await Made(desk, world.Draft(id: id, matchers: [Is("a", "b"), Is("c", "d")]));
        var turned = await Made(desk, world.Draft(id: id, matchers: [Is("c", "d"), Is("a", "b")]));
        var other = await Made(desk, world.Draft(id: turned, matchers: new DraftMatcher("a", MatchOperator.Matches, "b")));

        Assert.Equal(id, same);
        Assert.Equal(3, new[] { id, turned, other }.Distinct().Count());
        Assert.Equal(3, await Count(desk));
    }

    [Theory]
    [InlineData(0, 2, 0, 1)]
    [InlineData(2, 3, 1, 1)]
    [InlineData(0, 0.5, 0, 0.5)]
    public async Task What_is_ended_ends_now_and_what_is_over_stays(double starts, double ends, double startsAt, double endsAt)
    {
        var desk = world.Desk();
        var made = world.Now;
        var id = await Made(desk, world.Draft(starts, ends));
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(id, (await desk.Expire(id, Stop)).Id);
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(id, (await desk.Expire(id, Stop)).Id);

        var silence = (await Find(desk, id))!;
        Assert.Equal((made.AddHours(startsAt), made.AddHours(endsAt)), (silence.StartsAt, silence.EndsAt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_kept_for_as_long_as_configured_and_its_row_goes_with_the_next_change(bool isAlone)
    {
        var desk = world.Desk(isAlone);
        var id = await Made(desk, world.Draft(endsIn: 1));

        world.Clock.Advance(TimeSpan.FromHours(121));
        Assert.NotNull(await Find(desk, id));
        world.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await Find(desk, id));
        Assert.Equal(SilenceAnswer.NotFound, await desk.Expire(id, Stop));
        Assert.Equal(1, await world.Rows());
        var next = await Made(desk, world.Draft());

        Assert.Equal(1, await world.Rows());
        Assert.NotNull(await Find(world.Desk(), next));
    }

    [Fact]
    public async Task Many_that_are_over_go_in_several_changes()
    {
        var desk = world.Desk();
        for (var i = 0; i < 120; i++)
        {
            await Made(desk, world.Draft());
        }

        world.Clock.Advance(TimeSpan.FromHours(200));
        int[] left = [120, 0, 0, 0, 0];
        for (var i = 1; i < left.Length; i++)
        {
            await Made(desk, world.Draft());
            left[i] = await world.Rows();
        }

        Assert.Equal([120, 71, 22, 3, 4], left);
        Assert.InRange(world.Store.MostRows, 52, 53);
    }

    [Fact]
    public async Task More_than_the_limit_are_refused_and_those_that_are_over_count_while_they_are_kept()
    {
        var desk = world.Desk(limits: new(2, 1000, TimeSpan.FromHours(1)));
        var first = await Made(desk, world.Draft());
        await Made(desk, world.Draft());
        await desk.Expire(first, Stop);

        var third = await desk.Set(world.Draft(), Stop);
        var inPlace = await desk.Set(world.Draft(startsIn: 0, endsIn: 3, id: (await desk.Now(Stop)).All
            .Single(silence => silence.Id != first).Id), Stop);
        world.Clock.Advance(TimeSpan.FromHours(1.1));

        Assert.Equal("exceeded maximum number of silences: 2 (limit: 2)", third.Refusal);
        Assert.Null(inPlace.Refusal);
        Assert.Null((await desk.Set(world.Draft(), Stop)).Refusal);
    }

    [Fact]
    public async Task A_comment_counts_by_its_bytes_in_whatever_letters_and_comes_back_as_it_was()
    {
        const string Comment = "Обслуживание <до> \"вечера\" 🙂 + ß";
        var desk = world.Desk();
        var long30 = await desk.Set(world.Draft() with { Comment = new('я', 30_000) }, Stop);
        var long40 = await desk.Set(world.Draft() with { Comment = new('я', 40_000) }, Stop);
        var id = (await desk.Set(world.Draft() with { Comment = Comment }, Stop)).Id;

        Assert.Null(long30.Refusal);
        Assert.Matches(@"^silence exceeded maximum size: 8\d{4} bytes", long40.Refusal);
        Assert.Equal(Comment, (await world.Desk().Now(Stop)).Find(id!)!.Comment);
    }

    [Fact]
    public async Task One_that_is_too_large_is_refused_before_its_regular_expressions_are_compiled()
    {
        var desk = world.Desk();
        var regex = string.Concat(Enumerable.Repeat("((a{1000}){1000})", 5000));

        var comment = await desk.Set(world.Draft() with { Comment = new('x', 1 << 20) }, Stop);
        var hostile = await desk.Set(world.Draft(matchers: new DraftMatcher("a", MatchOperator.Matches, regex)), Stop);
        var escaped = await desk.Set(world.Draft() with { Comment = new('\u0001', 20_000) }, Stop);

        Assert.Matches(@"^silence exceeded maximum size: 10\d{5} bytes \(limit: 65536 bytes\)$", comment.Refusal);
        Assert.Matches(@"^silence exceeded maximum size: \d+ bytes \(limit: 65536 bytes\)$", hostile.Refusal);
        Assert.Matches(@"^silence exceeded maximum size: 12\d{4} bytes \(limit: 65536 bytes\)$", escaped.Refusal);
        Assert.Equal(0, world.Store.Commits);
    }

    [Fact]
    public async Task Another_instance_reads_it_as_it_was_made_within_two_seconds()
    {
        var (here, there) = (world.Desk(), world.Desk());
        Assert.Equal(0, await Count(there));
        var id = await Made(here, world.Draft(matchers: [
            new("\u00e9 \"", MatchOperator.NotMatches, "a|b"), new("b", MatchOperator.NotEqual, "\ufffd<"), Is("a", "b"),
            new("a", MatchOperator.Matches, "x.+")]) with
        {
            Annotations = LabelSet.From([new("k", "v")]),
            Comment = "a\nb \ud83d\ude80",
        });

        world.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Null(await Find(there, id));
        world.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var seen = await Find(there, id);

        var made = (await Find(here, id))!;
        Assert.Equal(made.Matchers, seen!.Matchers);
        Assert.Equal(made with { Matchers = seen.Matchers }, seen);
        await here.Expire(id, Stop);
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(SilenceState.Expired, (await Find(there, id))!.StateAt(world.Now));
    }

    [Fact]
    public async Task A_change_by_another_instance_right_after_knows_it()
    {
        var (here, there) = (world.Desk(), world.Desk());
        Assert.Equal(0, await Count(there));
        var id = await Made(here, world.Draft());

        Assert.Equal(id, await Made(there, world.Draft(endsIn: 5, id: id)));
        Assert.Equal(id, (await here.Expire(id, Stop)).Id);
        Assert.Equal(world.Now, (await Find(here, id))!.EndsAt);
    }

    [Fact]
    public async Task An_instance_that_compares_reads_one_row_and_one_that_is_alone_none()
    {
        var (alone, other) = (world.Desk(isAlone: true), world.Desk());
        await Made(alone, world.Draft());
        await Count(other);
        var before = world.Store.Reads;

        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await Count(alone);
        await Made(alone, world.Draft());
        Assert.Equal(before, world.Store.Reads);

        await Count(other);
        await Count(other);
        Assert.Equal(before + 2, world.Store.Reads);
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await Count(other);
        Assert.Equal(before + 3, world.Store.Reads);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_was_carried_out_although_it_was_refused_makes_no_second_silence(bool isReplaced)
    {
        var desk = world.Desk();
        var old = isReplaced ? await Made(desk, world.Draft()) : "";
        world.Store.IsInDoubt = true;
        world.Store.BeforeCommit = async (partition, writes) =>
        {
            world.Store.BeforeCommit = (_, _) => Task.CompletedTask;
            await world.Store.Commit(partition, writes, CancellationToken.None);
        };

        var id = await Made(desk, world.Draft(id: old, matchers: Is("x", "y")));

        Assert.NotEqual(old, id);
        var all = (await world.Desk().Now(Stop)).All.ToArray();
        Assert.Equal(id, Assert.Single(all, silence => silence.EndsAt > world.Now).Id);
        Assert.Equal(isReplaced ? 2 : 1, all.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_commit_that_failed_what_is_stored_is_known(bool wasWritten)
    {
        var desk = world.Desk(isAlone: true);
        var first = await Made(desk, world.Draft());
        world.Store.BeforeCommit = async (partition, writes) =>
        {
            world.Store.BeforeCommit = (_, _) => Task.CompletedTask;
            await (wasWritten ? world.Store.Commit(partition, writes, CancellationToken.None) : Task.CompletedTask);
            throw new StoreUnavailableException("cut off");
        };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => desk.Set(world.Draft(matchers: Is("x", "y")), Stop));

        Assert.Equal(wasWritten ? 2 : 1, await Count(desk));
        await desk.Expire(first, Stop);
        Assert.Equal(await Count(desk), await Count(world.Desk()));
    }

    [Fact]
    public async Task While_the_store_is_away_silences_cannot_be_known()
    {
        var (fresh, old) = (world.Desk(), world.Desk());
        await Made(old, world.Draft());
        world.Store.IsAway = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await fresh.Now(Stop));
        Assert.Equal(1, await Count(old));
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await old.Now(Stop));
        world.Store.IsAway = false;
        Assert.Equal(1, await Count(fresh));
        Assert.Equal(1, await Count(old));
    }

    [Fact]
    public async Task Changes_made_side_by_side_by_several_instances_all_count()
    {
        var desks = Enumerable.Range(0, 4).Select(_ => world.Desk()).ToArray();
        var shared = await Made(desks[0], world.Draft());

        var making = Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            await Made(desks[i % 4], world.Draft(matchers: Is("i", $"{i}")));
            await Made(desks[(i + 1) % 4], world.Draft(endsIn: 2 + i, id: shared));
        }, Stop)));
        await world.Clock.MoveWhileWaitedFor(making);

        var all = (await world.Desk().Now(Stop)).All.ToArray();
        Assert.Equal(41, all.Length);
        Assert.All(all, silence => Assert.Equal(SilenceState.Active, silence.StateAt(world.Now)));
    }
}
