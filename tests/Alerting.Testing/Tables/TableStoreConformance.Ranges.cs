using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Testing.Tables;

public abstract partial class TableStoreConformance
{
    // In ordinal order of UTF-16 units. The emoji is a surrogate pair (U+D83D ...): in UTF-8 it would come last.
    private static readonly string[] Ordered =
    [
        "!", "%2F", "'", "+ &=;:,@$*()", "-", "0", "10", "2", "A", "Z", "_", "a", "a b", "a!", "aA", "aa", "b", "z",
        "~", "~~", "\u00A0", "\u00E4", "\u0436", "\u4E2D", "\uD7A3", "\U0001F600", "\U0001F600a", "\U0001F601",
        "\U0010FFFD", "\uE000", "\uF8FF", "\uFFEE",
    ];

    private async Task<List<string>> Keys(string from, string to, int limit = 1000)
    {
        var keys = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Store.Range(P, from, to, limit, continuation, Stop);
            Assert.True(page.Rows.Count <= limit);
            keys.AddRange(page.Rows.Select(row => row.Key));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return keys;
    }

    private Task Fill(IEnumerable<string> keys) => Done([.. keys.Select(key => RowWrite.Insert(key, Number(1)))]);

    [Fact]
    public async Task A_range_holds_its_first_bound_and_not_its_last()
    {
        await Fill(["a", "b", "b0", "c", "c0"]);

        Assert.Equal(["b", "b0"], await Keys("b", "c"));
        Assert.Equal(["b0", "c"], await Keys("b.", "c."));
        Assert.Equal(["b"], await Keys("b", "b0"));
        Assert.Empty(await Keys("b", "b"));
        Assert.Empty(await Keys("c", "b"));
        Assert.Empty(await Keys("d", "e"));
    }

    [Fact]
    public async Task A_range_returns_whole_rows()
    {
        var etag = (await Done(RowWrite.Insert("a", new() { { "Text", "x" }, { "Number", 1 } })))[0];

        var row = Assert.Single(await All(P, "a", "b"));

        Assert.Equal((P, "a", etag), (row.Partition, row.Key, row.ETag));
        AssertSame(new() { { "Text", "x" }, { "Number", 1 } }, row.Properties);
    }

    [Fact]
    public async Task Rows_come_in_the_ordinal_order_of_their_keys()
    {
        await Fill(Ordered.Reverse());

        Assert.Equal(Ordered.Order(StringComparer.Ordinal), await Keys("", "\uFFFF"));
        Assert.Equal(Ordered, await Keys("", "\uFFFF", limit: 3));
    }

    [Fact]
    public async Task Every_bound_cuts_where_the_ordinal_order_says()
    {
        await Fill(Ordered);

        for (var i = 0; i < Ordered.Length; i++)
        {
            Assert.Equal(Ordered[..i], await Keys("", Ordered[i]));
            Assert.Equal(Ordered[i..], await Keys(Ordered[i], "\uFFFF"));
        }
    }

    [Fact]
    public async Task A_prefix_finds_the_keys_that_start_with_it()
    {
        await Fill(["a~", "a~1", "a~2~x", "a\u007Fb".Replace("\u007F", "\u00A1", StringComparison.Ordinal), "b"]);

        var keys = await Store.Prefixed(P, "a~", Stop).Select(row => row.Key).ToListAsync(Stop);

        Assert.Equal(["a~", "a~1", "a~2~x"], keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    public async Task Pages_of_any_size_add_up_to_the_range(int limit)
    {
        var keys = Enumerable.Range(0, 20).Select(Key).ToList();
        await Fill(keys);

        Assert.Equal(keys, await Keys("k", "l", limit));
    }

    [Fact]
    public async Task Rows_that_stay_are_neither_lost_nor_repeated_when_others_come_and_go_between_pages()
    {
        await Fill(Enumerable.Range(0, 30).Select(Key));
        var seen = new List<string>();
        string? continuation = null;
        var pages = 0;
        do
        {
            var page = await Store.Range(P, "k", "l", 5, continuation, Stop);
            seen.AddRange(page.Rows.Select(row => row.Key));
            continuation = page.Continuation;
            if (pages < 5)
            {
                // The last row seen and the next one go; others come in front of, at and behind the place reached.
                await Done(
                    RowWrite.Delete(Key((5 * pages) + 4), ETag.Any), RowWrite.Delete(Key((5 * pages) + 5), ETag.Any),
                    RowWrite.Insert(Key(5 * pages) + "-new", Number(1)),
                    RowWrite.Insert(Key((5 * pages) + 8) + "-new", Number(1)));
            }
        }
        while (continuation is not null && ++pages < 50);

        var stayed = (await Keys("k", "l")).Where(key => !key.EndsWith("-new", StringComparison.Ordinal)).ToList();
        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(stayed, stayed.Intersect(seen));
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_page_of_another_size_than_1_to_1000_is_a_bug(int limit) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Range(P, "a", "b", limit, null, Stop));
}
