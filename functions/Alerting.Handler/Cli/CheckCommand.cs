using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Configuration;
using Alerting.Adapters.Logs;
using Alerting.Core.Configuration;
using Alerting.Handler.Composition;

namespace Alerting.Handler.Cli;

/// <summary>
/// <c>alerting check</c>. Of an <c>alertmanager.yml</c> alone it says first what <c>amtool check-config</c> says, and
/// after all of them every finding; of anything else every finding, a line on its jobs where it declares some, then one
/// line. With <c>--online</c> it asks every log source; with <c>--url</c> it says last which jobs report to a service
/// that runs without being declared there.
/// </summary>
internal sealed class CheckCommand(TextWriter output, TextWriter errors)
{
    private const string Online = "--online";

    private readonly List<string> afterwards = [];
    private int refused;
    private bool isFine = true;

    public async Task<int> Run(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        var options = Options.Read("check", args, [RunningService.Url], [Online]);
        var (paths, url) = (options.Rest, options.Value(RunningService.Url));
        if (paths.Count == 0 && url is null)
        {
            throw new AskedWronglyException("check needs at least one PATH; see alerting check --help");
        }

        foreach (var path in paths)
        {
            var result = ConfigurationFolder.Load(path).Result;
            isFine &= Errors(result).Count == 0;
            await (ConfigurationFolder.IsAlertmanagerAlone(path) ? Amtool(path, result) : Ours(path, result));
            isFine &= !options.Has(Online) || result.Configuration is not { } found || await Answers(found, variable);
        }

        foreach (var line in afterwards)
        {
            await output.WriteLineAsync(line);
        }

        if (url is not null)
        {
            isFine &= await Unregistered(url, variable);
        }

        if (refused > 0)
        {
            await errors.WriteLineAsync($"alerting: failed to validate {refused} file(s)");
        }

        return isFine ? Commands.Done : Commands.Refused;
    }

    // The only part of a check that leaves the machine.
    private async Task<bool> Answers(AlertingConfiguration found, Func<string, string?> variable)
    {
        var time = AlertingApp.SystemTime();
        using var outbound = new Outbound(new(), time);
        var sources = LogSources.All(outbound, time, Engines.Identity(variable, Settings.Storage));
        var trials = await LogTrial.Of(found.Logs, sources, time, CancellationToken.None);
        foreach (var trial in trials)
        {
            await output.WriteLineAsync($"log source {trial.Name} {trial.Said}");
        }

        return trials.All(trial => trial.IsGood);
    }

    private async Task<bool> Unregistered(string url, Func<string, string?> variable)
    {
        using var service = RunningService.At(url, variable);
        using var answer = await service.Ask(HttpMethod.Get, "api/jobs");
        if (!answer.IsSuccessStatusCode)
        {
            await errors.WriteLineAsync("alerting: " + RunningService.Refusal(answer.StatusCode));
            return false;
        }

        using var board = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        await output.WriteLineAsync(JobLine.Unregistered(board.RootElement.GetProperty("jobs")));
        return true;
    }

    private async Task Ours(string path, ConfigurationResult result)
    {
        foreach (var line in Findings(result, finding => finding).Concat(JobLine.Of(result)))
        {
            await output.WriteLineAsync(line);
        }

        var (wrong, unusual) = (Errors(result).Count, Warnings(result).Count);
        var warnings = unusual == 0 ? "" : $" ({Count(unusual, "warning")})";
        await output.WriteLineAsync(wrong == 0
            ? $"ok {path}{warnings}"
            : $"failed {path}: {Count(wrong, "error")}{warnings}");
    }

    private async Task Amtool(string path, ConfigurationResult result)
    {
        var name = Path.GetFileName(path);
        afterwards.AddRange(Findings(result, finding => finding.File == name ? finding with { File = path } : finding));
        refused += Errors(result).Count > 0 ? 1 : 0;
        await output.WriteAsync($"Checking '{path}'");
        if ((result.Configuration ?? result.BesidesTemplates) is not { } found)
        {
            await output.WriteAsync($"  FAILED: {FirstError.Of(result.Errors)}\n\n");
            return;
        }

        var templates = found.Templates.Length == 0 ? "" : $"  {Verdict(result)}\n";

        await output.WriteAsync($"""
              SUCCESS
            Found:
             - global config
             - route
             - {found.InhibitRules.Length} inhibit rules
             - {found.Receivers.Length} receivers
             - {found.Templates.Length} templates
            {templates}

            """);
    }

    // As Alertmanager says it: what cannot be parsed with its place, the rest without.
    private static string Verdict(ConfigurationResult result) => result.Errors is [var first, ..]
        ? "FAILED: " + (first is { Line: > 0, Path: "" } ? AmtoolWords.Parsing(first) : first.Message)
        : "SUCCESS";

    private static IEnumerable<string> Findings(
        ConfigurationResult result, Func<ConfigurationFinding, ConfigurationFinding> named) =>
        Errors(result).Select(error => $"error: {named(error)}")
            .Concat(Warnings(result).Select(warning => $"warning: {named(warning)}"));

    // Whoever checks wants to know of a text that will not be sent, though it is no reason not to start.
    private static IReadOnlyList<ConfigurationFinding> Errors(ConfigurationResult result) =>
        [.. result.Errors, .. result.FailingTexts];

    private static IReadOnlyList<ConfigurationFinding> Warnings(ConfigurationResult result) =>
        [.. result.Warnings.Except(result.FailingTexts)];

    private static string Count(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
