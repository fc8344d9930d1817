using Alerting.Core.Templates.Values;
using Xunit;

namespace Alerting.Core.Tests.Templates.Values;

public sealed class RawBytesTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("é日😀", 9)]
    public void The_length_of_a_string_is_its_bytes(string text, int bytes)
    {
        Assert.Equal(bytes, RawBytes.Length(text));
        Assert.Equal(bytes, RawBytes.Of(text).Length);
    }

    [Fact]
    public void A_byte_that_is_no_text_is_one()
    {
        Assert.Equal(2, RawBytes.Length("\uDCC3\uDCA9"));
        Assert.Equal(6, RawBytes.Length("a\uDCFF😀"));
    }

    [Fact]
    public void Bytes_that_are_no_text_come_back_as_they_were()
    {
        byte[] bytes = [0x41, 0xC3, 0xA9, 0xC3, 0xFF, 0x80, 0xF0, 0x9F, 0x98, 0x80, 0xF0, 0x9F, 0x98];

        Assert.Equal(bytes, RawBytes.Of(RawBytes.Text(bytes)));
    }

    [Fact]
    public void What_was_cut_in_two_is_whole_again_side_by_side()
    {
        var text = "a😀é";
        var cut = Enumerable.Range(0, RawBytes.Length(text)).Select(i => RawBytes.Slice(text, i, i + 1));

        Assert.Equal(text, RawBytes.Done(string.Concat(cut)));
        Assert.Equal("\uFFFD|\uFFFD", RawBytes.Done(RawBytes.Slice("é", 0, 1) + "|" + RawBytes.Slice("é", 1, 2)));
    }

    [Theory]
    [InlineData("{{slice \"héllo\" 0 2}}{{slice \"héllo\" 2}}", "héllo")]
    [InlineData("{{slice \"é\" 0 1}} {{slice \"é\" 1}}", "\uFFFD \uFFFD")]
    [InlineData("{{printf \"%q %x %d\" (slice \"é\" 1) (slice \"é\" 1) (index \"é\" 1)}}", "\"\\xa9\" a9 169")]
    [InlineData("{{len (slice \"é\" 1)}}{{printf \"%5s|\" (slice \"é\" 1)}}", "1    \uFFFD|")]
    [InlineData("{{base64encode \"\\xff\\xfe\"}} {{base64decode \"__4=\" | printf \"%x\"}}", "__4= fffe")]
    [InlineData("{{urlquery (slice \"é\" 1)}}", "%A9")]
    public void Templates_see_bytes(string template, string output) => Assert.Equal(output, Rendered.Text(template));

    [Fact]
    public void Runes_are_counted_for_widths() => Assert.Equal("   é日😀|", Rendered.Text("{{printf \"%6s|\" \"é日😀\"}}"));

    [Fact]
    public void No_output_has_half_a_surrogate_pair() => Assert.True(
        Rendered.Text("{{range 7}}{{slice \"é日😀\" .}}{{end}}").EnumerateRunes().All(rune => rune != default) &&
        !Rendered.Text("{{slice \"😀\" 1}}").Any(char.IsSurrogate));
}
