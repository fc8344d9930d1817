using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Alerting.Testing.Functions;

/// <summary>A handler of the test in this process; killed, it resets its connections without an answer.</summary>
internal sealed class HandlerDelegate : IHandlerRun
{
    private const int Killed = 137;

    private readonly WebApplication app;
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int isKilled;

    private HandlerDelegate(WebApplication app) => this.app = app;

    public Task<int> Exited => exited.Task;

    public static async Task<HandlerDelegate> Start(RequestDelegate answer, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, port);
            options.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new(app);
    }

    public void Kill()
    {
        if (Interlocked.Exchange(ref isKilled, 1) == 0)
        {
            _ = Stop();
        }
    }

    private async Task Stop()
    {
        // At once: what is being answered is cut off.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        exited.SetResult(Killed);
    }
}
