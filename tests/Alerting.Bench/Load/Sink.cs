using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Alerting.Bench.Load;

/// <summary>A webhook receiver on 127.0.0.1 that keeps of a payload only which alerts it has seen.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int expected;
    private readonly Action<string>? told;
    private readonly Action<JsonElement>? took;
    private int calls;
    private int distinct;

    private Sink(WebApplication app, int expected, Action<string>? told, Action<JsonElement>? took) =>
        (this.app, this.expected, this.told, this.took) = (app, expected, told, took);

    /// <summary>Where it listens.</summary>
    public string Url => app.Urls.Single();

    /// <summary>Calls so far.</summary>
    public int Calls => calls;

    /// <summary>Distinct alerts so far.</summary>
    public int Distinct => distinct;

    /// <summary>Done when every expected alert was seen.</summary>
    public Task All => all.Task;

    /// <summary>Listens once this returns.</summary>
    /// <param name="expected">Distinct alerts that will come.</param>
    /// <param name="told">Called with the number of each alert, each time it comes.</param>
    /// <param name="took">Called with each payload; its alerts need no numbers then.</param>
    public static async Task<Sink> Start(int expected, Action<string>? told = null, Action<JsonElement>? took = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        builder.Services.AddSingleton<IHostLifetime, BenchLifetime>();
        var sink = new Sink(builder.Build(), expected, told, took);
        sink.app.Urls.Add("http://127.0.0.1:0");
        sink.app.Run(sink.Take);
        await sink.app.StartAsync();
        return sink;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task Take(HttpContext context)
    {
        using var payload = await JsonDocument.ParseAsync(context.Request.Body);
        if (took is not null)
        {
            took(payload.RootElement);
            Interlocked.Increment(ref calls);
            return;
        }

        foreach (var alert in payload.RootElement.GetProperty("alerts").EnumerateArray())
        {
            var number = alert.GetProperty("labels").GetProperty(AlertBatches.Number).GetString()!;
            told?.Invoke(number);
            if (seen.TryAdd(number, true) && Interlocked.Increment(ref distinct) == expected)
            {
                all.TrySetResult();
            }
        }

        Interlocked.Increment(ref calls);
    }
}

/// <summary>Leaves Ctrl+C and SIGTERM to the process: they end the bench, not the sink alone.</summary>
internal sealed class BenchLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
