using System.Reflection;
using System.Runtime.InteropServices;

namespace Alerting.Adapters.Tables.Embedded.Sqlite;

/// <summary>Finds the operating system's SQLite when the embedded store is first opened, and not before.</summary>
internal static class SqliteLibrary
{
    // UPSERT and RETURNING are what 3.35 brought; Debian 11 and later have it.
    private const int OldestVersion = 3_035_000;

    private static readonly string[] Names = ["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3.dll"];

    private static readonly Lazy<nint> Loaded = new(Register);

    /// <summary>Makes the native functions callable.</summary>
    /// <exception cref="StoreOpenException">The library is missing or too old.</exception>
    public static void Require() => _ = Loaded.Value;

    /// <summary>The first of the libraries that is there.</summary>
    /// <exception cref="StoreOpenException">None of them is.</exception>
    internal static nint Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, typeof(SqliteLibrary).Assembly, null, out var library))
            {
                return library;
            }
        }

        throw new StoreOpenException(
            "the embedded store needs the system's SQLite 3.35 or later: install it with "
            + "'apt-get install libsqlite3-0' (Debian, Ubuntu) or 'apk add sqlite-libs' (Alpine)");
    }

    /// <summary>Refuses a version that is too old.</summary>
    /// <exception cref="StoreOpenException">It is.</exception>
    internal static void CheckVersion(int version)
    {
        if (version < OldestVersion)
        {
            throw new StoreOpenException(
                $"the embedded store needs SQLite 3.35 or later; the system's is {version / 1_000_000}."
                + $"{version / 1000 % 1000}.{version % 1000}: upgrade the package libsqlite3-0 (Alpine: sqlite-libs)");
        }
    }

    private static nint Register()
    {
        var library = Load(Names);
        NativeLibrary.SetDllImportResolver(
            typeof(SqliteLibrary).Assembly,
            (string name, Assembly _, DllImportSearchPath? _) => name == NativeSqlite.Library ? library : 0);
        CheckVersion(NativeSqlite.Version());
        return library;
    }
}
