using Alerting.Core.Alerts;
using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Groups.Rows;
using Alerting.Testing;
using Alerting.Testing.Tables;
using Xunit;

namespace Alerting.Core.Tests.Groups.Rows;

public sealed class FlushRowsTests
{
    private static readonly GroupId Group = GroupId.Of("{}:{}", "team", 0);

    private readonly MemoryTableStore store = new(new FixedClock());
    private readonly Shards shards = new(1);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(29_999, 1)]
    [InlineData(30_000, 1)]
    [InlineData(30_001, 2)]
    [InlineData(59_999, 2)]
    [InlineData(60_000, 2)]
    public async Task A_flush_of_any_size_is_read_as_it_was_written(int alerts, int rows)
    {
        var flush = Of(7, alerts);
        var writes = FlushRows.Write(Group, flush, null).ToArray();
        await store.Commit(shards.Of(Group), writes, default);
        await store.Commit(shards.Of(Group), [.. FlushRows.Write(Group, Of(8, 1), null)], default);

        var read = await new GroupStore(store, shards).Flush(Group, 7, default);

        Assert.Equal(rows, writes.Length);
        Assert.Equal((flush.Number, flush.At), (read!.Number, read.At));
        Assert.Equal(flush.Alerts, read.Alerts);
    }

    [Fact]
    public async Task A_flush_that_is_not_there_is_null() =>
        Assert.Null(await new GroupStore(store, shards).Flush(Group, 7, default));

    [Fact]
    public void The_keys_are_those_of_the_rows_that_are_stored_already() => Assert.Equal(
        [$"g~{Group.Value}~f~0000001795336452665~000", $"g~{Group.Value}~f~0000001795336452665~001"],
        FlushRows.Write(Group, Of(1_795_336_452_665, 30_001), null).Select(write => write.Key));

    private static Flush Of(long number, int alerts) => new()
    {
        Number = number,
        At = DateTimeOffset.UnixEpoch,
        Alerts = [.. Enumerable.Range(0, alerts).Select(i => new FlushedAlert(
            new Fingerprint((ulong)i), AlertStatus.Firing, DateTimeOffset.UnixEpoch.AddSeconds(i), null))],
    };
}
