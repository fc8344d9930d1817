using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace Alerting.Testing;

/// <summary>
/// Which release of a peer is installed, such as amtool. A comparison knows the differences of one release and no other.
/// </summary>
public static class PeerVersion
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Installed = new(StringComparer.Ordinal);

    /// <summary>
    /// The path of a program, of the release asked for (<c>0.25</c> takes 0.25.0 and 0.25.1). Another one skips the test,
    /// naming both, or fails it with <c>ALERTING_REQUIRE_PEERS=1</c>; so does a missing one.
    /// </summary>
    public static async Task<string> Known(string name, string release)
    {
        var path = Peer.Find(name);
        var installed = await Installed.GetOrAdd(name, _ => new(() => Ask(path))).Value;
        if (!IsOf(release, installed))
        {
            Peer.Missing($"{name} {release} is what this test knows; {name} {installed} is installed.");
        }

        return path;
    }

    /// <summary>Whether an installed version is of the release.</summary>
    public static bool IsOf(string release, string installed) =>
        installed == release || installed.StartsWith(release + ".", StringComparison.Ordinal);

    /// <summary>The number out of what <c>--version</c> says (<c>amtool, version 0.25.0 (...)</c>); all of it where there is none.</summary>
    public static string Read(string said)
    {
        const string Before = ", version ";
        var at = said.IndexOf(Before, StringComparison.Ordinal);
        return at > 0 ? said[(at + Before.Length)..].Split(' ')[0] : said;
    }

    private static async Task<string> Ask(string path)
    {
        var start = new ProcessStartInfo(path, ["--version"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException(path + " did not start");
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Read(said.Trim());
    }
}
