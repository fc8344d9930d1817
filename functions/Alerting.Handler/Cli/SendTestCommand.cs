using System.Net;
using System.Net.Http.Headers;
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
    private const string Url = "--url";
    private const string Resolved = "--resolved";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
            return options.Value(Config) is null
                ? await Ask(Address(url), Settings.Set(variable, Settings.Token), receiver, options.Has(Resolved))
                : throw new AskedWronglyException($"{Url} and {Config} exclude each other");
        }

        var config = options.Value(Config) ?? Settings.Set(variable, Settings.Config)
            ?? throw new AskedWronglyException($"send-test needs {Config} PATH, or {Url} URL of a service that runs");
        return await Alone(config, receiver, options.Has(Resolved), variable);
    }

    private static Uri Address(string url) =>
        Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new AskedWronglyException($"{Url} \"{url}\": expected http://host or https://host");

    private async Task<int> Alone(string config, string receiver, bool isResolved, Func<string, string?> variable)
    {
        var folder = Directory.CreateTempSubdirectory("alerting-send-test-").FullName;
        try
        {
            // Other users of this machine could else post to it meanwhile.
            var token = Guid.NewGuid().ToString("N");
            var serve = ServeOptions.Read(
                ["--urls", ListenAddress.Free(), "--data", folder, "--config", config],
                name => name == Settings.Token ? token : name == Settings.ExternalUrl ? variable(name) : null);
            await using var app = await AlertingApp.Build(serve, new() { LeastLevel = LogLevel.None });
            await AlertingApp.Start(app, serve);
            var code = await Ask(new(app.Urls.First() + "/"), token, receiver, isResolved);
            await app.StopAsync();
            return code;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> Ask(Uri address, string? token, string receiver, bool isResolved)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = Patience };
        var path = $"api/receivers/{Uri.EscapeDataString(receiver)}/test{(isResolved ? "?resolved=true" : "")}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var answer = await client.SendAsync(request);
            return await Print(answer, receiver);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            throw new StartRefusedException($"{address.GetLeftPart(UriPartial.Authority)} does not answer", away);
        }
    }

    private async Task<int> Print(HttpResponseMessage answer, string receiver)
    {
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadGateway))
        {
            await errors.WriteLineAsync(answer.StatusCode switch
            {
                HttpStatusCode.NotFound => $"alerting: the configuration has no receiver \"{receiver}\"",
                HttpStatusCode.Unauthorized => $"alerting: the service wants its token in {Settings.Token}",
                _ => $"alerting: the service answered {(int)answer.StatusCode}",
            });
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
