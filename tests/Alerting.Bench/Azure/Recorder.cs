using Alerting.Adapters.Tables.Azure;
using Alerting.Testing.Azure;
using Alerting.Testing.Vendors;
using Microsoft.AspNetCore.Http;

namespace Alerting.Bench.Azure;

/// <summary>Stands before Azurite, passes on what it is sent and keeps it.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    private readonly Azurite azurite;
    private readonly BareClient client;
    private VendorServer server = null!;

    private Recorder(Azurite azurite) => (this.azurite, client) = (azurite, new(azurite));

    /// <summary>Calls so far.</summary>
    public int Count => server.Requests.Count;

    private string Own => new Uri(server.Url).Authority;

    private string Behind => azurite.Endpoint.Authority;

    /// <summary>Listens once this returns.</summary>
    public static async Task<Recorder> Start(Azurite azurite)
    {
        var recorder = new Recorder(azurite);
        recorder.server = await VendorServer.Start(request => new(context => recorder.PassOn(request, context)));
        return recorder;
    }

    /// <summary>How to get at a table through it.</summary>
    public AzureTableOptions Options(string table) =>
        azurite.Options(table) with { Endpoint = new(server.Url + azurite.Endpoint.AbsolutePath) };

    /// <summary>The calls from one to another, for Azurite itself and another table.</summary>
    public Call[] Calls(int from, int to, string table, string other) =>
        [.. server.Requests.Skip(from).Take(to - from).Select(request => Call.Of(request).Moved((Own, Behind), (table, other)))];

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        client.Dispose();
    }

    private async Task PassOn(VendorRequest request, HttpContext context)
    {
        using var answer = await client.Send(Call.Of(request).Moved((Own, Behind)));
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.Headers.Date = answer.Headers.Date?.ToString("r");
        context.Response.Headers.ETag = answer.Headers.TryGetValues("ETag", out var tags) ? tags.Single() : null;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body);
        }
    }
}
