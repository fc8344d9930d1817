using System.Text;
using Alerting.Adapters.Tables.Embedded;
using Alerting.Adapters.Tables.Embedded.Sqlite;
using Alerting.Core.Ports;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Embedded;

/// <summary>A folder that the first release wrote, opened by this one.</summary>
public sealed class ConversionTests : IDisposable
{
    private static readonly string[] Partitions = ["p", "pp", "q\uE000", "q\U0001F600"];

    private readonly TemporaryFolder folder = new();
    private readonly FixedClock clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Keys =>
        [.. Enumerable.Range(0, 200).Select(n => $"k{n:D4}"), "k", "k0", "k0007~", "k\uE000", "k\U0001F600"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_row_is_there_in_its_order_and_version_and_goes_on()
    {
        var before = await Version1();

        await using (var store = Open())
        {
            Assert.Equal(before, await All(store));
            var tag = (await store.Get("pp", "k0007", Stop))!.ETag;
            var written = await store.Commit("pp", [RowWrite.Replace("k0007", [], tag)], Stop);
            Assert.True(written.IsDone);
            Assert.DoesNotContain(written.ETags[0].Value, before, StringComparison.Ordinal);
        }

        await using var again = Open();
        Assert.Equal(2, again.Writer.Connection.Number("PRAGMA user_version"));
        Assert.Empty((await again.Get("pp", "k0007", Stop))!.Properties);
    }

    [Fact]
    public async Task After_a_crash_it_is_converted_all_the_same()
    {
        var before = await Version1();
        await using var store = Open();
        using var crashed = folder.Crash();

        await using var again = SqliteTableStore.Open(crashed.Path, clock);

        Assert.Equal(before, await All(again));
    }

    [Theory]
    [InlineData("a tree", 0xFF)]
    [InlineData("a row", 1)]
    public async Task What_is_damaged_is_refused_and_left_as_it_is(string what, byte mask)
    {
        await Version1();
        var bytes = await File.ReadAllBytesAsync(folder.Database, Stop);

        // The header of a page in the middle, or a letter of a text.
        bytes[what == "a tree" ? bytes.Length / 4096 / 2 * 4096 : At(bytes, "text of k0100")] ^= mask;
        await File.WriteAllBytesAsync(folder.Database, bytes, Stop);

        var message = Assert.Throws<StoreOpenException>(Open).Message;

        Assert.Contains(folder.Database, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.Database, Stop));
    }

    [Fact]
    public async Task What_cannot_be_converted_now_is_as_it_was_and_is_converted_later()
    {
        var before = await Version1();
        using (var other = SqliteConnection.Open(folder.Database, readOnly: false))
        {
            other.Run("CREATE TABLE rows_1(in_its_way)");
            Assert.Contains("nothing of it was changed", Assert.Throws<StoreOpenException>(Open).Message, StringComparison.Ordinal);
            Assert.Equal(1, other.Number("PRAGMA user_version"));
            other.Run("DROP TABLE rows_1");
        }

        await using var store = Open();
        Assert.Equal(before, await All(store));
    }

    private static int At(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text));

    private SqliteTableStore Open() => SqliteTableStore.Open(folder.Path, clock);

    private static async Task<string> All(SqliteTableStore store)
    {
        var all = new StringBuilder();
        foreach (var partition in Partitions)
        {
            foreach (var row in (await store.Range(partition, "k", "l", 1000, null, Stop)).Rows)
            {
                all.AppendLine($"{row.Partition} {row.Key} {row.ETag.Value} {row.Properties.Text("Text")}");
            }
        }

        return all.ToString();
    }

    // Returns its rows.
    private async Task<string> Version1()
    {
        await using var store = Open();
        foreach (var partition in Partitions)
        {
            foreach (var key in Keys)
            {
                var text = $"text of {key} {(key == "k0" ? new string('x', 30_000) : "")}";
                await store.Commit(partition, [RowWrite.Insert(key, new() { { "Text", text } })], Stop);
            }
        }

        var connection = store.Writer.Connection;
        connection.Run("ALTER TABLE rows RENAME TO rows_2");
        connection.Run(
            "CREATE TABLE rows(pk BLOB NOT NULL, rk BLOB NOT NULL, etag INTEGER NOT NULL, data BLOB NOT NULL, "
            + "PRIMARY KEY(pk, rk)) WITHOUT ROWID");
        connection.Run("INSERT INTO rows(pk, rk, etag, data) SELECT pk, rk, etag, data FROM rows_2");
        connection.Run("DROP TABLE rows_2");
        connection.Run("VACUUM");
        connection.Run("PRAGMA user_version = 1");
        return await All(store);
    }
}
