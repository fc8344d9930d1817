using Alerting.Core.Ports;
using Xunit;

namespace Alerting.Core.Tests.Ports;

public sealed class WireSizeTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("plain", 5)]
    [InlineData("plain\"", 7)]
    [InlineData("\\plain", 7)]
    [InlineData("a\nb\tc", 7)]
    [InlineData("plain\u0001", 11)]
    [InlineData("\u001fplain\u0001\"", 19)]
    [InlineData("ß🙂", 6)]
    public void Text_counts_as_it_is_escaped(string text, int bytes) => Assert.Equal(bytes, Of(text) - Of(""));

    private static long Of(string text) => WireSize.Of("p", RowWrite.Insert("k", new() { { "Text", text } }));
}
