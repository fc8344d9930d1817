using System.Net.Http.Headers;
using System.Text;
using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Core.Ports;
using Alerting.Handler;
using Alerting.Handler.Cli;
using Alerting.Handler.Http;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Functions;
using Alerting.Testing.Processes;
using Alerting.Testing.Tables;
using Alerting.Testing.Vendors;
using Alerting.Testing.Worlds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Alerting.Stories.Azure;

/// <summary>
/// The application under the Functions host with a clock that is moved by hand: minutes of trouble take no time. Its own
/// clock is ten minutes ahead of the store's and the broker's, which must not matter to anything. Rows are in memory;
/// messages, envelopes and vendors are as they are. A group waits a second: until time passes, nobody looks at what was
/// posted.
/// </summary>
internal sealed class StandingAzure : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly FunctionsHost host;
    private readonly ProcessFolder folder;
    private readonly HttpClient toApp;
    private readonly OpenCalls sending;

    private StandingAzure(WebApplication app, FunctionsHost host, ProcessFolder folder, HttpClient toApp, OpenCalls sending) =>
        (this.app, this.host, this.folder, this.toApp, this.sending) = (app, host, folder, toApp, sending);

    public required FixedClock Clock { get; init; }

    public required HookedStore Store { get; init; }

    public required ServiceBusServer Bus { get; init; }

    public required VendorServer Vendor { get; init; }

    public FunctionsHost Host => host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="integration">One integration of the receiver, with VENDOR for the vendor's address.</param>
    /// <param name="vendor">Who is told.</param>
    public static async Task<StandingAzure> Start(string integration, VendorServer vendor)
    {
        var clock = new FixedClock();
        var store = new HookedStore(new MemoryTableStore(clock));
        var bus = await ServiceBusServer.Start(clock, [.. QueueNames.Deployed]);
        var sending = new OpenCalls(new Uri(bus.Url).Port);
        var folder = new ProcessFolder();
        var config = folder.Write("alertmanager.yml",
            "route: { receiver: team, group_by: [alertname], group_wait: 1s }\nreceivers: [ { name: team, "
            + integration.Replace("VENDOR", vendor.Url, StringComparison.Ordinal) + " } ]\n");
        var wrong = new OffsetClock(clock, TimeSpan.FromMinutes(10));
        var port = LocalPorts.Free();
        var options = new ServeOptions
        {
            Addresses = [ListenAddress.Parse($"http://127.0.0.1:{port}")],
            Data = "memory",
            ExternalUrl = "http://alerting.example",
            Config = config,
            HostPort = port,
            Access = new(new AccessToken("t"), null, IsOpen: false),
            Engines = new(null, ServiceBusOptions.Parse(bus.ConnectionString)),
        };
        var app = await AlertingApp.Build(options, new() { Time = wrong, Store = store, LeastLevel = LogLevel.Warning });
        await AlertingApp.Start(app, options);
        var toApp = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        var host = await FunctionsHost.Start(new()
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ServiceBus"] = bus.ConnectionString,
                ["ALERTING_CHECK_SCHEDULE"] = "0 * * * * *",
            },
            Bus = bus,
            Time = clock,
            Handler = context => PassOn(context, toApp),
        });
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "t");
        return new(app, host, folder, toApp, sending) { Clock = clock, Store = store, Bus = bus, Vendor = vendor };
    }

    public async Task<HttpResponseMessage> Post(string name)
    {
        var body = AlertmanagerPost.Body(name, "a", Clock.GetUtcNow());
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.Client.PostAsync("/api/alertmanager", content, Stop);
    }

    /// <summary>
    /// Lets time pass by steps, running the timer every minute if asked to, until it holds; at most so long, which has to be
    /// much longer than it takes: a busy machine needs many steps for what a quick one does between two.
    /// </summary>
    public async Task<bool> Pass(TimeSpan most, Func<bool> until, bool withTimer = false)
    {
        var step = TimeSpan.FromMilliseconds(500);
        for (var passed = TimeSpan.Zero; passed < most && !until(); passed += step)
        {
            Clock.Advance(step);
            if (withTimer && passed.TotalSeconds % 60 == 0)
            {
                _ = Quietly(host.RunTimer("CheckDue"));
            }

            await Settle();
        }

        return until();
    }

    /// <summary>
    /// What a step set going runs on real sockets, the slower the busier the machine: some calls over the same sockets and
    /// threads take their share of that. Messages have two seconds of the moved clock, four steps: they are waited for.
    /// </summary>
    private async Task Settle()
    {
        await RealClock.Instance.Pause(TimeSpan.FromMilliseconds(15), Stop);
        for (var call = 0; call < 3; call++)
        {
            using var answer = await toApp.GetAsync(new Uri("/-/healthy", UriKind.Relative), Stop);
        }

        Assert.True(await RealClock.Instance.Until(() => sending.None, TimeSpan.FromMinutes(3), Stop));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        toApp.Dispose();
        sending.Dispose();
        await Bus.DisposeAsync();
        await Vendor.DisposeAsync();
        folder.Dispose();
    }

    private static async Task Quietly(Task run)
    {
        try
        {
            await run;
        }
        catch (InvalidOperationException)
        {
            // The timer failed, as it does while the store is away.
        }
    }

    private static async Task PassOn(HttpContext context, HttpClient to)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var request = new HttpRequestMessage(
            new(context.Request.Method), new Uri(context.Request.Path + context.Request.QueryString, UriKind.Relative))
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        foreach (var header in context.Request.Headers.Where(it => it.Key is not ("Host" or "Content-Length" or "Transfer-Encoding")))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, (string?)header.Value))
            {
                request.Content.Headers.TryAddWithoutValidation(header.Key, (string?)header.Value);
            }
        }

        using var answer = await to.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }
}
