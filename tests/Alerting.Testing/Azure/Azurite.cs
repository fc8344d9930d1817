using System.Globalization;
using Alerting.Adapters.Tables.Azure;
using Alerting.Testing.Processes;

namespace Alerting.Testing.Azure;

/// <summary>
/// Microsoft's emulator of the table service, real and running on 127.0.0.1. Its queries read every row there is: keep
/// it below some 2,000 rows.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>Published, and the same for every emulator.</summary>
    public const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Account = "devstoreaccount1";

    // A test run that is killed leaves none behind; unref, because SIGINT ends it only once nothing is waited for.
    private const string EndWithParent =
        "data:text/javascript,process.stdin.on('end',()=>process.exit()).resume().unref()";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static Azurite? shared;

    private readonly string program;
    private readonly bool inMemory;
    private readonly ProcessFolder folder = new();
    private PeerProcess? process;

    private Azurite(string program, bool inMemory) => (this.program, this.inMemory) = (program, inMemory);

    /// <summary>Where it listens; the same after a restart.</summary>
    public int Port { get; } = LocalPorts.Free();

    public Uri Endpoint => new($"http://127.0.0.1:{Port}/{Account}");

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};TableEndpoint={Endpoint}";

    /// <summary>The one all tests of an assembly share; ended by <see cref="EndShared"/>.</summary>
    public static async Task<Azurite> Shared()
    {
        await Gate.WaitAsync();
        try
        {
            return shared ??= await Start();
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Ends the shared one where there is one.</summary>
    public static async Task EndShared()
    {
        if (Interlocked.Exchange(ref shared, null) is { } running)
        {
            await running.DisposeAsync();
        }
    }

    /// <summary>
    /// One of its own. On disk it keeps what it has been told only over a <see cref="Stop"/>; in memory it is faster
    /// and keeps nothing.
    /// </summary>
    public static async Task<Azurite> Start(bool inMemory = true)
    {
        var azurite = new Azurite(await NpmPeers.Find("azurite/dist/src/table/main.js"), inMemory);
        await azurite.Run();
        return azurite;
    }

    /// <summary>How to get at a table of it.</summary>
    public AzureTableOptions Options(string table) =>
        new() { Endpoint = Endpoint, Table = table, Key = new(Account, Key) };

    /// <summary>A store with a table of its own.</summary>
    public async Task<AzureTableStore> NewStore(TimeProvider time)
    {
        var store = new AzureTableStore(Options("t" + Guid.NewGuid().ToString("N")), time);
        await store.EnsureTable(CancellationToken.None);
        return store;
    }

    /// <summary>Starts it, on the port it had.</summary>
    public async Task Run()
    {
        string[] args =
        [
            "--import", EndWithParent, program, "--tableHost", "127.0.0.1", "--tablePort", Port.ToString(CultureInfo.InvariantCulture),
            "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--tableKeepAliveTimeout", "60",
            .. inMemory ? new[] { "--inMemoryPersistence" } : ["--location", folder.Path],
        ];
        process = PeerProcess.Start("node", args);
        using var patience = new CancellationTokenSource(Patience, RealClock.Instance);
        await process.Listens(Port, patience.Token);
    }

    /// <summary>Ends it so that it writes out what it holds: of all signals only SIGINT does.</summary>
    public async Task Stop()
    {
        using var patience = new CancellationTokenSource(Patience, RealClock.Instance);
        await process!.Interrupt(patience.Token);
        await process.DisposeAsync();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        folder.Dispose();
    }
}
