using Alerting.Adapters.Tables.Embedded;
using Alerting.Core.Ports;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Embedded;

/// <summary>What the embedded store does besides the port: groups, restarts, full disks.</summary>
public sealed class SqliteTableStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FixedClock clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    private SqliteTableStore Open(TemporaryFolder? other = null) =>
        SqliteTableStore.Open((other ?? folder).Path, clock);

    private static Properties Value(int size) => new() { { "Value", new byte[size] } };

    [Fact]
    public async Task The_time_is_the_providers()
    {
        await using var store = Open();

        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(clock.GetUtcNow(), store.UtcNow);
    }

    [Fact]
    public async Task Rows_and_versions_survive_a_restart_and_no_version_comes_again()
    {
        ETag first, deleted;
        await using (var store = Open())
        {
            first = (await store.Commit("p", [RowWrite.Insert("a", Value(3))], Stop)).ETags[0];
            deleted = (await store.Commit("p", [RowWrite.Insert("b", Value(3))], Stop)).ETags[0];
            await store.Commit("p", [RowWrite.Delete("b", deleted)], Stop);
        }

        await using var again = Open();
        var next = (await again.Commit("p", [RowWrite.Insert("b", Value(3))], Stop)).ETags[0];

        Assert.Equal(first, (await again.Get("p", "a", Stop))!.ETag);
        Assert.Equal(3, new HashSet<ETag> { first, deleted, next }.Count);
        Assert.Equal(CommitStatus.Conflict, (await again.Commit("p", [RowWrite.Delete("b", deleted)], Stop)).Status);
    }

    [Fact]
    public async Task A_row_takes_the_place_of_none_but_the_one_of_its_key_whatever_went_in_the_same_group()
    {
        await using var store = Open();
        await store.Commit("p", [RowWrite.Insert("a", Value(1)), RowWrite.Insert("b", Value(2))], Stop);
        Task<CommitResult>[] together =
        [
            store.Commit("p", [RowWrite.Delete("b", ETag.Any), RowWrite.Insert("c", Value(3))], Stop),
            store.Commit("p", [RowWrite.InsertOrReplace("b", Value(4)), RowWrite.InsertOrReplace("a", Value(5))], Stop),
            store.Commit("p", [RowWrite.Delete("c", ETag.Any), RowWrite.Insert("d", Value(6))], Stop),
            store.Commit("p", [RowWrite.Merge("d", Value(7), ETag.Any), RowWrite.Insert("c", Value(8))], Stop),
        ];

        Assert.All(await Task.WhenAll(together), result => Assert.True(result.IsDone));
        var page = await store.Range("p", "a", "z", 10, null, Stop);
        Assert.Equal(
            [("a", 5), ("b", 4), ("c", 8), ("d", 7)],
            page.Rows.Select(row => (row.Key, row.Properties.Binary("Value")!.Length)));
    }

    [Fact]
    public async Task A_crash_at_any_moment_loses_no_acknowledged_row_and_repeats_no_version()
    {
        await using var store = Open();
        var etags = new HashSet<ETag>();
        for (var i = 0; i < 40; i++)
        {
            var done = await store.Commit(
                "p", [RowWrite.Insert($"k{i:D2}", Value(3000)), RowWrite.Insert($"l{i:D2}", [])], Stop);
            etags.UnionWith(done.ETags);
            if (i % 8 == 0)
            {
                using var crashed = folder.Crash();
                await using var survivor = Open(crashed);
                Assert.Equal(i + 1, (await survivor.Range("p", "k", "l", 1000, null, Stop)).Rows.Count);
                Assert.Equal(i + 1, (await survivor.Range("p", "l", "m", 1000, null, Stop)).Rows.Count);
                Assert.DoesNotContain((await survivor.Commit("p", [RowWrite.Insert("new", [])], Stop)).ETags[0], etags);
            }
        }
    }

    [Fact]
    public async Task Callers_that_wait_together_share_one_commit()
    {
        using var gate = new ManualResetEventSlim();
        await using var store = SqliteTableStore.Open(folder.Path, clock, gate.Wait);

        var all = Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => store.Commit("p" + i, [RowWrite.Insert("a", Value(3))], Stop)));
        gate.Set();

        Assert.All(await all, result => Assert.True(result.IsDone));
        Assert.Equal(1, store.Writer.Commits);
    }

    [Fact]
    public async Task A_refused_transaction_takes_none_of_its_group_with_it()
    {
        using var gate = new ManualResetEventSlim();
        await using var store = SqliteTableStore.Open(folder.Path, clock, gate.Wait);

        var first = store.Commit("p", [RowWrite.Insert("a", Value(1))], Stop);
        var refused = store.Commit("p", [RowWrite.Insert("b", Value(1)), RowWrite.Insert("a", Value(2))], Stop);
        var tooLarge = store.Commit(
            "p", [RowWrite.Insert("d", Value(1)), RowWrite.Merge("a", Many(252), ETag.Any)], Stop);
        var last = store.Commit("p", [RowWrite.Insert("c", Value(1))], Stop);
        gate.Set();

        Assert.True((await first).IsDone);
        Assert.Equal(CommitResult.Refused(CommitStatus.Exists, 1).FailedIndex, (await refused).FailedIndex);
        await Assert.ThrowsAsync<ArgumentException>(() => tooLarge);
        Assert.True((await last).IsDone);
        Assert.Equal(["a", "c"], (await store.Range("p", "a", "z", 10, null, Stop)).Rows.Select(row => row.Key));
        Assert.Equal(1, store.Writer.Commits);
    }

    [Fact]
    public async Task A_caller_that_cancels_before_its_turn_is_dropped_and_the_others_are_written()
    {
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        await using var store = SqliteTableStore.Open(folder.Path, clock, gate.Wait);

        var dropped = store.Commit("p", [RowWrite.Insert("a", Value(1))], cancel.Token);
        var kept = store.Commit("p", [RowWrite.Insert("b", Value(1))], Stop);
        await cancel.CancelAsync();
        gate.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped);
        Assert.True((await kept).IsDone);
        Assert.Null(await store.Get("p", "a", Stop));
    }

    [Fact]
    public async Task A_read_does_not_wait_for_a_writer_that_stands()
    {
        using var gate = new ManualResetEventSlim(initialState: true);
        await using var store = SqliteTableStore.Open(folder.Path, clock, gate.Wait);
        await store.Commit("p", [RowWrite.Insert("a", Value(1))], Stop);
        gate.Reset();

        var waiting = store.Commit("p", [RowWrite.Delete("a", ETag.Any)], Stop);
        var read = await store.Get("p", "a", Stop);
        var page = await store.Range("p", "a", "b", 10, null, Stop);
        gate.Set();

        Assert.NotNull(read);
        Assert.Single(page.Rows);
        Assert.True((await waiting).IsDone);
    }

    [Fact]
    public async Task What_waits_when_the_store_closes_is_still_written_and_what_comes_later_is_not()
    {
        using var gate = new ManualResetEventSlim();
        var store = SqliteTableStore.Open(folder.Path, clock, gate.Wait);
        var waiting = store.Commit("p", [RowWrite.Insert("a", Value(1))], Stop);

        var closing = store.DisposeAsync();
        gate.Set();
        await closing;

        Assert.True((await waiting).IsDone);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Commit("p", [RowWrite.Insert("b", [])], Stop));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Get("p", "a", Stop));
        await using var again = Open();
        Assert.NotNull(await again.Get("p", "a", Stop));
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_keeps_what_there_is_and_is_over_when_there_is_room()
    {
        await using var store = Open();
        await store.Commit("p", [RowWrite.Insert("a", Value(10))], Stop);
        var pages = store.Writer.Connection.Number("PRAGMA page_count");
        store.Writer.Connection.Run($"PRAGMA max_page_count = {pages + 2}");

        RowWrite[] large = [RowWrite.Insert("b", []), RowWrite.Insert("c", Value(60_000))];
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Commit("p", large, Stop));

        Assert.Equal(["a"], (await store.Range("p", "a", "z", 10, null, Stop)).Rows.Select(row => row.Key));
        store.Writer.Connection.Run("PRAGMA max_page_count = 1000000");
        Assert.True((await store.Commit("p", large, Stop)).IsDone);
        Assert.Equal(10, (await store.Get("p", "a", Stop))!.Properties.Binary("Value")!.Length);
        Assert.Equal(60_000, (await store.Get("p", "c", Stop))!.Properties.Binary("Value")!.Length);
    }

    [Fact]
    public async Task The_log_is_moved_into_the_database_when_it_has_grown()
    {
        await using var store = Open();

        for (var i = 0; i < 400; i++)
        {
            await store.Commit("p", [RowWrite.InsertOrReplace($"k{i % 10}", Value(60_000))], Stop);
        }

        Assert.InRange(new FileInfo(folder.Log).Length, 4_000_000, 8_000_000);
        Assert.Equal(10, (await store.Range("p", "k", "l", 100, null, Stop)).Rows.Count);
    }

    [Fact]
    public async Task A_page_of_large_rows_ends_early_and_goes_on()
    {
        await using var store = Open();
        for (var i = 0; i < 6; i++)
        {
            await store.Commit("p", [RowWrite.Insert($"k{i}", Many(15))], Stop);
        }

        var first = await store.Range("p", "k", "l", 1000, null, Stop);
        var second = await store.Range("p", "k", "l", 1000, first.Continuation, Stop);

        Assert.Equal(["k0", "k1", "k2", "k3", "k4"], first.Rows.Select(row => row.Key));
        Assert.Equal((1, null), (second.Rows.Count, second.Continuation));
    }

    private static Properties Many(int count)
    {
        var properties = new Properties();
        for (var i = 0; i < count; i++)
        {
            properties.Add($"P{i}", count > 15 ? i : new byte[65_536]);
        }

        return properties;
    }
}
