using Alerting.Adapters.Channels.Contexts;
using Alerting.Core.Logs.Said;
using Alerting.Handler.Api;
using Alerting.Handler.Composition;

namespace Alerting.Handler.Cli;

/// <summary>
/// <c>alerting enrich</c>: what would be said beside an alert, and how long each log source took. Asks a service that
/// runs, which knows jobs and other alerts, too, or starts one of its own over a temporary folder.
/// </summary>
internal sealed class EnrichCommand(TextWriter output, TextWriter errors)
{
    private const string Labels = "--labels";
    private const string At = "--at";
    private const string Config = "--config";
    private const string Data = "--data";
    private const string Url = RunningService.Url;

    public async Task<int> Run(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        var options = Options.Read("enrich", args, [At, Config, Data, Url], [], [Labels]);
        var path = Query([.. options.All(Labels), .. options.Rest], options.Value(At));
        if (options.Value(Url) is { } url)
        {
            using var service = options.Value(Config) is null
                ? RunningService.At(url, variable)
                : throw new AskedWronglyException($"{Url} and {Config} exclude each other");
            return await Ask(service, path);
        }

        var config = options.Value(Config) ?? Settings.Set(variable, Settings.Config)
            ?? throw new AskedWronglyException($"enrich needs {Config} PATH, or {Url} URL of a service that runs");
        var data = options.Value(Data) ?? Settings.Set(variable, Settings.Data) ?? "./data";
        return await OwnService.Run(
            "enrich", config, variable, service => Ask(service, path), Path.Combine(data, "logs"));
    }

    private static string Query(string[] labels, string? at)
    {
        if (labels.Length == 0)
        {
            throw new AskedWronglyException($"enrich needs {Labels} NAME=VALUE...");
        }

        if (Array.Find(labels, label => label.IndexOf('=', StringComparison.Ordinal) < 1) is { } wrong)
        {
            throw new AskedWronglyException($"{Labels} \"{wrong}\": expected NAME=VALUE");
        }

        var query = string.Join('&', labels.Select(label => "label=" + Uri.EscapeDataString(label)));
        return $"{ContextDoor.Path[1..]}?{query}{(at is null ? "" : "&at=" + Uri.EscapeDataString(at))}";
    }

    private async Task<int> Ask(RunningService service, string path)
    {
        using var answer = await service.Ask(HttpMethod.Get, path);
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (!answer.IsSuccessStatusCode)
        {
            await errors.WriteLineAsync("alerting: " + await RunningService.Refusal(answer));
            return Commands.Refused;
        }

        var context = LogContextJson.Read(body);
        foreach (var source in context.Sources)
        {
            await output.WriteLineAsync(Line(source));
        }

        await output.WriteLineAsync(
            "\n" + (context.IsEmpty ? "nothing would be attached" : ContextText.Whole(context)));
        return context.Sources.Any(source => source.State == SourceState.Failed) ? Commands.Refused : Commands.Done;
    }

    private static string Line(SourceReport source) =>
        $"{source.Name}: {source.State.ToText()}, {source.Records} records in {source.Took} ms"
        + (source.Why.Length > 0 ? $": {source.Why}" : "");
}
