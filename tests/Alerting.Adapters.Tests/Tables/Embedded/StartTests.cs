using Alerting.Adapters.Tables.Embedded;
using Alerting.Adapters.Tables.Embedded.Sqlite;
using Alerting.Core.Ports;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Embedded;

/// <summary>Reasons not to start, each one line that says what to do.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    private SqliteTableStore Open(string path) => SqliteTableStore.Open(path, new FixedClock());

    private string Refusal(string path)
    {
        var message = Assert.Throws<StoreOpenException>(() => Open(path)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    [Fact]
    public async Task A_missing_folder_is_created()
    {
        await using (Open(folder.In("a/b/c")))
        {
        }

        Assert.True(File.Exists(folder.In("a/b/c/alerting.db")));
    }

    [Fact]
    public async Task A_folder_that_is_held_is_refused_until_it_is_free()
    {
        await using (Open(folder.Path))
        {
            Assert.Equal($"data folder {folder.Path} is in use by another process", Refusal(folder.Path));
        }

        await using var again = Open(folder.Path);
        Assert.NotNull(again);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        File.WriteAllText(folder.In("file"), "");

        Assert.Contains("cannot be written", Refusal(folder.In("file/data")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_a_newer_version_is_refused()
    {
        await using (var store = Open(folder.Path))
        {
            store.Writer.Connection.Run("PRAGMA user_version = 3");
        }

        Assert.Contains("newer version", Refusal(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_version_1_is_converted_and_goes_on()
    {
        var versions = await WithDataOfVersion1(500);

        await using (var store = Open(folder.Path))
        {
            var rows = (await store.Range("p", "k", "l", 1000, null, Stop)).Rows;
            Assert.Equal(versions, rows.Select(row => row.ETag));
            Assert.All(rows, row => Assert.Equal(row.Key, row.Properties.Text("Text")));
            Assert.True((await store.Commit("p", [RowWrite.Replace("k0007", [], versions[7])], Stop)).IsDone);
        }

        await using var again = Open(folder.Path);
        Assert.Equal(2, again.Writer.Connection.Number("PRAGMA user_version"));
        Assert.Empty((await again.Get("p", "k0007", Stop))!.Properties);
    }

    [Fact]
    public async Task Data_of_version_1_that_is_damaged_is_refused_and_left_as_it_is()
    {
        await WithDataOfVersion1(500);
        var bytes = await File.ReadAllBytesAsync(folder.Database, Stop);

        // Pages from the fourth on hold rows: the cells of one become nonsense.
        Array.Fill(bytes, (byte)0xFF, (5 * 4096) + 8, 64);
        await File.WriteAllBytesAsync(folder.Database, bytes, Stop);

        Assert.Contains("is damaged", Refusal(folder.Path), StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.Database, Stop));
    }

    // As the first release left it.
    private async Task<ETag[]> WithDataOfVersion1(int rows)
    {
        await using var store = Open(folder.Path);
        var versions = new List<ETag>();
        for (var i = 0; i < rows; i++)
        {
            var key = $"k{i:D4}";
            var written = await store.Commit("p", [RowWrite.Insert(key, new() { { "Text", key } })], Stop);
            versions.Add(written.ETags[0]);
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
        return [.. versions];
    }

    [Fact]
    public void Another_programs_database_is_refused()
    {
        SqliteLibrary.Require();
        using (var connection = SqliteConnection.Open(folder.Database, readOnly: false))
        {
            connection.Run("CREATE TABLE things(id)");
        }

        Assert.Contains("not a data file of Alerting", Refusal(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(folder.Database, new string('x', 10_000));

        Assert.Contains(folder.Database, Refusal(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_was_refused_holds_nothing()
    {
        await File.WriteAllTextAsync(folder.Database, new string('x', 10_000), TestContext.Current.CancellationToken);
        Refusal(folder.Path);

        File.Delete(folder.Database);

        await using var store = Open(folder.Path);
        Assert.NotNull(store);
    }

    [Fact]
    public void A_missing_library_names_the_package_to_install()
    {
        var message = Assert.Throws<StoreOpenException>(() => SqliteLibrary.Load(["no-such-library.so.0"])).Message;

        Assert.Contains("apt-get install libsqlite3-0", message, StringComparison.Ordinal);
        Assert.Contains("apk add sqlite-libs", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_too_old_names_both_versions()
    {
        var message = Assert.Throws<StoreOpenException>(() => SqliteLibrary.CheckVersion(3_034_001)).Message;

        Assert.Contains("3.35", message, StringComparison.Ordinal);
        Assert.Contains("3.34.1", message, StringComparison.Ordinal);
    }
}
