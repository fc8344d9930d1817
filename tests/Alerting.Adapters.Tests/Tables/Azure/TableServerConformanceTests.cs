using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Tables;

namespace Alerting.Adapters.Tests.Tables.Azure;

/// <summary>The fake of the table protocol, held to the suite that the real ones are held to.</summary>
public class TableServerConformanceTests : TableStoreConformance
{
    private readonly List<TableServer> servers = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override async Task<ITableStore> NewStore()
    {
        var clock = new FixedClock();
        servers.Add(await TableServer.Start(clock));
        Arrange(servers[^1]);
        return await servers[^1].NewStore(clock);
    }

    protected virtual void Arrange(TableServer server) { }
}

/// <summary>The same with what the service may do to a range and an emulator never does.</summary>
public sealed class TableServerPagesConformanceTests : TableServerConformanceTests
{
    protected override void Arrange(TableServer server) => (server.HasEmptyPages, server.PageRows) = (true, 7);
}
