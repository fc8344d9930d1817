using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;

namespace Alerting.Handler.Cli;

/// <summary>
/// <c>alerting check</c>. Of an <c>alertmanager.yml</c> alone it says first what <c>amtool check-config</c> says, and
/// after all of them every finding; of anything else every finding, then one line.
/// </summary>
internal sealed class CheckCommand(TextWriter output, TextWriter errors)
{
    private readonly List<string> afterwards = [];
    private int refused;
    private bool isFine = true;

    public async Task<int> Run(IReadOnlyList<string> args)
    {
        var paths = Options.Read("check", args, [], []).Rest;
        if (paths.Count == 0)
        {
            throw new AskedWronglyException("check needs at least one PATH; see alerting check --help");
        }

        foreach (var path in paths)
        {
            var result = ConfigurationFolder.Load(path).Result;
            isFine &= result.Errors.Count == 0;
            await (ConfigurationFolder.IsAlertmanagerAlone(path) ? Amtool(path, result) : Ours(path, result));
        }

        foreach (var line in afterwards)
        {
            await output.WriteLineAsync(line);
        }

        if (refused > 0)
        {
            await errors.WriteLineAsync($"alerting: failed to validate {refused} file(s)");
        }

        return isFine ? Commands.Done : Commands.Refused;
    }

    private async Task Ours(string path, ConfigurationResult result)
    {
        foreach (var line in Findings(result))
        {
            await output.WriteLineAsync(line);
        }

        var warnings = result.Warnings.Count == 0 ? "" : $" ({Count(result.Warnings.Count, "warning")})";
        await output.WriteLineAsync(result.Errors.Count == 0
            ? $"ok {path}{warnings}"
            : $"failed {path}: {Count(result.Errors.Count, "error")}{warnings}");
    }

    private async Task Amtool(string path, ConfigurationResult result)
    {
        afterwards.AddRange(Findings(result with
        {
            Errors = [.. result.Errors.Select(error => error with { File = path })],
            Warnings = [.. result.Warnings.Select(warning => warning with { File = path })],
        }));
        await output.WriteAsync($"Checking '{path}'");
        if (result.Configuration is not { } found)
        {
            refused++;
            await output.WriteAsync($"  FAILED: {FirstError.Of(result.Errors)}\n\n");
            return;
        }

        await output.WriteAsync($"""
              SUCCESS
            Found:
             - global config
             - route
             - {found.InhibitRules.Length} inhibit rules
             - {found.Receivers.Length} receivers
             - {found.Templates.Length} templates


            """);
    }

    private static IEnumerable<string> Findings(ConfigurationResult result) =>
        result.Errors.Select(error => $"error: {error}")
            .Concat(result.Warnings.Select(warning => $"warning: {warning}"));

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
