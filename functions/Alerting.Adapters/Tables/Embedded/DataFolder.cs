namespace Alerting.Adapters.Tables.Embedded;

/// <summary>
/// The folder of a store, held by one process at a time; the system drops the hold when the process ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    // EAGAIN on Linux, EWOULDBLOCK on macOS, a sharing violation on Windows.
    private static readonly int[] HeldCodes = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream hold;

    private DataFolder(string path)
    {
        Path = path;
        hold = new(
            System.IO.Path.Combine(path, "alerting.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    public string Path { get; }

    /// <summary>Path of the database file.</summary>
    public string Database => System.IO.Path.Combine(Path, "alerting.db");

    /// <summary>Creates the folder when it is missing and holds it.</summary>
    /// <exception cref="StoreOpenException">It is in use, or cannot be written.</exception>
    public static DataFolder Hold(string folder)
    {
        try
        {
            var path = System.IO.Path.GetFullPath(folder);
            Directory.CreateDirectory(path);
            return new(path);
        }
        catch (IOException failure) when (HeldCodes.Contains(failure.HResult))
        {
            throw new StoreOpenException($"data folder {folder} is in use by another process", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StoreOpenException($"data folder {folder} cannot be written: {failure.Message}", failure);
        }
    }

    public void Dispose() => hold.Dispose();
}
