using System.Net;
using System.Net.Http.Headers;
using Alerting.Adapters.Tables.Azure;
using Alerting.Testing;
using Alerting.Testing.Azure;

namespace Alerting.Bench.Azure;

/// <summary>Nothing but an HTTP client and a signature: what a call costs at the least.</summary>
internal sealed class BareClient(Azurite azurite) : IDisposable
{
    private readonly AzureTableKey key = azurite.Options("any").Key!;

    private readonly HttpClient client =
        new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 64 });

    /// <summary>Sends it and reads the answer whole. Throws where it is neither a success nor a 404.</summary>
    public async Task<HttpResponseMessage> Send(Call call)
    {
        using var request = Made(call);
        var date = RealClock.Instance.GetUtcNow().ToString("r");
        request.Headers.Add("x-ms-date", date);
        var signed = key.Sign(date, request.RequestUri!.AbsolutePath);
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKeyLite", $"{key.Account}:{signed}");
        var answer = await client.SendAsync(request);
        return answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotFound
            ? answer
            : throw new InvalidOperationException(
                $"{(int)answer.StatusCode} {call.Method} {call.Path} {await answer.Content.ReadAsStringAsync()}");
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Made(Call call)
    {
        var request = new HttpRequestMessage(new(call.Method), new Uri(azurite.Endpoint, call.Path));
        if (call.Body.Length > 0)
        {
            request.Content = new ByteArrayContent(call.Body);
        }

        foreach (var (name, value) in call.Headers)
        {
            _ = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
                ? request.Content!.Headers.TryAddWithoutValidation(name, value)
                : request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
