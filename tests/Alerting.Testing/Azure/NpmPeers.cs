using System.Diagnostics;
using System.Reflection;

namespace Alerting.Testing.Azure;

/// <summary>
/// The programs from npm that <c>tests/peers/package.json</c> names, installed when they are first asked for.
/// </summary>
public static class NpmPeers
{
    private static readonly Lazy<Task> Installed = new(Install);

    /// <summary>The top of the repository; baked in by the build.</summary>
    public static string Repository { get; } = typeof(NpmPeers).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == "Repository").Value!;

    // What was installed for an earlier list is older than the list.
    private static bool IsAsLocked =>
        File.GetLastWriteTimeUtc(Path.Combine(Folder, "node_modules", ".package-lock.json"))
        >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));

    private static string Folder => Path.Combine(Repository, "tests", "peers");

    /// <summary>
    /// The path of a file of a package, such as <c>azurite/dist/src/table/main.js</c>. Skips the test where Node or npm
    /// is missing, Node is older than 20, or npm cannot get the packages; see <see cref="Peer"/>.
    /// </summary>
    public static async Task<string> Find(string file)
    {
        await Installed.Value;
        return Path.Combine(Folder, "node_modules", file);
    }

    private static async Task Install()
    {
        var (_, version) = await Run(Peer.Find("node"), ["--version"]);
        if (!Version.TryParse(version.Trim().TrimStart('v'), out var node) || node.Major < 20)
        {
            Peer.Missing($"Node 20 or newer is needed, {version.Trim()} is there.");
        }

        using var held = await Hold();
        if (!IsAsLocked)
        {
            var (exit, output) = await Run(Peer.Find("npm"), ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            if (exit != 0)
            {
                Peer.Missing($"npm ci in {Folder} failed: {output}");
            }
        }
    }

    // Several test processes may come here at once; the second one finds everything done.
    private static async Task<FileStream> Hold()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository, "artifacts")).FullName;
        var path = Path.Combine(folder, "peers.lock");
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
        }
    }

    private static async Task<(int Exit, string Output)> Run(string program, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
