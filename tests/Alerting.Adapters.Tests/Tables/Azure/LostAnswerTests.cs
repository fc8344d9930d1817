using Alerting.Core.Ports;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Azure;

/// <summary>A write whose answer never came is neither lost nor done twice nor taken for somebody else's.</summary>
public sealed class LostAnswerTests : FakedTable
{
    public static TheoryData<string, string> Writes => new MatrixTheoryData<string, string>(
        ["insert", "upsert", "replace", "merge"], ["lost", "timed out after", "lost twice"]);

    private static TableFault[] Faults(string name) => name switch
    {
        "lost" => [TableFault.LostAnswer],
        "timed out after" => [TableFault.TimedOutAfter],
        "lost twice" => [TableFault.LostAnswer, TableFault.LostAnswer],
        "broken" => [TableFault.Broken],
        "busy" => [TableFault.Busy()],
        _ => [TableFault.TimedOut],
    };

    private static RowWrite Write(string kind, ETag etag) => kind switch
    {
        "insert" => RowWrite.Insert("new", Number(2)),
        "upsert" => RowWrite.InsertOrReplace("a", Number(2)),
        "replace" => RowWrite.Replace("a", Number(2), etag),
        _ => RowWrite.Merge("a", Number(2), etag),
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_that_was_carried_out_is_done_with_the_version_it_made(string kind, string fault)
    {
        var write = Write(kind, await Insert("a"));
        Server.Next(Faults(fault));

        var result = await Commit(write);

        var row = await Store.Get(P, write.Key, Stop);
        Assert.Equal((CommitStatus.Done, -1), (result.Status, result.FailedIndex));
        Assert.Equal((row!.ETag, 2), (Assert.Single(result.ETags), row.Properties.Int("Number")));
        Assert.Equal(1, row.Properties.Count);
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("busy")]
    [InlineData("timed out")]
    public async Task A_write_that_was_not_carried_out_is_done_by_the_next_try(string fault)
    {
        var etag = await Insert("a");
        Server.Next(Faults(fault));

        var result = await Commit(RowWrite.Replace("a", Number(2), etag));

        Assert.Equal((await Store.Get(P, "a", Stop))!.ETag, Assert.Single(result.ETags));
        Assert.Equal(1, Server.Count("replace"));
    }

    [Fact]
    public async Task A_transaction_that_was_carried_out_is_done_with_the_versions_it_made()
    {
        var (a, b, c) = (await Insert("a"), await Insert("b"), await Insert("c"));
        Server.Next(TableFault.LostAnswer);

        var result = await Commit(
            RowWrite.Replace("a", Number(2), a), RowWrite.Delete("b", b), RowWrite.Merge("c", Number(3), c),
            RowWrite.Insert("d", Number(4)), RowWrite.InsertOrReplace("e", Number(5)));

        var rows = (await Store.Range(P, "a", "z", 10, null, Stop)).Rows;
        Assert.True(result.IsDone);
        Assert.Equal(default, result.ETags[1]);
        Assert.Equal(
            [("a", 2), ("c", 3), ("d", 4), ("e", 5)], rows.Select(row => (row.Key, row.Properties.Int("Number"))));
        Assert.Equal(rows.Select(row => row.ETag), result.ETags.Where(etag => etag != default));
    }

    [Fact]
    public async Task A_delete_that_was_carried_out_is_reported_missing_and_the_row_is_gone()
    {
        var etag = await Insert("a");
        Server.Next(TableFault.LostAnswer);

        var result = await Commit(RowWrite.Delete("a", etag));

        Assert.Equal((CommitStatus.Missing, 0), (result.Status, result.FailedIndex));
        Assert.Null(await Store.Get(P, "a", Stop));
    }

    [Theory]
    [InlineData("insert", CommitStatus.Exists)]
    [InlineData("replace", CommitStatus.Conflict)]
    public async Task What_somebody_else_wrote_meanwhile_is_not_taken_for_ours_though_it_is_the_same(
        string kind, CommitStatus expected)
    {
        var etag = await Insert("a");
        Server.Next(TableFault.Broken);
        Skipping.Meanwhile = () => Other.Commit(P, [Write(kind, etag)], Stop);

        var result = await Commit(Write(kind, etag));

        Assert.Equal((expected, 0), (result.Status, result.FailedIndex));
    }

    [Fact]
    public async Task A_write_that_was_carried_out_and_changed_since_is_refused_as_it_is()
    {
        var etag = await Insert("a");
        Server.Next(TableFault.LostAnswer);
        Skipping.Meanwhile = () => Other.Commit(P, [RowWrite.Replace("a", Number(9), ETag.Any)], Stop);

        var result = await Commit(RowWrite.Replace("a", Number(2), etag));

        Assert.Equal((CommitStatus.Conflict, true), (result.Status, result.IsInDoubt));
        Assert.Equal(9, (await Store.Get(P, "a", Stop))!.Properties.Int("Number"));
    }

    [Fact]
    public async Task A_transaction_of_which_one_row_was_changed_since_is_refused_as_it_is()
    {
        var etag = await Insert("a");
        Server.Next(TableFault.LostAnswer);
        Skipping.Meanwhile = () => Other.Commit(P, [RowWrite.Merge("b", Number(9), ETag.Any)], Stop);

        var result = await Commit(RowWrite.Replace("a", Number(2), etag), RowWrite.Insert("b", Number(2)));

        Assert.Equal((CommitStatus.Conflict, 0, true), (result.Status, result.FailedIndex, result.IsInDoubt));
    }

    [Fact]
    public async Task A_write_that_hangs_is_tried_again_after_the_time_of_a_try()
    {
        Server.Next(TableFault.HangingAfter);
        var commit = Commit(RowWrite.Insert("a", Number(1)));
        await Server.Received(Stop);

        Clock.Advance(TryTimeout);

        Assert.True((await commit).IsDone);
    }

    [Fact]
    public async Task When_no_try_is_answered_the_store_is_away_and_the_write_may_be_there()
    {
        Server.Always = TableFault.LostAnswer;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Commit(RowWrite.Insert("a", Number(1))));

        Server.Always = null;
        Assert.Equal(6, Server.Count("all"));
        Assert.NotNull(await Store.Get(P, "a", Stop));
    }

    [Fact]
    public async Task When_it_cannot_be_told_whose_the_row_is_the_store_is_away()
    {
        Server.Next(TableFault.LostAnswer);
        Skipping.Meanwhile = () =>
        {
            // The next try is answered; the read after it is not.
            Server.Next([TableFault.LostAnswer, .. Enumerable.Repeat(TableFault.Broken, 20)]);
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Commit(RowWrite.Insert("a", Number(1))));
    }

    [Fact]
    public async Task A_row_of_all_252_properties_has_no_room_for_the_mark_and_is_refused_as_it_is()
    {
        var full = new Properties();
        for (var i = 0; i < 252; i++)
        {
            full.Add($"P{i}", i);
        }

        Server.Next(TableFault.LostAnswer);

        Assert.Equal(CommitStatus.Exists, (await Commit(RowWrite.Insert("a", full))).Status);
    }

    [Fact]
    public async Task The_name_of_the_mark_is_not_for_callers() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Commit(RowWrite.Insert("a", new() { { "AlertingCommit", "x" } })));
}
