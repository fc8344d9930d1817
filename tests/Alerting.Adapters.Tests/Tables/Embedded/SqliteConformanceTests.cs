using Alerting.Adapters.Tables.Embedded;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Tables;

namespace Alerting.Adapters.Tests.Tables.Embedded;

public sealed class SqliteConformanceTests : TableStoreConformance
{
    private readonly TemporaryFolder folder = new();
    private readonly List<SqliteTableStore> opened = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (var store in opened)
        {
            await store.DisposeAsync();
        }

        folder.Dispose();
        await base.DisposeAsync();
    }

    protected override Task<ITableStore> NewStore()
    {
        opened.Add(SqliteTableStore.Open(folder.In($"store{opened.Count}"), new FixedClock()));
        return Task.FromResult<ITableStore>(opened[^1]);
    }
}
