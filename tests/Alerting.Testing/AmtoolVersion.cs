using System.Diagnostics;
using Xunit;

namespace Alerting.Testing;

/// <summary>Which amtool is installed. A comparison knows the differences of one release and no other.</summary>
public static class AmtoolVersion
{
    private static readonly Lazy<Task<string>> Installed = new(Ask);

    /// <summary>
    /// The path of amtool, of the release asked for (<c>0.25</c> takes 0.25.0 and 0.25.1). Another one skips the test,
    /// naming both, or fails it with <c>ALERTING_REQUIRE_PEERS=1</c>; so does a missing one.
    /// </summary>
    public static async Task<string> Known(string release)
    {
        var path = Peer.Find("amtool");
        var installed = await Installed.Value;
        if (!IsOf(release, installed))
        {
            Peer.Missing($"amtool {release} is what this test knows; amtool {installed} is installed.");
        }

        return path;
    }

    /// <summary>Whether an installed version is of the release.</summary>
    public static bool IsOf(string release, string installed) =>
        installed == release || installed.StartsWith(release + ".", StringComparison.Ordinal);

    /// <summary>The number out of what <c>amtool --version</c> says; all of it where there is none.</summary>
    public static string Read(string said)
    {
        const string Before = "amtool, version ";
        return said.StartsWith(Before, StringComparison.Ordinal) ? said[Before.Length..].Split(' ')[0] : said;
    }

    private static async Task<string> Ask()
    {
        var start = new ProcessStartInfo(Peer.Find("amtool"), ["--version"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("amtool did not start");
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Read(said.Trim());
    }
}
