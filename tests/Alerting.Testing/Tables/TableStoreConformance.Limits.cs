using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Testing.Tables;

public abstract partial class TableStoreConformance
{
    /// <summary>What no property may hold, by what is wrong with it.</summary>
    public static TheoryData<string> WrongValues =>
        ["text too long", "half a pair", "other half", "bytes too long", "too early", "decimal", "float", "list"];

    private static object Wrong(string what) => what switch
    {
        "text too long" => LongText + "x",
        "half a pair" => "a\uD83D",
        "other half" => "\uDE00a",
        "bytes too long" => new byte[65_537],
        "too early" => Earliest.AddTicks(-1),
        "decimal" => 1m,
        "float" => 1f,
        _ => new List<int>(),
    };

    private async Task<string> Bug(params RowWrite[] writes)
    {
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => Commit(writes));
        Assert.Empty(await Snapshot());
        return thrown.Message;
    }

    [Theory]
    [MemberData(nameof(WrongValues))]
    public async Task A_value_that_cannot_be_stored_is_a_bug(string what)
    {
        var message = await Bug(
            RowWrite.Insert("first", Number(1)), RowWrite.Insert("second", new() { { "Odd", Wrong(what) } }));

        Assert.Contains("second", message, StringComparison.Ordinal);
        Assert.Contains("Odd", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a@b")]
    [InlineData("PartitionKey")]
    [InlineData("RowKey")]
    [InlineData("Timestamp")]
    public async Task A_name_that_is_no_identifier_or_taken_is_a_bug(string name) =>
        Assert.Contains(
            $"property '{name}'", await Bug(RowWrite.Insert("a", new() { { name, 1 } })), StringComparison.Ordinal);

    [Theory]
    [InlineData("é1")]
    [InlineData("_1")]
    [InlineData("aß")]
    [InlineData("Z9_z0")]
    public async Task Every_identifier_is_a_name(string name)
    {
        await Done(RowWrite.Insert("a", new() { { name, 1 } }));

        Assert.Equal(1, (await Store.Get(P, "a", default))!.Properties.Int(name));
    }

    [Fact]
    public async Task A_name_of_256_characters_is_a_bug_and_one_of_255_is_not()
    {
        await Bug(RowWrite.Insert("a", new() { { new string('n', 256), 1 } }));

        await Done(RowWrite.Insert("a", new() { { new string('n', 255), 1 } }));
    }

    [Fact]
    public async Task More_than_252_properties_are_a_bug() =>
        Assert.Contains("253", await Bug(RowWrite.Insert("a", Numbered(253))), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\0")]
    [InlineData("\u001F")]
    [InlineData("\u007F")]
    [InlineData("\u009F")]
    public async Task A_key_that_breaks_a_rule_is_a_bug(string key)
    {
        await Bug(RowWrite.Insert(key, Number(1)));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Commit(key, [RowWrite.Insert("a", Number(1))], Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Get(P, key, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Get(key, "a", Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Range(key, "a", "b", 1, null, Stop));
    }

    [Fact]
    public async Task A_key_with_half_of_a_surrogate_pair_is_a_bug()
    {
        await Bug(RowWrite.Insert("\uD83D", Number(1)));
        await Bug(RowWrite.Insert("a\uDE00", Number(1)));
    }

    [Fact]
    public async Task A_key_of_513_characters_is_a_bug() =>
        await Bug(RowWrite.Insert(new string('k', 513), Number(1)));

    [Fact]
    public async Task A_row_of_more_than_1_MiB_is_a_bug_with_text_counted_as_utf16()
    {
        // 15 × 64 KiB of text fit beside the names; 16 do not, although they are 512 KiB of UTF-8.
        await Bug(RowWrite.Insert("a", Texts(16)));

        await Done(RowWrite.Insert("a", Texts(15)));
    }

    [Fact]
    public async Task A_transaction_of_more_than_4_MiB_is_a_bug()
    {
        // As base64: 47 × 85 KiB are below 4 MiB, 48 are above.
        RowWrite[] writes =
        [
            .. Enumerable.Range(0, 48).Select(i => RowWrite.Insert(Key(i), new() { { "Value", new byte[65_536] } })),
        ];

        Assert.Contains("4194304", await Bug(writes), StringComparison.Ordinal);

        await Done(writes[..46]);
    }

    private static Properties Texts(int count)
    {
        var properties = new Properties();
        for (var i = 0; i < count; i++)
        {
            properties.Add($"P{i}", new string('x', 32_768));
        }

        return properties;
    }
}
