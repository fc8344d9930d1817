using Alerting.Adapters.Tables.Embedded;
using Alerting.Adapters.Tables.Embedded.Sqlite;
using Alerting.Testing;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Embedded;

/// <summary>Reasons not to start, each one line that says what to do.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

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

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Data_of_a_version_there_never_was_is_refused(int version)
    {
        await using (var store = Open(folder.Path))
        {
            store.Writer.Connection.Run($"PRAGMA user_version = {version}");
        }

        Assert.Contains("there never was", Refusal(folder.Path), StringComparison.Ordinal);
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
