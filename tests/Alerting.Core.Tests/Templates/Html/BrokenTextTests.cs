using Xunit;

namespace Alerting.Core.Tests.Templates.Html;

/// <summary>Half surrogate pairs, and letters cut in two by their templates: Go's strings are bytes.</summary>
public sealed class BrokenTextTests
{
    [Theory]
    [InlineData("{{$x}}", "\uFFFD")]
    [InlineData("<p title=\"{{$x}}\">", "<p title=\"\uFFFD\">")]
    [InlineData("<p title={{$x}}>", "<p title=&#xfffd;>")]
    [InlineData("<a href=\"{{$x}}\">", "<a href=\"%ef%bf%bd\">")]
    [InlineData("<script>{{$x}}</script>", "<script>\"\uFFFD\"</script>")]
    [InlineData("<script>'{{$x}}'</script>", "<script>'\uFFFD'</script>")]
    [InlineData("<style>{{$x}}</style>", "<style>\uFFFD</style>")]
    [InlineData("<p {{$x}}>", "<p ZgotmplZ>")]
    public void Half_a_pair_is_replaced(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "\ud800"));
    }

    [Theory]
    [InlineData("{{slice $x 0 1}}{{slice $x 1 3}}", "\u2028")]
    [InlineData("<a href=\"/{{slice $x 0 1}}{{slice $x 1 3}}\">", "<a href=\"/%e2%80%a8\">")]
    [InlineData("<script>f({{slice $x 0 1}})</script>", "<script>f(\"\uFFFD\")</script>")]
    [InlineData("<p title={{slice $x 1 3}}>", "<p title=&#xfffd;&#xfffd;>")]
    public void Bytes_of_a_letter_are_escaped_as_bytes(string template, string shown)
    {
        Assert.Equal(shown, Page.Of(template, "\u2028"));
    }
}
