using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Templates.Structured;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Integrations;

/// <summary>What an element of <c>pagerduty_configs</c> becomes.</summary>
public sealed class PagerdutyReaderTests
{
    [Fact]
    public void Everything_is_read()
    {
        var pager = Read("{routing_key: k, url: 'http://x', client: c, client_url: u, description: d, details: {a: '{{ .x }}', 1: two}, images: [{src: s, alt: a, href: h}, ~], links: [{href: h, text: t}], source: s, severity: e, class: l, component: o, group: g, timeout: 1m, send_resolved: no, http_config: {enable_http2: no}}");

        Assert.Equal(("k", "http://x", true, TimeSpan.FromMinutes(1), false), (pager.RoutingKey!.Reveal(_ => ""), pager.Url, pager.IsUrlConfigured, pager.Timeout, pager.SendResolved));
        Assert.Equal(("c", "u", "d", "s", "e"), (pager.Client, pager.ClientUrl, pager.Description, pager.Source, pager.Severity));
        Assert.Equal(("l", "o", "g", false), (pager.Class, pager.Component, pager.Group, pager.Http.Http2));
        Assert.Equal([new("a", new TemplateTree.Rendered("{{ .x }}")), new("1", new TemplateTree.Rendered("two"))], pager.Details);
        Assert.Equal([new("s", "a", "h")], pager.Images);
        Assert.Equal([new("h", "t")], pager.Links);
        Assert.Null(pager.ServiceKey);
    }

    [Fact]
    public void What_is_not_there_is_null_and_what_is_empty_stays_empty()
    {
        var pager = Read("{service_key_file: f, client: '', description: ~, source: '', severity: ''}");

        Assert.Equal(("f!", "", ""), (pager.ServiceKey!.Reveal(file => file + "!"), pager.Client, pager.Description));
        Assert.Null(pager.ClientUrl);
        Assert.Null(pager.RoutingKey);

        // The other two take the place of an empty text in Alertmanager as well.
        Assert.Null(pager.Source);
        Assert.Null(pager.Severity);
    }

    [Theory]
    [InlineData("{routing_key: k}", "{}", "https://events.pagerduty.com/v2/enqueue", false)]
    [InlineData("{routing_key: k}", "{pagerduty_url: 'http://g'}", "http://g", true)]
    [InlineData("{routing_key: k, url: 'http://o'}", "{pagerduty_url: 'http://g'}", "http://o", true)]
    [InlineData("{routing_key: k, url: ~}", "{pagerduty_url: 'http://g'}", "http://g", true)]
    [InlineData("{routing_key: k, url: 'http://o'}", "{pagerduty_url: ~}", "http://o", true)]
    public void Its_URL_is_its_own_or_that_of_global(string element, string global, string url, bool isConfigured)
    {
        var pager = Read(element, global);

        Assert.Equal((url, isConfigured), (pager.Url, pager.IsUrlConfigured));
    }

    private static Integration.Pagerduty Read(string element, string global = "{}") =>
        Assert.IsType<Integration.Pagerduty>(Texts.One("pagerduty", element, global));
}
