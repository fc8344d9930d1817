using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Alerting.Handler.Composition;

namespace Alerting.Handler.Cli;

/// <summary>A service that runs, asked from the command line with the token of <c>ALERTING_TOKEN</c>.</summary>
internal sealed class RunningService : IDisposable
{
    /// <summary>The option that names it.</summary>
    public const string Url = "--url";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient client;

    /// <summary>The service at an address that ends with a slash.</summary>
    public RunningService(Uri address, string? token)
    {
        client = new() { BaseAddress = address, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization =
            token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The service of an option. Throws <see cref="AskedWronglyException"/>.</summary>
    public static RunningService At(string url, Func<string, string?> variable) =>
        Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new(uri, Settings.Set(variable, Settings.Token))
            : throw new AskedWronglyException($"{Url} \"{url}\": expected http://host or https://host");

    /// <summary>What it answers. Throws <see cref="StartRefusedException"/> where it does not.</summary>
    public async Task<HttpResponseMessage> Ask(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        try
        {
            return await client.SendAsync(request);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            throw new StartRefusedException(
                $"{client.BaseAddress!.GetLeftPart(UriPartial.Authority)} does not answer", away);
        }
    }

    /// <summary>Why an answer is none, one line.</summary>
    public static string Refusal(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => $"the service wants its token in {Settings.Token}",
        _ => $"the service answered {(int)status}",
    };

    /// <summary>The same with what the service says of it.</summary>
    public static async Task<string> Refusal(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.BadRequest)
        {
            return Refusal(answer.StatusCode);
        }

        using var problem = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return problem.RootElement.GetProperty("detail").GetString() ?? Refusal(answer.StatusCode);
    }

    public void Dispose() => client.Dispose();
}
