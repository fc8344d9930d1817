using System.Text;
using System.Text.Json;
using Alerting.Core.Sources.AlertmanagerApi;
using Alerting.Testing;
using Xunit;

namespace Alerting.Core.Tests.Sources.AlertmanagerApi;

public sealed class GoJsonScanTests
{
    private const string Alphabet = "[]{}\",:\\u0019-+.eEtrufalsn \n\u0001\u00ff";

    [Theory]
    [InlineData("[] trailing", 2)]
    [InlineData(" null", 5)]
    [InlineData("nullx", 4)]
    [InlineData("-0.5e+7]", 7)]
    [InlineData("0x", 1)]
    [InlineData("\"a\\u00e9\\\\\"\"", 11)]
    [InlineData("""{"a":[1,{"b":{}},true],"c":false}}""", 33)]
    [InlineData(" [ 1 , 2 ] ]", 10)]
    public void The_first_value_ends_where_its_text_does(string json, int length)
    {
        var scan = new GoJsonScan(Encoding.UTF8.GetBytes(json));

        Assert.Null(scan.Fault);
        Assert.Equal(length, scan.Length);
    }

    [Theory]
    [InlineData("[", "unexpected EOF")]
    [InlineData("[1", "unexpected EOF")]
    [InlineData("{\"a\"", "unexpected EOF")]
    [InlineData("\"a", "unexpected EOF")]
    [InlineData("\"\\", "unexpected EOF")]
    [InlineData("\"\\u12", "unexpected EOF")]
    [InlineData("-", "unexpected EOF")]
    [InlineData("1.", "unexpected EOF")]
    [InlineData("tru", "unexpected EOF")]
    [InlineData("]", "invalid character ']' looking for beginning of value")]
    [InlineData("[1,]", "invalid character ']' looking for beginning of value")]
    [InlineData("[1}", "invalid character '}' after array element")]
    [InlineData("[01]", "invalid character '1' after array element")]
    [InlineData("{]", "invalid character ']' looking for beginning of object key string")]
    [InlineData("{\"a\":1,}", "invalid character '}' looking for beginning of object key string")]
    [InlineData("{\"a\";1}", "invalid character ';' after object key")]
    [InlineData("{\"a\":1 2}", "invalid character '2' after object key:value pair")]
    [InlineData("{\"a\":1]", "invalid character ']' after object key:value pair")]
    [InlineData("-a", "invalid character 'a' in numeric literal")]
    [InlineData("[1.]", "invalid character ']' after decimal point in numeric literal")]
    [InlineData("[1e+]", "invalid character ']' in exponent of numeric literal")]
    [InlineData("nil", "invalid character 'i' in literal null (expecting 'u')")]
    [InlineData("\"\t\"", "invalid character '\\t' in string literal")]
    [InlineData("\"\\x\"", "invalid character 'x' in string escape code")]
    [InlineData("\"\\u12g4\"", "invalid character 'g' in \\u hexadecimal character escape")]
    [InlineData("'", "invalid character '\\'' looking for beginning of value")]
    [InlineData("{\"a\":1\"", "invalid character '\"' after object key:value pair")]
    [InlineData("\ufeff[]", "invalid character 'ï' looking for beginning of value")]
    [InlineData("\0", "invalid character '\\x00' looking for beginning of value")]
    public void What_is_not_JSON_is_refused_in_the_words_of_Go(string json, string expected) =>
        Assert.Equal(expected, new GoJsonScan(Encoding.UTF8.GetBytes(json)).Fault);

    [Theory]
    [InlineData("", true)]
    [InlineData(" \t\r\n", true)]
    [InlineData("\u00a0", false)]
    public void Only_white_space_is_nothing(string json, bool isEmpty) =>
        Assert.Equal(isEmpty, new GoJsonScan(Encoding.UTF8.GetBytes(json)).IsEmpty);

    [Theory]
    [InlineData(9_999, null)]
    [InlineData(10_000, null)]
    [InlineData(10_001, "invalid character '[' exceeded max depth")]
    public void As_many_levels_are_taken_as_Go_takes(int levels, string? fault)
    {
        var json = Encoding.UTF8.GetBytes(new string('[', levels) + new string(']', levels));

        Assert.Equal(fault, new GoJsonScan(json).Fault);
    }

    // What one of them takes and the other does not would be an exception out of a reader that never throws.
    [Fact]
    public void Whatever_passes_is_JSON_to_the_reader_that_comes_after()
    {
        var seed = Seeds.Or(20260704);
        var random = new Random(seed);
        var passed = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var json = Enumerable.Range(0, random.Next(1, 12))
                .Select(_ => (byte)Alphabet[random.Next(Alphabet.Length)]).ToArray();
            var scan = new GoJsonScan(json);
            if (scan.Fault is null && !scan.IsEmpty)
            {
                passed++;
                Assert.True(IsJson(json.AsMemory(0, scan.Length)), $"seed {seed}: {Convert.ToHexString(json)}");
            }
        }

        Assert.InRange(passed, 100, 20_000);
    }

    private static bool IsJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
