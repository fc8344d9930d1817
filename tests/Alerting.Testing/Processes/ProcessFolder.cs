namespace Alerting.Testing.Processes;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class ProcessFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("alerting-process-").FullName;

    /// <summary>A place for data in it; not made yet.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
