using System.Net.Http.Headers;
using System.Text;
using Alerting.Core.Ports;
using Alerting.Handler;
using Alerting.Handler.Cli;
using Alerting.Testing.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Alerting.Stories.Doors;

/// <summary>The application in this process, on a free port.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningApp(WebApplication app)
    {
        this.app = app;
        Client = new() { BaseAddress = new(app.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
    }

    public HttpClient Client { get; }

    public static async Task<RunningApp> Start(
        string? token = null, long maxBody = ServeOptions.DefaultMaxBody, ITableStore? store = null,
        string? config = null, TimeProvider? time = null, string address = "http://127.0.0.1:0", string? ingestToken = null)
    {
        var options = new ServeOptions
        {
            Addresses = [ListenAddress.Parse(address)],
            Data = "memory",
            Config = config,
            ExternalUrl = "http://alerting.example",
            Access = new(
                token is null ? null : new(token), ingestToken is null ? null : new(ingestToken), IsOpen: token is null),
            MaxBody = maxBody,
        };
        var app = await AlertingApp.Build(
            options, new() { Store = store ?? new MemoryTableStore(AlertingApp.SystemTime()), Time = time, LeastLevel = LogLevel.Warning });
        await AlertingApp.Start(app, options);
        return new(app);
    }

    public Task<HttpResponseMessage> Post(string json, CancellationToken cancellation) =>
        Post(new StringContent(json, Encoding.UTF8, "application/json"), null, cancellation);

    public async Task<HttpResponseMessage> Post(
        HttpContent content, AuthenticationHeaderValue? authorization, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/alertmanager") { Content = content };
        request.Headers.Authorization = authorization;
        return await Client.SendAsync(request, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
