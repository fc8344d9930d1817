using System.Diagnostics;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Routing;

/// <summary>What amtool said.</summary>
/// <param name="Code">How it ended.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Errors">What it wrote to stderr.</param>
internal sealed record Said(int Code, string Output, string Errors);

/// <summary>amtool 0.25 with a configuration, two at a time at the most.</summary>
internal sealed class Amtool : IDisposable
{
    private static readonly SemaphoreSlim Places = new(2);

    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yml");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The configuration it reads from now on.</summary>
    public Task Configure(string text) => File.WriteAllTextAsync(file, text, Stop);

    /// <summary><c>amtool config routes ARGS</c> with the configuration.</summary>
    public async Task<Said> Routes(params string[] args)
    {
        var start = new ProcessStartInfo(
            await PeerVersion.Known("amtool", "0.25"), ["config", "routes", .. args, "--config.file=" + file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Too short a run for several threads or for collecting garbage: half the time.
        start.Environment["GOMAXPROCS"] = "1";
        start.Environment["GOGC"] = "off";
        await Places.WaitAsync(Stop);
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(Stop);
            var output = await process.StandardOutput.ReadToEndAsync(Stop);
            await process.WaitForExitAsync(Stop);
            return new(process.ExitCode, output, await errors);
        }
        finally
        {
            Places.Release();
        }
    }

    public void Dispose() => File.Delete(file);
}
