using Alerting.Core.Sources.AlertmanagerApi;
using Xunit;

namespace Alerting.Core.Tests.Sources.AlertmanagerApi;

public sealed class RequestUriTests
{
    [Theory]
    [InlineData("http://p:9090/graph?g0.expr=a%3Eb&g0.tab=1")]
    [InlineData("/graph")]
    [InlineData("//x")]
    [InlineData("*")]
    [InlineData("mailto:x y")]
    [InlineData("a+.-1:")]
    [InlineData("http:?x")]
    [InlineData("http://")]
    [InlineData("http://h?%zz")]
    [InlineData("http://h/a b")]
    [InlineData("http://h/é%C3%a9")]
    [InlineData("http://é<>\"/")]
    [InlineData("http://u:p%20@h:/")]
    [InlineData("http://%c3%25/")]
    [InlineData("http://[::1]:80/")]
    [InlineData("http://[fe80::1%25en0%20]/")]
    [InlineData("http://h#%zz")]
    [InlineData("http://h/#\u0001")]
    public void An_absolute_uri_or_path_is_one(string text) => Assert.True(RequestUri.IsOne(text));

    [Theory]
    [InlineData("")]
    [InlineData("#x")]
    [InlineData("x")]
    [InlineData("*x")]
    [InlineData("?x")]
    [InlineData(":x")]
    [InlineData("1a:b")]
    [InlineData("é:b")]
    [InlineData("http://a\u0001b")]
    [InlineData("http://a\u007fb")]
    [InlineData("http://h:8a/")]
    [InlineData("http://a b/")]
    [InlineData("http://a{b}/")]
    [InlineData("http://a%20b/")]
    [InlineData("http://a%zz/")]
    [InlineData("http://a%c/")]
    [InlineData("http://h/%zz")]
    [InlineData("/%4")]
    [InlineData("http://u|@h/")]
    [InlineData("http://u%zz@h/")]
    [InlineData("http://[::1")]
    [InlineData("http://[::1]x")]
    [InlineData("http://[fe80::1%en0]/")]
    [InlineData("http://[::1%25%7b]/")]
    public void Nothing_else_is(string text) => Assert.False(RequestUri.IsOne(text));
}
