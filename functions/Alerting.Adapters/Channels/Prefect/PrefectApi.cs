using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>
/// The REST API of a server or of Cloud, for the calls of one attempt. A server with CSRF protection refuses the first
/// of them; it is then asked for a token, which goes with all that follow.
/// </summary>
internal sealed class PrefectApi(
    Outbound outbound, Integration.Prefect integration, ImmutableArray<string> allow, CancellationToken deadline)
{
    private const int LongestToken = 1024;

    private static readonly string Client = Guid.NewGuid().ToString();

    private string? token;

    /// <summary>
    /// Posts JSON, and says what came of it: <see cref="Receipt.Delivered"/> for 200 with JSON, 201 and 204.
    /// </summary>
    /// <param name="path">Below the API, such as <c>/events</c>.</param>
    /// <param name="body">The exact bytes.</param>
    public async Task<Receipt> Post(string path, ReadOnlyMemory<byte> body)
    {
        if (!TryOpen(path, out var http, out var url, out var fault))
        {
            return fault;
        }

        var post = new OutboundPost(url, body, [], WantsBody: true) { Http = http, Allow = allow };
        var exchange = await outbound.Post(post with { Headers = Headers() }, deadline);
        if (IsCsrf(exchange) && await NewToken() is { } fresh)
        {
            token = fresh;
            exchange = await outbound.Post(post with { Headers = Headers() }, deadline);
        }

        return exchange.Judged(answer => PrefectAnswer.Judge(answer, url));
    }

    private bool TryOpen(
        string path, [NotNullWhen(true)] out HttpConfig? http,
        [NotNullWhen(true)] out SecretUrl? url, [NotNullWhen(false)] out Receipt? fault)
    {
        url = null;
        return SecretTrial.TryMake(Authorized, out http, out fault)
            && UrlOf.TryOpen(integration, http, (integration.ApiUrl.TrimEnd('/') + path, []), out url, out fault);
    }

    // Cloud takes a bearer token; a server compares user and password, and refuses a bearer token.
    private HttpConfig Authorized()
    {
        if (integration.ApiKey is { } key)
        {
            return integration.Http.WithBearer(key.RevealAs("api_key_file"));
        }

        return integration.AuthString?.RevealAs("auth_string_file").Split(':', 2) is { } pair
            ? integration.Http.WithBasic(pair[0], pair.Length > 1 ? pair[1] : "")
            : integration.Http;
    }

    private KeyValuePair<string, string>[] Headers() => token is null
        ? []
        : [new("Prefect-Csrf-Token", token), new("Prefect-Csrf-Client", Client)];

    private static bool IsCsrf(Exchange exchange) => exchange is Exchange.Answered { Status: 403 } answer
        && (answer.Body.Contains("csrf", StringComparison.OrdinalIgnoreCase)
            || answer.Body.Contains("client identifier", StringComparison.OrdinalIgnoreCase));

    private async Task<string?> NewToken()
    {
        if (!TryOpen("/csrf-token?client=" + Client, out var http, out var url, out _))
        {
            return null;
        }

        var get = new OutboundPost(url, default, [], WantsBody: true)
        {
            Http = http,
            Allow = allow,
            Method = HttpMethod.Get,
        };
        return await outbound.Post(get, deadline) is Exchange.Answered { Status: 200 } answer
            ? Token(answer.Body)
            : null;
    }

    private static string? Token(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var value = document.RootElement.TryGetProperty("token", out var member) ? member.GetString() : null;
            return value is { Length: > 0 and <= LongestToken } && value.All(c => c is > ' ' and < '\u007f')
                ? value
                : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
