using System.Diagnostics;

namespace Alerting.Bench.Load;

/// <summary>The single file an operator installs; removed when disposed.</summary>
internal sealed class Published : IDisposable
{
    private readonly BenchFolder folder = new();

    private Published() { }

    /// <summary>Where it lies.</summary>
    public string Executable => Path.Combine(folder.FullName, "alerting");

    /// <summary>Publishes it; null, and the reason on stderr, when that fails.</summary>
    public static async Task<Published?> Make()
    {
        var made = new Published();
        using var publish = Process.Start("dotnet",
        [
            "publish", "functions/Alerting.Handler", "-c", "Release", "-r", "linux-x64", "--self-contained",
            "-p:PublishTrimmed=true", "-p:PublishReadyToRun=true", "-p:PublishSingleFile=true", "-v", "quiet",
            "-o", made.folder.FullName,
        ]);
        await publish.WaitForExitAsync();
        if (publish.ExitCode == 0)
        {
            return made;
        }

        made.Dispose();
        await Console.Error.WriteLineAsync("dotnet publish failed: start this in the folder of Alerting.sln");
        return null;
    }

    public void Dispose() => folder.Dispose();
}
