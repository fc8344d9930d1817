using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Testing.Tables;

public abstract partial class TableStoreConformance
{
    private static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Seven decimals, as many as there are.
    private static readonly DateTimeOffset Latest = new(DateTimeOffset.MaxValue.Ticks, TimeSpan.Zero);

    private static readonly string LongText = new('\u00E4', 32_768);

    /// <summary>False for Azurite, which writes numbers as JavaScript does.</summary>
    protected virtual bool KeepsNegativeZero => true;

    private async Task<object?> RoundTrip(object value)
    {
        await Done(RowWrite.Insert("a", new() { { "Value", value } }));
        return (await Read("a")).Properties["Value"];
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(0)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1L)]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData("")]
    [InlineData(" spaces, <tags> & \"quotes\" ' \\ % ")]
    [InlineData("lines\r\n\ttabs")]
    [InlineData("a\0b\0")]
    [InlineData("\u0001\u001F\u007F\u0085")]
    [InlineData("\U0001F600 \uE000 \uFFEE \u4E2D")]
    [InlineData("1601-01-01T00:00:00Z")]
    public async Task A_value_comes_back_with_its_type(object value)
    {
        var read = await RoundTrip(value);

        Assert.Equal(value, read);
        Assert.Equal(value.GetType(), read!.GetType());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(double.Epsilon)]
    [InlineData(0.0)]
    [InlineData(-0.0)]
    [InlineData(3.0)]
    [InlineData(0.1)]
    public async Task A_double_comes_back_bit_by_bit(double value)
    {
        Assert.SkipWhen(value == 0 && double.IsNegative(value) && !KeepsNegativeZero, "it has no negative zero");
        var read = Assert.IsType<double>(await RoundTrip(value));

        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
    }

    [Fact]
    public async Task Instants_keep_100_nanoseconds_from_1601_to_9999()
    {
        var now = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);
        Properties given = new() { { "First", Earliest }, { "Last", Latest }, { "Now", now } };

        await Done(RowWrite.Insert("a", given));

        AssertSame(given, (await Read("a")).Properties);
    }

    [Fact]
    public async Task An_instant_of_another_offset_comes_back_in_utc()
    {
        var value = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(2));

        var read = Assert.IsType<DateTimeOffset>(await RoundTrip(value));

        Assert.Equal((value, TimeSpan.Zero), (read, read.Offset));
    }

    [Fact]
    public async Task A_guid_comes_back() =>
        Assert.Equal(
            new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            await RoundTrip(new Guid("00112233-4455-6677-8899-aabbccddeeff")));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    public async Task Bytes_come_back(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)(i * 31)).ToArray();

        Assert.Equal(bytes, Assert.IsType<byte[]>(await RoundTrip(bytes)));
    }

    [Fact]
    public async Task A_text_of_32768_characters_comes_back() => Assert.Equal(LongText, await RoundTrip(LongText));

    [Fact]
    public async Task A_row_of_252_properties_comes_back()
    {
        var properties = Numbered(252);

        await Done(RowWrite.Insert("a", properties));

        AssertSame(properties, (await Read("a")).Properties);
    }

    [Fact]
    public async Task A_row_without_properties_comes_back()
    {
        await Done(RowWrite.Insert("a", []));

        Assert.Equal(0, (await Read("a")).Properties.Count);
    }

    [Fact]
    public async Task A_null_is_left_out_and_a_merge_of_it_leaves_what_is_stored()
    {
        await Done(RowWrite.Insert("a", new() { { "Kept", 1 }, { "Nothing", null } }));
        await Done(RowWrite.Merge("a", new() { { "Kept", null } }, ETag.Any));

        AssertSame(new() { { "Kept", 1 } }, (await Read("a")).Properties);
    }

    [Fact]
    public async Task What_a_caller_does_to_its_bytes_later_is_not_stored()
    {
        byte[] bytes = [1, 2, 3];
        await Done(RowWrite.Insert("a", new() { { "Value", bytes } }));

        bytes[0] = 9;
        (await Read("a")).Properties.Binary("Value")![1] = 9;

        Assert.Equal([1, 2, 3], (await Read("a")).Properties.Binary("Value"));
    }

    [Fact]
    public async Task The_longest_keys_are_stored()
    {
        var key = new string('\u4E2D', 512);

        await Done(RowWrite.Insert(key, Number(1)));

        Assert.Equal(key, (await Read(key)).Key);
        Assert.Equal([key], await Keys("", "\uFFFF"));
    }

    private static Properties Numbered(int count)
    {
        var properties = new Properties();
        for (var i = 0; i < count; i++)
        {
            properties.Add($"P{i}", i);
        }

        return properties;
    }
}
