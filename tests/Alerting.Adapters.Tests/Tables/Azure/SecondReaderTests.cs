using System.Diagnostics;
using System.Text.Json;
using Alerting.Adapters.Tables.Azure;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Azure;

/// <summary>Azure's own client for Node and the adapter at one table: each reads what the other has written.</summary>
public sealed class SecondReaderTests
{
    private static readonly DateTimeOffset Instant =
        new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Azures_own_client_and_the_adapter_read_each_other_exactly()
    {
        var azurite = await Azurite.Shared();
        var table = "second" + Guid.NewGuid().ToString("N");
        var store = new AzureTableStore(azurite.Options(table), RealClock.Instance);
        await store.EnsureTable(Stop);
        await store.Commit("ours", [RowWrite.Insert("it's 100% \U0001F600", Ours())], Stop);
        var made = await store.Commit(
            "both", [.. "abc".Select((key, i) => RowWrite.Insert($"{key}", new() { { "Number", i } }))], Stop);

        using var said = await Read(azurite.ConnectionString, table);

        AssertOurs(said.RootElement.GetProperty("ours"));
        Assert.Equal(
            made.ETags.Select((etag, i) => ($"{"abc"[i]}", i, etag.Value)),
            said.RootElement.GetProperty("before").EnumerateArray()
                .Select(row => (row[0].GetString()!, row[1].GetInt32(), row[2].GetString()!)));
        AssertTheirs((await store.Get("theirs", "every type's \u4e2d", Stop))!.Properties);
        Assert.Equal(
            [("a", 10), ("c", 2), ("new", 4)],
            (await store.Range("both", "a", "z", 10, null, Stop)).Rows
                .Select(row => (row.Key, row.Properties.Int("Number"))));
    }

    private static Properties Ours() => new()
    {
        { "Text", "lines\r\n\"quoted\" \u00e4\u4e2d\U0001F600 \0" },
        { "Int", int.MinValue },
        { "Long", long.MinValue },
        { "Double", 0.1 },
        { "Whole", 3.0 },
        { "Odd", double.NegativeInfinity },
        { "Truth", true },
        { "Instant", Instant },
        { "Guid", Id },
        { "Bytes", new byte[] { 0, 1, 2, 255 } },
    };

    private static void AssertOurs(JsonElement ours)
    {
        // JavaScript cannot tell 3.0 from 3; that the service can is in the suite.
        (string Name, string Type, string Value)[] expected =
        [
            ("Text", "String", "lines\r\n\"quoted\" \u00e4\u4e2d\U0001F600 \0"), ("Int", "Int32", "-2147483648"),
            ("Long", "Int64", "-9223372036854775808"), ("Double", "Double", "0.1"), ("Whole", "Int32", "3"),
            ("Odd", "Double", "-Infinity"), ("Truth", "Boolean", "true"),
            ("Instant", "DateTime", "2026-03-02T08:00:00.1234567Z"), ("Guid", "Guid", Id.ToString()),
            ("Bytes", "Binary", "AAEC/w=="),
        ];
        foreach (var (name, type, value) in expected)
        {
            var seen = ours.GetProperty(name);
            Assert.Equal(
                (name, type, value), (name, seen.GetProperty("type").ToString(), seen.GetProperty("value").ToString()));
        }

        Assert.Equal(expected.Length + 2, ours.EnumerateObject().Count());
    }

    private static void AssertTheirs(Properties theirs)
    {
        Assert.Equal("quo\"ted \u00e4 \U0001F600", Assert.IsType<string>(theirs["Text"]));
        Assert.Equal(-7, Assert.IsType<int>(theirs["Int"]));
        Assert.Equal(long.MaxValue, Assert.IsType<long>(theirs["Long"]));
        Assert.Equal(0.1, Assert.IsType<double>(theirs["Double"]));
        Assert.Equal(3.0, Assert.IsType<double>(theirs["Whole"]));
        Assert.True(Assert.IsType<bool>(theirs["Truth"]));
        Assert.Equal(Instant, Assert.IsType<DateTimeOffset>(theirs["Instant"]));
        Assert.Equal(Id, Assert.IsType<Guid>(theirs["Guid"]));
        Assert.Equal([0, 1, 2, 255], Assert.IsType<byte[]>(theirs["Bytes"]));
        Assert.Equal(9, theirs.Count);
    }

    private static async Task<JsonDocument> Read(string connection, string table)
    {
        var script = Path.Combine(
            NpmPeers.Repository, "tests", "Alerting.Adapters.Tests", "Tables", "Azure", "second-reader.mjs");
        var packages = Path.Combine(NpmPeers.Repository, "tests", "peers", "package.json");
        using var node = Process.Start(new ProcessStartInfo(Peer.Find("node"), [script, connection, table, packages])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(Stop), node.StandardError.ReadToEndAsync(Stop));
        await node.WaitForExitAsync(Stop);
        Assert.True(node.ExitCode == 0, await error);
        return JsonDocument.Parse(await output);
    }
}
