using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Tables;

namespace Alerting.Adapters.Tests.Tables;

public sealed class MemoryConformanceTests : TableStoreConformance
{
    protected override Task<ITableStore> NewStore() =>
        Task.FromResult<ITableStore>(new MemoryTableStore(new FixedClock()));
}
