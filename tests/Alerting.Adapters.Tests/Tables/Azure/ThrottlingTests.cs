using System.Globalization;
using Alerting.Core.Ports;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Azure;

public sealed class ThrottlingTests : FakedTable
{
    private static readonly TimeSpan Twelve = TimeSpan.FromSeconds(12);

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_minute_of_throttling_is_waited_out_as_long_as_asked(int status)
    {
        var fault = status == 503 ? TableFault.Busy("12") : TableFault.TooMany("12");
        Server.Next([.. Enumerable.Repeat(fault, 5)]);

        Assert.True((await Commit(RowWrite.Insert("a", Number(1)))).IsDone);

        Assert.Equal(Enumerable.Repeat(Twelve, 5), Skipping.Waits);
        Assert.Equal(1, Server.Count("insert"));
    }

    [Fact]
    public async Task A_date_to_come_back_at_is_by_the_clock_of_the_service()
    {
        Server.Skew = TimeSpan.FromMinutes(5);
        var at = (Clock.GetUtcNow() + Server.Skew + Twelve).ToString("r", CultureInfo.InvariantCulture);
        Server.Next(TableFault.Busy(at));

        Assert.Null(await Store.Get(P, "a", Stop));

        Assert.Equal([Twelve], Skipping.Waits);
    }

    [Fact]
    public async Task Throttling_without_an_end_is_a_store_that_is_away_until_it_ends()
    {
        Server.Always = TableFault.Busy();

        var away = await Assert.ThrowsAsync<StoreUnavailableException>(() => Commit(RowWrite.Insert("a", Number(1))));

        Assert.Contains("503 ServerBusy", away.Message, StringComparison.Ordinal);
        Assert.Equal(6, Server.Count("all"));
        var half = TimeSpan.FromMilliseconds(250);
        foreach (var wait in Skipping.Waits)
        {
            Assert.InRange(wait, half, half * 2);
            half *= 2;
        }

        Server.Always = null;
        Assert.True((await Commit(RowWrite.Insert("a", Number(1)))).IsDone);
    }

    [Fact]
    public async Task A_service_that_asks_for_more_than_half_a_minute_is_not_asked_again()
    {
        Server.Always = TableFault.Busy("31");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Get(P, "a", Stop));

        Assert.Equal(1, Server.Count("all"));
    }

    [Fact]
    public async Task A_read_that_breaks_off_is_made_again()
    {
        await Insert("a", 7);
        Server.Next(TableFault.Broken, TableFault.LostAnswer, TableFault.TimedOut);

        Assert.Equal(7, (await Store.Get(P, "a", Stop))!.Properties.Int("Number"));
    }

    [Fact]
    public async Task A_caller_that_leaves_while_it_is_waited_is_let_go_and_nothing_is_tried_again()
    {
        using var leaving = new CancellationTokenSource();
        Server.Always = TableFault.Busy("12");
        Skipping.Meanwhile = () => leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.Commit(P, [RowWrite.Insert("a", Number(1))], leaving.Token));

        Assert.Equal(1, Server.Count("all"));
    }

    [Fact]
    public async Task A_caller_that_leaves_during_a_try_is_let_go_and_nothing_is_tried_again()
    {
        using var leaving = new CancellationTokenSource();
        Server.Next(TableFault.Hanging);
        var commit = Store.Commit(P, [RowWrite.Insert("a", Number(1))], leaving.Token);
        await Server.Received(Stop);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
        Assert.Equal(1, Server.Count("all"));
    }

    [Fact]
    public async Task Nobody_there_is_a_store_that_is_away()
    {
        await Server.DisposeAsync();

        var away = await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Get(P, "a", Stop));

        Assert.Contains("alerting", away.Message, StringComparison.Ordinal);
        Assert.Contains(TableServer.Account, away.Message, StringComparison.Ordinal);
        Assert.Equal(5, Skipping.Waits.Count);
    }
}
