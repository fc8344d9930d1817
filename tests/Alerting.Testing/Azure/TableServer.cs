using System.Collections.Concurrent;
using Alerting.Adapters.Tables.Azure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Alerting.Testing.Azure;

/// <summary>
/// The table service as documented, in memory on 127.0.0.1 and a free port, for what an emulator does not do: throttle,
/// lose answers, hang, be of another time, hand out empty pages. Stricter than Azurite: signatures, dates, versions and
/// the partition of a transaction are checked.
/// </summary>
public sealed partial class TableServer : IAsyncDisposable
{
    /// <summary>The only account.</summary>
    public const string Account = "fakeaccount";

    /// <summary>How long a call to it may take in all.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(90);

    private readonly WebApplication app;
    private readonly TimeProvider time;
    private readonly ConcurrentQueue<TableFault> faults = new();
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TableRows> tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim arrived = new(0);

    private TableServer(WebApplication app, TimeProvider time) => (this.app, this.time) = (app, time);

    /// <summary>The account's key, base64.</summary>
    public static string Key { get; } = Convert.ToBase64String("the key of the fake account"u8);

    public Uri Endpoint { get; private set; } = null!;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={Endpoint}";

    /// <summary>How far its clock is ahead of the one it was given.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>The bearer token taken besides the key; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>What is done to every call until it is null again; <see cref="Next"/> comes first.</summary>
    public TableFault? Always { get; set; }

    /// <summary>What is done to a call by its number, from 1, unless something else is to be done to it.</summary>
    public Func<int, TableFault?> ByNumber { get; set; } = _ => null;

    /// <summary>Rows of a page at the most, whatever is asked for.</summary>
    public int PageRows { get; set; } = 1000;

    /// <summary>Whether each page comes after an empty one with a continuation.</summary>
    public bool HasEmptyPages { get; set; }

    /// <summary>Whether tables may be created.</summary>
    public bool MayCreate { get; set; } = true;

    /// <summary>
    /// Tries carried out, by kind: <c>get</c>, <c>query</c>, <c>insert</c>, <c>upsert</c>, <c>replace</c>,
    /// <c>merge</c>, <c>delete</c>, <c>batch</c>, <c>tables</c>; and all that arrived as <c>all</c>.
    /// </summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>How many of a kind.</summary>
    public int Count(string kind) => counts.GetValueOrDefault(kind);

    /// <summary>Listens once this returns.</summary>
    public static async Task<TableServer> Start(TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(System.Net.IPAddress.Loopback, 0);
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            options.AddServerHeader = false;
        });
        var server = new TableServer(builder.Build(), time);
        server.app.Run(server.Answer);
        await server.app.StartAsync();
        var addresses = server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Endpoint = new(addresses.Addresses.Single() + "/" + Account);
        return server;
    }

    /// <summary>What is done to the next calls, one each, in order.</summary>
    public void Next(params TableFault[] next)
    {
        foreach (var fault in next)
        {
            faults.Enqueue(fault);
        }
    }

    /// <summary>Returns once one more call has arrived whole.</summary>
    public Task Received(CancellationToken cancellation) => arrived.WaitAsync(cancellation);

    /// <summary>How to get at a table of it, with the key.</summary>
    public AzureTableOptions Options(string table = "alerting") =>
        new() { Endpoint = Endpoint, Table = table, Key = new(Account, Key) };

    /// <summary>A store with its table.</summary>
    public async Task<AzureTableStore> NewStore(TimeProvider clock, string table = "alerting")
    {
        tables.TryAdd(table, new());
        var store = new AzureTableStore(Options(table), clock);
        await store.EnsureTable(CancellationToken.None);
        counts.Clear();
        while (await arrived.WaitAsync(TimeSpan.Zero))
        {
            // Only calls from here on count.
        }

        return store;
    }

    public async ValueTask DisposeAsync()
    {
        // At once: a request that hangs on purpose must not hold the test.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        arrived.Dispose();
    }

    private void Count(string kind, int by) => counts.AddOrUpdate(kind, by, (_, before) => before + by);

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var number = counts.AddOrUpdate("all", 1, (_, before) => before + 1);
        var fault = faults.TryDequeue(out var next) ? next : Always ?? ByNumber(number);
        arrived.Release();
        if (fault is { IsApplied: false })
        {
            await Break(context, fault);
            return;
        }

        var answer = Carry(context, body);
        await (fault is null ? Write(context, answer) : Break(context, fault));
    }

    private Task Break(HttpContext context, TableFault fault)
    {
        switch (fault.Status)
        {
            case 0:
                context.Abort();
                return Task.CompletedTask;
            case -1:
                var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                context.RequestAborted.Register(left.SetResult);
                return left.Task;
            default:
                context.Response.Headers.RetryAfter = fault.RetryAfter;
                return Write(context, new(fault.Status, Body: TableWire.Error(fault.Code)));
        }
    }

    private Task Write(HttpContext context, TableReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.Headers.Date = (time.GetUtcNow() + Skew).ToString("r");
        context.Response.Headers.ETag = reply.ETag;
        context.Response.ContentType = reply.Body.StartsWith("--", StringComparison.Ordinal)
            ? "multipart/mixed; boundary=batchresponse_1"
            : "application/json;odata=minimalmetadata;charset=utf-8";
        return reply.Status == 204 ? Task.CompletedTask : context.Response.WriteAsync(reply.Body);
    }
}
