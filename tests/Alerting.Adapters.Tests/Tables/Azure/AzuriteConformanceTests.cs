using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Alerting.Testing.Tables;

[assembly: Xunit.AssemblyFixture(typeof(SharedAzurite))]

namespace Alerting.Adapters.Tests.Tables.Azure;

public sealed class AzuriteConformanceTests : TableStoreConformance
{
    private static readonly Lazy<Task<ITableStore>> Table = new(Open);

    protected override bool KeepsNegativeZero => false;

    protected override Task<ITableStore> NewStore() => Table.Value;

    private static async Task<ITableStore> Open() =>
        await (await Azurite.Shared()).NewStore(RealClock.Instance);
}
