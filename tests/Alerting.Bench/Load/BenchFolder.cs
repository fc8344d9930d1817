namespace Alerting.Bench.Load;

/// <summary>A folder below TMPDIR, whose disk is what is measured; removed when disposed.</summary>
internal sealed class BenchFolder : IDisposable
{
    /// <summary>Where it lies.</summary>
    public string FullName { get; } = Directory.CreateTempSubdirectory("alerting-bench-").FullName;

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
