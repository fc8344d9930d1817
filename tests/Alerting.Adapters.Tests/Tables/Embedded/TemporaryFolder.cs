namespace Alerting.Adapters.Tests.Tables.Embedded;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("alerting-store-").FullName;

    public string Database => In("alerting.db");

    public string Log => In("alerting.db-wal");

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>What a crash at this moment would leave: the files as they are, in a folder of their own.</summary>
    public TemporaryFolder Crash()
    {
        var copy = new TemporaryFolder();
        foreach (var file in new[] { Database, Log }.Where(File.Exists))
        {
            using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var to = File.Create(copy.In(System.IO.Path.GetFileName(file)));
            from.CopyTo(to);
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
