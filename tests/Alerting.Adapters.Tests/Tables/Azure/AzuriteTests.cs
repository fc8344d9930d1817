using Alerting.Adapters.Tables.Azure;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Azure;

/// <summary>What the suite does not ask of a real table service.</summary>
public sealed class AzuriteTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_time_is_the_machines_to_a_second()
    {
        var store = await (await Azurite.Shared()).NewStore(RealClock.Instance);

        Assert.InRange(
            (store.UtcNow - RealClock.Instance.GetUtcNow()).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        var azurite = await Azurite.Shared();
        var wrong = new AzureTableKey("devstoreaccount1", Convert.ToBase64String("wrong"u8));
        var store = new AzureTableStore(new() { Endpoint = azurite.Endpoint, Key = wrong }, RealClock.Instance);

        var said = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.EnsureTable(Stop));

        Assert.Contains("AccountKey", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_connection_string_leads_to_it_and_a_missing_table_is_named()
    {
        var options = AzureTableOptions.Parse((await Azurite.Shared()).ConnectionString);
        var store = new AzureTableStore(
            new() { Endpoint = options.Endpoint, Key = options.Key, Table = "absent" }, RealClock.Instance);

        foreach (var call in new Func<Task>[]
        {
            () => store.Get("p", "a", Stop),
            () => store.Commit("p", [RowWrite.Delete("a", ETag.Any)], Stop),
            () => store.Commit("p", [RowWrite.Insert("a", []), RowWrite.Insert("b", [])], Stop),
        })
        {
            var said = await Assert.ThrowsAsync<StoreUnavailableException>(call);
            Assert.Contains("absent", said.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_it_holds_is_there_after_a_stop()
    {
        await using var azurite = await Azurite.Start(inMemory: false);
        var store = await azurite.NewStore(RealClock.Instance);
        var etag = (await store.Commit("p", [RowWrite.Insert("a", new() { { "Number", 7 } })], Stop)).ETags[0];

        await azurite.Stop();
        await azurite.Run();

        var row = await store.Get("p", "a", Stop);
        Assert.Equal((etag, 7), (row!.ETag, row.Properties.Int("Number")));
    }
}
