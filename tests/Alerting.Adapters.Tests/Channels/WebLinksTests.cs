using Alerting.Adapters.Channels;
using Alerting.Core.Alerts;
using Xunit;

namespace Alerting.Adapters.Tests.Channels;

public sealed class WebLinksTests
{
    [Theory]
    [InlineData("https://a.example", "https://a.example")]
    [InlineData(" HTTP://a.example/ü?b c ", "http://a.example/%C3%BC?b%20c")]
    [InlineData("ftp://a.example", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("/a", null)]
    [InlineData("", null)]
    public void Only_addresses_of_the_web_pass(string url, string? expected) =>
        Assert.Equal(expected, WebLinks.Clean(url));

    [Theory]
    [InlineData(1980, true)]
    [InlineData(1990, false)]
    public void An_address_has_at_most_2000_characters(int path, bool passes) =>
        Assert.Equal(passes, WebLinks.Clean("https://a.example/" + new string('a', path)) is not null);

    [Theory]
    [InlineData(10, 10, "receiver=rrrrrrrrrr&filter=%7Ba%3D%22vvvvvvvvvv%22%7D")]
    [InlineData(10, 3000, "receiver=rrrrrrrrrr")]
    [InlineData(3000, 10, "&filter=%7Ba%3D%22vvvvvvvvvv%22%7D")]
    [InlineData(3000, 3000, "")]
    public void The_page_of_a_group_says_no_more_than_fits(int receiver, int value, string expected)
    {
        var notification = Notices.Of(Notices.Webhook("http://a")) with
        {
            Receiver = new string('r', receiver),
            GroupLabels = LabelSet.From([new("a", new string('v', value))]),
        };

        Assert.Equal("http://alerting:9093/#/alerts?" + expected, WebLinks.Group(notification));
    }
}
