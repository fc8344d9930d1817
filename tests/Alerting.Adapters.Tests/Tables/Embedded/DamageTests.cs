using System.Text;
using Alerting.Adapters.Tables.Embedded;
using Alerting.Core.Ports;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Embedded;

/// <summary>
/// Files that are not what was written: refused, or found when read; never silently less than was acknowledged.
/// </summary>
public sealed class DamageTests : IDisposable
{
    private const int Frame = 24 + 4096;

    private readonly TemporaryFolder folder = new();
    private readonly FixedClock clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    private static RowWrite Row(int number, int size = 3000) =>
        RowWrite.InsertOrReplace($"k{number:D4}", new() { { "Text", new string((char)('a' + (number % 26)), size) } });

    /// <summary>A store that crashed with so many transactions of one row each in its log.</summary>
    private async Task<TemporaryFolder> Crashed(int transactions)
    {
        await using var store = SqliteTableStore.Open(folder.Path, clock);
        for (var i = 0; i < transactions; i++)
        {
            await store.Commit("p", [Row(i)], Stop);
        }

        return folder.Crash();
    }

    private async Task<int> Count(TemporaryFolder crashed)
    {
        await using var store = SqliteTableStore.Open(crashed.Path, clock);
        return (await store.Range("p", "k", "l", 1000, null, Stop)).Rows.Count;
    }

    private string Refusal(TemporaryFolder crashed) =>
        Assert.Throws<StoreOpenException>(() => SqliteTableStore.Open(crashed.Path, clock)).Message;

    private static void Flip(string file, long at, byte mask = 0x10)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = at;
        var value = stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(value ^ mask));
    }

    private static void Cut(string file, long by)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.SetLength(stream.Length - by);
    }

    [Fact]
    public async Task A_sound_log_is_walked_to_its_end()
    {
        using var crashed = await Crashed(20);

        var walk = WalWalk.Of(crashed.Log);

        Assert.Equal((-1, false), (walk.Bad, walk.IsDamaged));
        Assert.InRange(walk.Commits, 20, walk.Frames);
        Assert.Equal(20, await Count(crashed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(Frame - 1)]
    public async Task A_torn_tail_opens_without_the_transaction_it_tore(int bytes)
    {
        using var crashed = await Crashed(20);
        Cut(crashed.Log, bytes);

        Assert.Equal(19, await Count(crashed));
    }

    [Fact]
    public async Task Rubbish_behind_the_last_commit_opens_with_everything()
    {
        using var crashed = await Crashed(20);
        await File.AppendAllBytesAsync(crashed.Log, [.. Enumerable.Range(0, 3 * Frame).Select(i => (byte)i)], Stop);

        Assert.Equal(20, await Count(crashed));
    }

    /// <summary>Offsets in a frame: page number, commit size, salts, checksums, page.</summary>
    public static TheoryData<int> Offsets => [3, 7, 8, 12, 16, 23, 24, 1000, Frame - 1];

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task One_flipped_bit_in_front_of_later_commits_refuses_to_start_and_names_file_and_frame(int offset)
    {
        using var crashed = await Crashed(20);
        Flip(crashed.Log, 32 + (10L * Frame) + offset);

        var message = Refusal(crashed);

        Assert.Contains(crashed.Log, message, StringComparison.Ordinal);
        Assert.Contains("frame 11", message, StringComparison.Ordinal);
        Assert.Contains("backup", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(31)]
    public async Task One_flipped_bit_in_the_header_of_the_log_refuses_to_start(int offset)
    {
        using var crashed = await Crashed(20);
        Flip(crashed.Log, offset, mask: 1);

        Assert.Contains(crashed.Log, Refusal(crashed), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task One_flipped_bit_inside_the_last_transaction_refuses_when_its_commit_is_there(int offset)
    {
        var (crashed, first) = await CrashedInLargeTransaction();
        using var _ = crashed;
        Flip(crashed.Log, 32 + ((first + 3L) * Frame) + offset);

        Assert.Contains(crashed.Log, Refusal(crashed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_transaction_of_which_a_power_loss_kept_only_some_pages_opens_without_it()
    {
        var (crashed, first) = await CrashedInLargeTransaction();
        using var _ = crashed;
        await using (var log = new FileStream(crashed.Log, FileMode.Open, FileAccess.ReadWrite))
        {
            log.Position = 32 + ((first + 3L) * Frame) + 1000;
            await log.WriteAsync(new byte[4096], Stop);
        }

        Assert.Equal(5, await Count(crashed));
    }

    [Fact]
    public async Task A_large_hole_in_front_of_later_transactions_refuses_to_start()
    {
        using var crashed = await Crashed(20);
        await using (var log = new FileStream(crashed.Log, FileMode.Open, FileAccess.ReadWrite))
        {
            log.Position = 32 + (10L * Frame);
            await log.WriteAsync(new byte[2 * Frame], Stop);
        }

        Assert.Contains("frame 11", Refusal(crashed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_of_an_older_generation_behind_the_log_open()
    {
        await using var store = SqliteTableStore.Open(folder.Path, clock);
        for (var i = 0; i < 30; i++)
        {
            await store.Commit("p", [Row(i)], Stop);
        }

        store.Writer.Connection.Run("PRAGMA wal_checkpoint(RESTART)");
        await store.Commit("p", [Row(30)], Stop);
        using var crashed = folder.Crash();
        var walk = WalWalk.Of(crashed.Log);

        Assert.InRange(walk.Bad, 1, 10);
        Assert.InRange(walk.Frames, 30, 1000);
        Assert.False(walk.IsDamaged);
        Assert.Equal(31, await Count(crashed));
    }

    [Fact]
    public async Task A_database_cut_short_without_a_log_refuses_to_start()
    {
        await using (var store = SqliteTableStore.Open(folder.Path, clock))
        {
            await store.Commit("p", [Row(1, 30_000)], Stop);
        }

        Cut(folder.Database, 4096);
        var message = Refusal(folder);

        Assert.Contains(folder.Database, message, StringComparison.Ordinal);
        Assert.Contains("cut short", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_gone_from_beside_its_log_refuses_to_start()
    {
        using var crashed = await Crashed(5);
        File.Delete(crashed.Database);

        Assert.Contains("missing or empty", Refusal(crashed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(18)]
    [InlineData(100)]
    public async Task A_broken_page_header_refuses_to_start(int offset)
    {
        await using (var store = SqliteTableStore.Open(folder.Path, clock))
        {
            await store.Commit("p", [Row(1)], Stop);
        }

        Flip(folder.Database, offset, mask: 0xFF);

        Assert.Contains(folder.Database, Refusal(folder), StringComparison.Ordinal);
    }

    /// <summary>A text of the row in the database file: value, row key, partition key.</summary>
    public static TheoryData<string> Parts => ["find-this-value", "key-of-the-row", "partition-of-the-row"];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_flipped_bit_in_a_row_refuses_to_start_a_small_database(string part)
    {
        await using (var store = await WithRow(part))
        {
            await store.DisposeAsync();
        }

        Flip(folder.Database, At(part), mask: 1);

        Assert.Contains(folder.Database, Refusal(folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_bit_in_a_row_is_found_when_it_is_read_and_names_it()
    {
        await using var store = await WithRow("find-this-value");
        store.Writer.Connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        Flip(folder.Database, At("find-this-value"), mask: 1);

        // A reader's cache does not see the file change; one that was not used yet does.
        var thrown = await Assert.ThrowsAsync<StoreCorruptException>(
            () => store.Get("partition-of-the-row", "key-of-the-row", Stop));

        Assert.Equal(
            (folder.Database, "partition-of-the-row", "key-of-the-row"), (thrown.File, thrown.Partition, thrown.Key));
        await Assert.ThrowsAsync<StoreCorruptException>(
            () => store.Range("partition-of-the-row", "a", "z", 10, null, Stop));
        Assert.NotNull(await store.Get("partition-of-the-row", "other", Stop));
    }

    [Fact]
    public async Task A_flipped_bit_in_the_index_over_the_keys_refuses_to_start_a_small_database()
    {
        await using (var store = await WithRow("find-this-value"))
        {
            await store.DisposeAsync();
        }

        Flip(folder.Database, LastAt("key-of-the-row"), mask: 1);

        Assert.Contains(folder.Database, Refusal(folder), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_that_leads_to_another_row_is_refused_and_the_other_row_stays(bool deletes)
    {
        await using var store = SqliteTableStore.Open(folder.Path, clock);
        await store.Commit("p", [.. Enumerable.Range(1, 3).Select(n => Row(n, 10))], Stop);
        store.Writer.Connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");

        // Behind the key of the third row stands its place, 3; it becomes that of the second.
        Flip(folder.Database, LastAt("k0003") + 5, mask: 1);
        store.Writer.Connection.Run("PRAGMA shrink_memory");

        var thrown = await Assert.ThrowsAsync<StoreCorruptException>(
            () => store.Commit("p", [deletes ? RowWrite.Delete("k0003", ETag.Any) : Row(3, 10)], Stop));
        Assert.Equal(("p", "k0003"), (thrown.Partition, thrown.Key));
        Assert.Equal(new string('c', 10), (await store.Get("p", "k0002", Stop))!.Properties.Text("Text"));
        Assert.True((await store.Commit("p", [Row(1, 11)], Stop)).IsDone);
    }

    private async Task<SqliteTableStore> WithRow(string text)
    {
        var store = SqliteTableStore.Open(folder.Path, clock);
        await store.Commit(
            "partition-of-the-row",
            [RowWrite.Insert("key-of-the-row", new() { { "Text", text } }), RowWrite.Insert("other", [])],
            Stop);
        return store;
    }

    private long At(string text) => At(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)));

    // Keys stand in the table first and then in the index.
    private long LastAt(string text) => At(bytes => bytes.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(text)));

    private long At(Func<byte[], int> find)
    {
        using var stream = new FileStream(folder.Database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var at = find(bytes);
        Assert.NotEqual(-1, at);
        return at;
    }

    private async Task<(TemporaryFolder Crashed, int FirstFrame)> CrashedInLargeTransaction()
    {
        await using var store = SqliteTableStore.Open(folder.Path, clock);
        for (var i = 0; i < 5; i++)
        {
            await store.Commit("p", [Row(i)], Stop);
        }

        var frames = (int)((new FileInfo(folder.Log).Length - 32) / Frame);
        await store.Commit("p", [Row(100, 30_000)], Stop);
        return (folder.Crash(), frames);
    }
}
