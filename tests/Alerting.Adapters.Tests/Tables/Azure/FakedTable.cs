using Alerting.Adapters.Azure;
using Alerting.Adapters.Tables.Azure;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Azure;

/// <summary>A store on a fake table service whose waits take no time.</summary>
public abstract class FakedTable : IAsyncLifetime
{
    protected const string P = "p";

    protected static readonly TimeSpan TryTimeout = new AzureRetry().TryTimeout;

    protected FakedTable() => Skipping = new(Clock, TryTimeout, TableServer.Within);

    protected FixedClock Clock { get; } = new();

    private protected SkippingClock Skipping { get; }

    protected TableServer Server { get; private set; } = null!;

    protected AzureTableStore Store { get; private set; } = null!;

    /// <summary>Another process at the same table.</summary>
    protected AzureTableStore Other { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await TableServer.Start(Clock);
        Other = await Server.NewStore(Clock);
        Store = await Server.NewStore(Skipping);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static Properties Number(int value) => new() { { "Number", value } };

    protected async Task<ETag> Insert(string key, int number = 1) =>
        (await Store.Commit(P, [RowWrite.Insert(key, Number(number))], Stop)).ETags[0];

    protected Task<CommitResult> Commit(params IReadOnlyList<RowWrite> writes) => Store.Commit(P, writes, Stop);
}
