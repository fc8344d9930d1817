using System.Data.Common;

namespace Alerting.Adapters.Tables.Embedded.Sqlite;

/// <summary>Result codes (https://sqlite.org/rescode.html) that are told apart.</summary>
internal static class SqliteCode
{
    public const int Ok = 0;
    public const int Busy = 5;
    public const int Corrupt = 11;
    public const int NotADatabase = 26;
    public const int Row = 100;
    public const int Done = 101;
}

/// <summary>A call that did not return what it must; never leaves the store.</summary>
internal sealed class SqliteException : DbException
{
    public SqliteException() { }

    public SqliteException(string message) : base(message) { }

    public SqliteException(string message, Exception inner) : base(message, inner) { }

    /// <param name="code">The extended result code.</param>
    /// <param name="message">SQLite's words.</param>
    public SqliteException(int code, string message) : base($"SQLite: {message} ({code})") => Code = code;

    /// <summary>The extended result code.</summary>
    public int Code { get; }

    /// <summary>True when the file is not, or no longer, a sound database.</summary>
    public bool IsCorruption => (Code & 0xFF) is SqliteCode.Corrupt or SqliteCode.NotADatabase;
}
