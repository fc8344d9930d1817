using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Sources;
using Xunit;

namespace Alerting.Core.Tests.Alerts;

public sealed class GoJsonTests
{
    [Theory]
    [InlineData("<a>&", @"\u003ca\u003e\u0026")]
    [InlineData("\u2028\u2029", @"\u2028\u2029")]
    [InlineData("\"\\/", @"\""\\/")]
    [InlineData("\n\r\t\b\f", @"\n\r\t\b\f")]
    [InlineData("\0\u0001\u001f", @"\u0000\u0001\u001f")]
    [InlineData("it's 1+1 \u007f é 日本 😀", "it's 1+1 \u007f é 日本 😀")]
    [InlineData("", "")]
    public void Text_is_escaped_as_go_does(string text, string expected) =>
        Assert.Equal($"\"{expected}\"", Read(new GoJson().Text(text)));

    [Fact]
    public void Text_that_is_not_for_html_keeps_its_brackets_and_what_was_taken_is_forgotten()
    {
        var json = new GoJson { IsForHtml = false }.BeginArray().Text("<a>&\u2028\n");
        Assert.Equal(@"[""<a>&\u2028\n""", Read(json));

        json.Forget();

        Assert.Equal(",\"b\"]", Read(json.Text("b").EndArray()));
    }

    [Fact]
    public void Members_and_elements_are_separated_by_commas()
    {
        var json = new GoJson().BeginObject()
            .Name("a").BeginArray().Number(1).Null().Truth(true).BeginObject().EndObject().Text("x").EndArray()
            .Name("b").Labels(LabelSet.From([new("z", "1"), new("c", "2")]))
            .Name("d").BeginArray().EndArray()
            .EndObject().EndLine();

        Assert.Equal("""{"a":[1,null,true,{},"x"],"b":{"c":"2","z":"1"},"d":[]}""" + "\n", Read(json));
    }

    [Theory]
    [InlineData("2026-11-21T11:00:00.100Z", "2026-11-21T11:00:00.1Z")]
    [InlineData("2026-11-21T11:00:00+00:00", "2026-11-21T11:00:00Z")]
    [InlineData("2026-11-21T11:00:00.123456700-05:30", "2026-11-21T11:00:00.1234567-05:30")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    public void Times_are_printed_as_go_does(string text, string expected)
    {
        Assert.True(Rfc3339.TryParse(text, out var value));

        Assert.Equal(expected, Rfc3339.Format(value));
    }

    [Theory]
    [InlineData("2026-11-21T11:00:00.1239Z", "2026-11-21T11:00:00.123Z")]
    [InlineData("2026-11-21T11:00:00-05:30", "2026-11-21T11:00:00.000-05:30")]
    public void The_api_prints_milliseconds(string text, string expected)
    {
        Assert.True(Rfc3339.TryParse(text, out var value));

        Assert.Equal(expected, Rfc3339.FormatMilliseconds(value));
    }

    private static string Read(GoJson json) => Encoding.UTF8.GetString(json.Written.Span);
}
