using Microsoft.Win32.SafeHandles;

namespace Alerting.Adapters.Tables.Embedded.Sqlite;

/// <summary>An open connection; closed once its last statement is finished.</summary>
internal sealed class ConnectionHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => NativeSqlite.Close(handle) == SqliteCode.Ok;
}

/// <summary>
/// A prepared statement. Its last step's error is reported again when it is finished: that is no failure.
/// </summary>
internal sealed class StatementHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        _ = NativeSqlite.Finish(handle);
        return true;
    }
}
