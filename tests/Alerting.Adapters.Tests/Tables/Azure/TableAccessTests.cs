using Alerting.Adapters.Tables.Azure;
using Alerting.Core.Ports;
using Alerting.Testing.Azure;
using Azure.Core;
using Xunit;

namespace Alerting.Adapters.Tests.Tables.Azure;

public sealed class TableAccessTests : FakedTable
{
    private AzureTableStore With(TokenCredential credential, string table = "alerting") =>
        new(new() { Endpoint = Server.Endpoint, Table = table, Credential = credential }, Skipping);

    private static async Task<string> Away(Func<Task> call) =>
        (await Assert.ThrowsAsync<StoreUnavailableException>(call)).Message;

    [Fact]
    public async Task A_wrong_key_is_said_without_saying_the_key()
    {
        var wrong = Convert.ToBase64String("another key"u8);
        var store = new AzureTableStore(
            new() { Endpoint = Server.Endpoint, Key = new(TableServer.Account, wrong) }, Skipping);

        foreach (var call in new Func<Task>[] { () => store.EnsureTable(Stop), () => store.Get(P, "a", Stop) })
        {
            var said = await Away(call);

            Assert.Contains("table alerting of storage account fakeaccount", said, StringComparison.Ordinal);
            Assert.Contains("AccountKey", said, StringComparison.Ordinal);
            Assert.DoesNotContain(wrong, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_named_and_never_taken_for_a_missing_row()
    {
        var store = new AzureTableStore(Server.Options("absent"), Skipping);
        RowWrite one = RowWrite.Delete("a", ETag.Any), two = RowWrite.Delete("b", ETag.Any);
        Func<Task>[] calls =
        [
            () => store.Get(P, "a", Stop), () => store.Range(P, "a", "b", 1, null, Stop),
            () => store.Commit(P, [one], Stop), () => store.Commit(P, [one, two], Stop),
        ];

        foreach (var call in calls)
        {
            Assert.Contains("absent", await Away(call), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_created_once()
    {
        var store = new AzureTableStore(Server.Options("fresh"), Skipping);

        await store.EnsureTable(Stop);
        await store.EnsureTable(Stop);

        Assert.Equal(1, Server.Count("tables"));
        Assert.Null(await store.Get(P, "a", Stop));
    }

    [Fact]
    public async Task A_table_whose_creation_got_no_answer_is_there()
    {
        Server.Next(TableFault.TimedOut, TableFault.LostAnswer, TableFault.LostAnswer);
        var store = new AzureTableStore(Server.Options("fresh"), Skipping);

        await store.EnsureTable(Stop);

        Assert.Null(await store.Get(P, "a", Stop));
    }

    [Fact]
    public async Task A_table_that_may_not_be_created_is_said_with_what_to_do()
    {
        Server.MayCreate = false;
        var store = new AzureTableStore(Server.Options("fresh"), Skipping);

        var said = await Away(() => store.EnsureTable(Stop));

        Assert.Contains("no table fresh in storage account fakeaccount", said, StringComparison.Ordinal);
        Assert.Contains("create it", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_presents_its_token_for_storage()
    {
        Server.Token = "fake-token";
        var credential = new FakeCredential("fake-token");

        Assert.True((await With(credential).Commit(P, [RowWrite.Insert("a", Number(1))], Stop)).IsDone);

        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task An_identity_that_is_not_let_in_is_told_the_role_it_needs()
    {
        var said = await Away(() => With(new FakeCredential("other")).Get(P, "a", Stop));

        Assert.Contains("Storage Table Data Contributor", said, StringComparison.Ordinal);
        Assert.DoesNotContain("other", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_is_never_sent_over_http_to_another_machine() =>
        Assert.Throws<ArgumentException>(() => new AzureTableStore(
            new() { Endpoint = new("http://example.com/fakeaccount"), Credential = new FakeCredential("t") }, Clock));

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    public async Task A_local_clock_that_is_20_minutes_off_is_put_right_by_the_first_refusal(int minutes)
    {
        Server.Skew = TimeSpan.FromMinutes(minutes);
        var store = new AzureTableStore(Server.Options(), Skipping);

        await Away(() => store.Get(P, "a", Stop));

        Assert.Null(await store.Get(P, "a", Stop));
        await new AzureTableStore(Server.Options(), Skipping).EnsureTable(Stop);
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(0)]
    [InlineData(300)]
    public async Task The_time_is_that_of_the_service(int skew)
    {
        Server.Skew = TimeSpan.FromSeconds(skew);
        var store = new AzureTableStore(Server.Options(), Skipping);
        Assert.Equal(Clock.GetUtcNow(), new AzureTableStore(Server.Options(), Skipping).UtcNow);

        await store.EnsureTable(Stop);

        Assert.InRange(
            (store.UtcNow - Clock.GetUtcNow() - Server.Skew).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task What_was_asked_for_is_counted()
    {
        await Insert("a");
        await Commit(RowWrite.Insert("b", Number(1)), RowWrite.Insert("c", Number(1)));
        await Commit(RowWrite.Insert("a", Number(1)));
        await Store.Get(P, "nobody", Stop);
        await Store.Range(P, "a", "b", 1, null, Stop);

        var counts = Store.Counts;
        Assert.Equal((3, 1, 1, 3), (counts.Transactions, counts.PointReads, counts.RangePages, counts.RowsWritten));
    }

    [Fact]
    public async Task Guards_answer_before_anything_is_sent()
    {
        RowWrite[] many = [.. Enumerable.Range(0, 101).Select(i => RowWrite.Insert($"{i}", Number(1)))];
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Commit(P, many, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Get(P, "a/b", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Range(P, "a", "b", 1001, null, Stop));

        Assert.Equal(0, Server.Count("all"));
    }

    private sealed class FakeCredential(string token) : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new(token, DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
