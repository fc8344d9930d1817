using System.Diagnostics;
using Alerting.Testing;
using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary>What a command line tool printed and how it ended.</summary>
internal sealed record Ended(int Code, string Output, string Errors)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Our executable.</summary>
    public static Task<Ended> Alerting(params string[] args) => Of(ScriptRoot.Executable, args);

    /// <summary>
    /// amtool 0.25 as Alertmanager's own would say it: without the address and the spaces that do not break that Debian
    /// gives it, and without its name before errors.
    /// </summary>
    public static async Task<Ended> Amtool(params string[] args)
    {
        var ended = await Of(await PeerVersion.Known("amtool", "0.25"), args);
        var errors = ended.Errors.Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith("Warning: --config.file flag", StringComparison.Ordinal))
            .Select(line => line.Replace("amtool: error: ", "alerting: ", StringComparison.Ordinal) + '\n');
        return ended with { Output = ended.Output.Replace('\u00a0', ' '), Errors = string.Concat(errors) };
    }

    /// <summary>Any program, by its path.</summary>
    public static async Task<Ended> Of(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(Stop);
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return new(process.ExitCode, output, await errors);
    }
}
