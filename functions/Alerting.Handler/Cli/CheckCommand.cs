using Alerting.Adapters.Configuration;

namespace Alerting.Handler.Cli;

/// <summary><c>alerting check</c>: every finding, then one line per path.</summary>
internal static class CheckCommand
{
    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output)
    {
        var paths = Options.Read("check", args, [], []).Rest;
        if (paths.Count == 0)
        {
            throw new AskedWronglyException("check needs at least one PATH; see alerting check --help");
        }

        var isFine = true;
        foreach (var path in paths)
        {
            isFine &= await Check(path, output);
        }

        return isFine ? Commands.Done : Commands.Refused;
    }

    private static async Task<bool> Check(string path, TextWriter output)
    {
        var result = ConfigurationFolder.Load(path).Result;
        foreach (var error in result.Errors)
        {
            await output.WriteLineAsync($"error: {error}");
        }

        foreach (var warning in result.Warnings)
        {
            await output.WriteLineAsync($"warning: {warning}");
        }

        var isFine = result.Errors.Count == 0;
        var counts = isFine ? "" : $": {Count(result.Errors.Count, "error")}";
        var warnings = result.Warnings.Count == 0 ? "" : $" ({Count(result.Warnings.Count, "warning")})";
        await output.WriteLineAsync($"{(isFine ? "ok" : "failed")} {path}{counts}{warnings}");
        return isFine;
    }

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
