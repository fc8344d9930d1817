using System.Net;
using System.Text.Json;
using Alerting.Handler.Composition;

namespace Alerting.Handler.Cli;

/// <summary>
/// <c>alerting send-test</c>: a drill to a receiver, each receipt printed. Asks a service that runs, or starts one of
/// its own over a temporary folder: either way the notice goes the way of every notice.
/// </summary>
internal sealed class SendTestCommand(TextWriter output, TextWriter errors)
{
    private const string Receiver = "--receiver";
    private const string Config = "--config";
    private const string Url = RunningService.Url;
    private const string Resolved = "--resolved";

    public async Task<int> Run(IReadOnlyList<string> args, Func<string, string?> variable)
    {
        var options = Options.Read("send-test", args, [Receiver, Config, Url], [Resolved]);
        if (options.Rest is [var stray, ..])
        {
            throw new AskedWronglyException($"send-test takes no argument \"{stray}\"; see alerting send-test --help");
        }

        var receiver = options.Value(Receiver) ?? throw new AskedWronglyException($"send-test needs {Receiver} NAME");
        if (options.Value(Url) is { } url)
        {
            using var service = options.Value(Config) is null
                ? RunningService.At(url, variable)
                : throw new AskedWronglyException($"{Url} and {Config} exclude each other");
            return await Ask(service, receiver, options.Has(Resolved));
        }

        var config = options.Value(Config) ?? Settings.Set(variable, Settings.Config)
            ?? throw new AskedWronglyException($"send-test needs {Config} PATH, or {Url} URL of a service that runs");
        return await OwnService.Run(
            "send-test", config, variable, service => Ask(service, receiver, options.Has(Resolved)));
    }

    private async Task<int> Ask(RunningService service, string receiver, bool isResolved)
    {
        var path = $"api/receivers/{Uri.EscapeDataString(receiver)}/test{(isResolved ? "?resolved=true" : "")}";
        using var answer = await service.Ask(HttpMethod.Post, path);
        return await Print(answer, receiver);
    }

    private async Task<int> Print(HttpResponseMessage answer, string receiver)
    {
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadGateway))
        {
            await errors.WriteLineAsync(answer.StatusCode == HttpStatusCode.NotFound
                ? $"alerting: the configuration has no receiver \"{receiver}\""
                : "alerting: " + RunningService.Refusal(answer.StatusCode));
            return Commands.Refused;
        }

        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        var results = json.RootElement.GetProperty("results").EnumerateArray().ToArray();
        foreach (var result in results)
        {
            await output.WriteLineAsync(Line(result));
        }

        if (results.Length == 0)
        {
            await output.WriteLineAsync($"{receiver}: has no integrations; nobody was told");
            return Commands.Refused;
        }

        return answer.IsSuccessStatusCode ? Commands.Done : Commands.Refused;
    }

    // A service of an older version knows no flaws.
    private static string Line(JsonElement result)
    {
        var reference = result.GetProperty("reference").GetString() is { } text ? $" [{text}]" : "";
        var isFlawed = result.TryGetProperty("flaw", out var flaw) && flaw.ValueKind == JsonValueKind.String;
        return $"{result.GetProperty("integration")}: {result.GetProperty("outcome")}"
            + $"{(isFlawed ? " with a flaw" : "")}{reference}: {result.GetProperty("why")}";
    }
}
