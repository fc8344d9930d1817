using System.Globalization;
using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Templates.Structured;
using Xunit;

namespace Alerting.Core.Tests.Configuration.Integrations;

/// <summary>What an element of <c>webhook_configs</c> becomes.</summary>
public sealed class WebhookReaderTests
{
    [Theory]
    [InlineData("~", null)]
    [InlineData("'{{ .Status }}'", "'{{ .Status }}'")]
    [InlineData("''", "''")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("{a: [1, -2, 1.5, yes, ~, 'no', 1e3, 18446744073709551615]}", "{a: [1, -2, 1.5, True, null, 'no', 1000, 18446744073709551615]}")]
    [InlineData("{a: 2026-11-21, b: !!str 5, c: \"6\"}", "{a: '2026-11-21', b: '5', c: '6'}")]
    [InlineData("{1: dropped, yes: dropped, ~: dropped, 'k{{ .x }}': {2: dropped, b: c}}", "{k{{ .x }}: {b: 'c'}}")]
    [InlineData("{a: &x {b: c}, d: *x}", "{a: {b: 'c'}, d: {b: 'c'}}")]
    [InlineData("{<<: {a: b, c: d}, e: f}", "{a: 'b', c: 'd', e: 'f'}")]
    [InlineData("{<<: [{a: b}, {c: d}]}", "{a: 'b', c: 'd'}")]
    public void A_payload_is_a_tree_as_go_sees_it(string payload, string? expected)
    {
        var read = Read($"{{url: 'http://x', payload: {payload}}}");

        Assert.Equal(expected, read.Payload is { } tree ? Shown(tree) : null);
        Assert.Null(read.NotBuilt);
    }

    [Theory]
    [InlineData("{url: 'http://x/{{ .Status }}'}", "http://x/{{ .Status }}")]
    [InlineData("{url: '{{ template \"x\" . }}'}", "{{ template \"x\" . }}")]
    [InlineData("{url_file: f}", "f!")]
    public void Its_URL_is_kept_as_it_is_written(string element, string expected) =>
        Assert.Equal(expected, Read(element).Url.Reveal(file => file + "!"));

    [Theory]
    [InlineData("{on: a, b: {1: c}}", "on", "1")]
    [InlineData("[{1.5: a}]", "1.5")]
    [InlineData("{'on': a, 'yes': b}")]
    public void A_key_that_is_left_out_is_a_warning(string payload, params string[] keys) => Assert.Equal(
        keys.Select(key => $"the key {key} is left out, as in Alertmanager: it is no text; put it in quotes"),
        Texts.Read(Texts.Of("webhook", $"{{url: 'http://x', payload: {payload}}}")).Warnings.Select(it => it.Message));

    private static Integration.Webhook Read(string element) =>
        Assert.IsType<Integration.Webhook>(Texts.One("webhook", element));

    private static string Shown(TemplateTree tree) => tree switch
    {
        TemplateTree.Rendered text => $"'{text.Template}'",
        TemplateTree.Scalar scalar => Convert.ToString(scalar.Value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "null",
        TemplateTree.List list => $"[{string.Join(", ", list.Items.Select(Shown))}]",
        TemplateTree.Map map => $"{{{string.Join(", ", map.Entries.Select(it => $"{it.Key}: {Shown(it.Value)}"))}}}",
        _ => throw new InvalidOperationException(),
    };
}
