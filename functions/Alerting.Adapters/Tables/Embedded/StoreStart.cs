using Alerting.Adapters.Tables.Embedded.Sqlite;

namespace Alerting.Adapters.Tables.Embedded;

/// <summary>Opens the database for writing, unless what is on disk is not what was written.</summary>
internal static class StoreStart
{
    /// <summary>The connection that writes.</summary>
    /// <exception cref="StoreOpenException">The data is damaged or newer.</exception>
    public static SqliteConnection Open(DataFolder folder)
    {
        var connection = SqliteConnection.Open(folder.Database, readOnly: false);
        try
        {
            StoreSchema.TuneWriter(connection);
            StoreSchema.Require(connection, folder.Database);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
