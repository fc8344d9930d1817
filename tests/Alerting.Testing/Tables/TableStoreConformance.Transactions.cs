using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Testing.Tables;

public abstract partial class TableStoreConformance
{
    /// <summary>Places in a transaction of 100.</summary>
    public static TheoryData<int> Places => [0, 50, 99];

    private static string Key(int number) => $"k{number:D3}";

    private static RowWrite[] Inserts(int count) =>
        [.. Enumerable.Range(0, count).Select(i => RowWrite.Insert(Key(i), Number(i)))];

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    public async Task A_transaction_of_up_to_100_writes_is_written_whole(int count)
    {
        var etags = await Done(Inserts(count));

        var rows = await All(P, "k", "l");
        Assert.Equal(etags, rows.Select(row => row.ETag));
        Assert.Equal(Enumerable.Range(0, count), rows.Select(row => row.Properties.Int("Number")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task A_transaction_of_another_number_of_writes_is_a_bug(int count)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Commit(Inserts(count)));

        Assert.Empty(await All(P, "k", "l"));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task An_insert_that_meets_a_row_undoes_the_whole_transaction(int place)
    {
        await Done(RowWrite.Insert(Key(place), Number(-1)));

        await Refused(CommitStatus.Exists, place, Inserts(100));

        var row = Assert.Single(await All(P, "k", "l"));
        Assert.Equal((Key(place), -1), (row.Key, row.Properties.Int("Number")));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_write_that_meets_no_row_undoes_the_whole_transaction(int place)
    {
        var writes = Inserts(100);
        writes[place] = RowWrite.Merge(Key(place), Number(1), ETag.Any);

        await Refused(CommitStatus.Missing, place, writes);

        Assert.Empty(await All(P, "k", "l"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(7)]
    public async Task A_stale_version_restores_every_row_with_its_etag(int place)
    {
        var stale = (await Done(RowWrite.Insert("stale", Number(0))))[0];
        await Done(RowWrite.Merge("stale", Number(1), stale));
        await Done(Inserts(7));
        var before = await Snapshot();
        List<RowWrite> writes =
        [
            RowWrite.Replace(Key(0), Number(70), before[0].ETag),
            RowWrite.Merge(Key(1), new() { { "More", "x" } }, ETag.Any),
            RowWrite.Delete(Key(2), before[2].ETag),
            RowWrite.InsertOrReplace(Key(3), Number(73)),
            RowWrite.Delete(Key(4), ETag.Any),
            RowWrite.Insert("new", Number(1)),
            RowWrite.InsertOrReplace("new2", Number(1)),
        ];
        writes.Insert(place, RowWrite.Replace("stale", Number(2), stale));

        await Refused(CommitStatus.Conflict, place, writes);

        AssertSame(before, await Snapshot());
    }

    [Fact]
    public async Task The_first_write_that_is_refused_is_the_one_reported()
    {
        await Done(RowWrite.Insert("b", Number(1)));

        await Refused(
            CommitStatus.Exists, 1,
            RowWrite.Insert("a", Number(1)), RowWrite.Insert("b", Number(1)), RowWrite.Delete("c", ETag.Any));
        await Refused(
            CommitStatus.Missing, 1,
            RowWrite.Insert("a", Number(1)), RowWrite.Delete("c", ETag.Any), RowWrite.Insert("b", Number(1)));
    }

    [Fact]
    public async Task A_transaction_of_all_kinds_is_done_with_an_etag_for_each_but_the_delete()
    {
        var before = await Done(Inserts(3));

        var etags = await Done(
            RowWrite.Replace(Key(0), Number(10), ETag.Any), RowWrite.Merge(Key(1), new() { { "More", 1 } }, ETag.Any),
            RowWrite.Delete(Key(2), ETag.Any), RowWrite.Insert(Key(3), Number(13)),
            RowWrite.InsertOrReplace(Key(4), Number(14)));

        Assert.Equal(default, etags[2]);
        Assert.Equal(
            [(Key(0), etags[0]), (Key(1), etags[1]), (Key(3), etags[3]), (Key(4), etags[4])],
            (await Snapshot()).Select(row => (row.Key, row.ETag)));

        // An etag tells versions of one row apart; two rows of a transaction may share one (Azurite's are times, to
        // a tenth of a millisecond).
        Assert.NotEqual(before[0], etags[0]);
        Assert.NotEqual(before[1], etags[1]);
    }

    [Fact]
    public async Task A_row_twice_in_a_transaction_is_a_bug()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Commit(
            RowWrite.Insert("a", Number(1)), RowWrite.Insert("b", Number(1)), RowWrite.Delete("a", ETag.Any)));

        Assert.Empty(await Snapshot());
    }

    [Fact]
    public async Task Keys_that_differ_in_case_are_different_rows()
    {
        await Done(RowWrite.Insert("a", Number(1)), RowWrite.Insert("A", Number(2)));

        Assert.Equal(2, (await Read("A")).Properties.Int("Number"));
    }

    [Fact]
    public async Task A_caller_that_has_cancelled_is_told_so_and_nothing_is_written()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.Commit(P, [RowWrite.Insert("a", Number(1))], cancelled));

        Assert.Null(await Store.Get(P, "a", Stop));
    }

    [Fact]
    public async Task Thirty_two_writers_on_one_row_lose_no_update()
    {
        await Done(RowWrite.Insert("a", Number(0)));

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(Increment, Stop)));

        Assert.Equal(32, (await Read("a")).Properties.Int("Number"));
    }

    [Fact]
    public async Task Thirty_two_writers_on_different_rows_all_land()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < 4; i++)
                {
                    await Done(RowWrite.Insert($"w{writer:D2}-{i}", Number(writer)));
                    Assert.Equal(writer, (await Read($"w{writer:D2}-{i}")).Properties.Int("Number"));
                }
            },
            Stop)));

        Assert.Equal(128, (await Snapshot()).Count);
    }

    private async Task Increment()
    {
        for (var status = CommitStatus.Conflict; status == CommitStatus.Conflict;)
        {
            var row = await Read("a");
            status = (await Commit(RowWrite.Replace("a", Number(row.Properties.Int("Number") + 1), row.ETag))).Status;
        }
    }

    private Task<IReadOnlyList<Row>> Snapshot() => All(P, "", "\uFFFF");

    // Page by page: one may be empty and still not be the last.
    private async Task<IReadOnlyList<Row>> All(string partition, string from, string to) =>
        await Store.Between(partition, from, to, Stop).ToListAsync(Stop);

    private static void AssertSame(IReadOnlyList<Row> expected, IReadOnlyList<Row> actual)
    {
        Assert.Equal(expected.Select(row => (row.Key, row.ETag)), actual.Select(row => (row.Key, row.ETag)));
        foreach (var (one, other) in expected.Zip(actual))
        {
            AssertSame(one.Properties, other.Properties);
        }
    }
}
