using Alerting.Adapters.Channels.Http;
using Alerting.Adapters.Channels.Webhook;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Http;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Ports;
using Alerting.Testing;
using Alerting.Testing.Vendors;
using Xunit;

namespace Alerting.Adapters.Tests.Channels.Http;

/// <summary>URLs that are templates, up to the call.</summary>
public sealed class UrlOfTests
{
    [Theory]
    [InlineData("https://hook.example/{{ .Status }}/{{ .CommonLabels.alertname | toLower }}", "https://hook.example/firing/a", false)]
    [InlineData("https://hook.example/?q={{ .CommonLabels.none }}", "https://hook.example/?q=", false)]
    [InlineData(" {{ .CommonLabels.host }}://hook.example/x ", null, true)]
    [InlineData("https://{{ .CommonLabels.alertname }}.example/x", "https://a.example/x", true)]
    [InlineData("https://hook.example/plain", "https://hook.example/plain", false)]
    public void A_URL_is_rendered_and_it_is_known_who_named_its_host(string template, string? expected, bool isHostFromData)
    {
        var isRendered = Render(template, out var url, out var fromData, out var fault);

        Assert.Equal(expected is not null, isRendered);
        Assert.Equal((expected, isHostFromData), (url?.Uri.AbsoluteUri, fromData));
        Assert.Equal(expected is null, fault is Receipt.Refused);
    }

    [Theory]
    [InlineData("s3cret {{ .CommonLabels.none }}", "nothing was sent: what the URL's template makes is not an absolute http or https URL")]
    [InlineData("http://{{ .CommonLabels.none }}/s3cret", "nothing was sent: what the URL's template makes is not an absolute http or https URL")]
    [InlineData("s3cret", "the configured URL is not an absolute http or https URL")]
    public void What_is_no_URL_says_whether_it_is_configured_or_made(string template, string expected)
    {
        Render(template, out _, out _, out var fault);

        Assert.Equal(expected, Assert.IsType<Receipt.Refused>(fault).Why);
    }

    [Theory]
    [InlineData("https://hook.example/s3cret-path/{{ .Nope }}")]
    [InlineData("https://hook.example/s3cret-path/{{ template \"nope\" . }}")]
    [InlineData("https://hook.example/s3cret-path/{{ .Status")]
    [InlineData("https://hook.example/s3cret-path/{{ nope }}")]
    public void A_template_that_fails_is_refused_with_its_error_and_without_its_text(string template)
    {
        Assert.False(Render(template, out _, out _, out var fault));

        var why = Assert.IsType<Receipt.Refused>(fault).Why;
        Assert.StartsWith("the template of the URL: template: ", why, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_labels_put_into_a_URL_is_hidden_like_the_rest_of_it()
    {
        Assert.True(Render("https://hook.example/{{ .CommonLabels.alertname }}-t0ken", out var url, out _, out _));

        Assert.Equal("https://hook.example/<secret>", url!.Shown);
        Assert.Equal("no <secret> here", url.Quote("no A-t0ken here"));
    }

    [Fact]
    public void A_template_in_a_file_is_rendered_as_well()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "https://{{ .CommonLabels.alertname }}.example/x\n");
            var webhook = Notices.Webhook("x") with { Url = Secret.FromFile(file) };

            Assert.True(UrlOf.TryRender(webhook, webhook.Url, HttpConfig.Usual, Notices.Of(webhook), out var url, out var fromData, out _));
            Assert.Equal(("https://a.example/x", true), (url.Uri.AbsoluteUri, fromData));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_label_leads_a_webhook_inside_only_where_that_is_allowed(bool isAllowed)
    {
        await using var sink = await WebhookSink.Start();
        using var outbound = new Outbound(new(), new FixedClock(), null, _ => null);
        var webhook = Notices.Webhook(sink.Url.Replace("127.0.0.1", "{{ .CommonLabels.host }}", StringComparison.Ordinal) + "/x");
        var notice = Notices.Of(webhook, Notices.Alert("alertname=A;host=127.0.0.1")) with { OutboundAllow = isAllowed ? ["127.0.0.0/8"] : [] };

        var receipt = await new WebhookChannel(outbound).Send(notice, TestContext.Current.CancellationToken);

        Assert.IsType(isAllowed ? typeof(Receipt.Delivered) : typeof(Receipt.Refused), receipt);
        Assert.Equal(isAllowed ? 1 : 0, sink.Requests.Count);
    }

    private static bool Render(string template, out SecretUrl? url, out bool fromData, out Receipt? fault)
    {
        Integration webhook = Notices.Webhook(template);
        return UrlOf.TryRender(webhook, Secret.Inline(template), HttpConfig.Usual, Notices.Of(webhook), out url, out fromData, out fault);
    }
}
