using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Templates;
using Alerting.Core.Templates.Data;
using Alerting.Core.Templates.Structured;
using Xunit;

namespace Alerting.Core.Tests.Templates.Structured;

/// <summary>
/// What rendered texts become. The rows were compared with yaml.v2 and encoding/json, but where they are said to differ.
/// </summary>
public sealed class StructuredTemplateTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData(" \n", "null")]
    [InlineData("# only a comment", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("3", "3")]
    [InlineData("007", "7")]
    [InlineData("08", "8")]
    [InlineData("0o17", "15")]
    [InlineData("0x1F", "31")]
    [InlineData("0b11", "3")]
    [InlineData("1_000", "1000")]
    [InlineData("+5", "5")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("18446744073709551616", "18446744073709552000")]
    [InlineData("-9223372036854775809", "-9223372036854776000")]
    [InlineData("1.50", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1e309", "\"1e309\"")]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("y", "true")]
    [InlineData("tRue", "\"tRue\"")]
    [InlineData("2026-01-01", "\"2026-01-01\"")]
    [InlineData("2026-01-01T00:00:00Z", "\"2026-01-01T00:00:00Z\"")]
    [InlineData("2026-01-01 00:00:00 +0000 UTC", "\"2026-01-01 00:00:00 +0000 UTC\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("10.0.0.1", "\"10.0.0.1\"")]
    [InlineData("5%", "\"5%\"")]
    [InlineData("'quoted'", "\"'quoted'\"")]
    [InlineData("\"quoted\"", "\"\\\"quoted\\\"\"")]
    [InlineData("!!str 5", "\"!!str 5\"")]
    [InlineData("!!int x", "\"!!int x\"")]
    [InlineData("a: b", "{\"a\":\"b\"}")]
    [InlineData("a: b: c", "\"a: b: c\"")]
    [InlineData("http://x.y/z", "\"http://x.y/z\"")]
    [InlineData("- a\n- 2", "[\"a\",2]")]
    [InlineData("[1, two, [3]]", "[1,\"two\",[3]]")]
    [InlineData("{\"b\":1,\"a\":{\"x\":null},\"é\":\"<\"}", "{\"a\":{\"x\":null},\"b\":1,\"é\":\"\\u003c\"}")]
    [InlineData("{1: a, yes: b, ~: c, d: e, 2026-01-01: f}", "{\"2026-01-01\":\"f\",\"d\":\"e\"}")]
    [InlineData("{a: 1, a: 2}", "{\"a\":2}")]
    [InlineData("x: &m {a: 1}\nz: {<<: *m, b: 2}", "{\"x\":{\"a\":1},\"z\":{\"a\":1,\"b\":2}}")]
    [InlineData("b: {<<: [{a: 1}, {a: 2, c: 3}]}", "{\"b\":{\"a\":1,\"c\":3}}")]
    [InlineData("b: {<<: 5}", "\"b: {\\u003c\\u003c: 5}\"")]
    [InlineData("{[a]: b}", "\"{[a]: b}\"")]
    [InlineData("*x", "\"*x\"")]
    [InlineData("*bold* word", "\"*bold* word\"")]
    [InlineData("@here", "\"@here\"")]
    [InlineData("`code`", "\"`code`\"")]
    [InlineData(": nothing before", "\": nothing before\"")]
    [InlineData("\n: x", "\"\\n: x\"")]
    [InlineData("...", "\"...\"")]
    [InlineData("\t3", "\"\\t3\"")]
    [InlineData("\u001b[31mred", "\"\\u001b[31mred\"")]
    [InlineData("{a: !!binary aGVsbG8=}", "{\"a\":\"hello\"}")]
    [InlineData("--- 5\n--- 6", "5")]
    public void A_rendered_text_becomes_what_yaml_reads_in_it(string rendered, string expected) =>
        Assert.Equal(expected, Json(new TemplateTree.Rendered("{{ .Receiver }}"), Data(rendered)));

    // yaml.v2 makes [FIRING:2] of it, a list, and the rest is gone.
    [Theory]
    [InlineData("[FIRING:2] HighLatency (api)")]
    [InlineData("{a: b} and more")]
    public void What_goes_on_behind_a_list_or_mapping_stays_a_text(string rendered) =>
        Assert.Equal($"\"{rendered}\"", Json(new TemplateTree.Rendered("{{ .Receiver }}"), Data(rendered)));

    [Theory]
    [InlineData(".nan")]
    [InlineData("[-.inf]")]
    public void What_json_has_no_word_for_fails(string rendered) =>
        Assert.StartsWith(
            "json: unsupported value: ",
            Assert.Throws<TemplateException>(() => Json(new TemplateTree.Rendered("{{ .Receiver }}"), Data(rendered))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Keys_are_rendered_and_sorted_by_bytes_and_the_later_of_two_counts()
    {
        var tree = Map(("{{ .Receiver }}", "1"), ("\uFF5E", "2"), ("\U0001F600", "3"), ("a", "{{ len .Alerts }}"), ("k", "last"), ("yes", "4"));

        Assert.Equal("{\"a\":0,\"k\":\"last\",\"yes\":4,\"\uFF5E\":2,\"\U0001F600\":3}", Json(tree, Data("k")));
    }

    [Fact]
    public void What_was_rendered_is_not_rendered_again() =>
        Assert.Equal(
            "[\"{{ len .Alerts }}\",\"a: b\"]",
            Json(new TemplateTree.Rendered("{{ .Receiver }}"), Data("['{{ len .Alerts }}', 'a: b']")));

    [Fact]
    public void A_list_of_json_takes_its_place_in_the_tree()
    {
        var data = SampleData.Firing;

        var json = Json(Map(("names", "{{ .CommonLabels.Names | toJson }}"), ("n", "{{ len .Alerts }}")), data);

        Assert.StartsWith("{\"n\":3,\"names\":[\"alertname\",\"cluster\",", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_no_texts_stay_what_they_are()
    {
        object?[] values = [null, true, 5L, ulong.MaxValue, 1e21];

        Assert.Equal(
            "[null,true,5,18446744073709551615,1e+21]",
            Json(new TemplateTree.List([.. values.Select(value => new TemplateTree.Scalar(value))]), Data("")));
    }

    [Fact]
    public void A_text_that_fails_fails_all_of_it() =>
        Assert.Throws<TemplateException>(() => Json(Map(("a", "b"), ("c", "{{ .Nope }}")), Data("")));

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void At_most_4_MiB_are_rendered(int times, bool isMade)
    {
        var tree = new TemplateTree.List([.. Enumerable.Repeat<TemplateTree>(new TemplateTree.Rendered("{{ .Receiver }}"), times)]);
        var data = Data(new string('x', (1 << 20) - 16));

        var length = isMade ? Json(tree, data).Length : 0;

        Assert.Equal(isMade, length > 4_000_000);
        if (!isMade)
        {
            Assert.Throws<TemplateException>(() => Json(tree, data));
        }
    }

    [Fact]
    public void Aliases_do_not_make_gigabytes_of_a_few_lines()
    {
        var bomb = "[&a [x,x,x,x,x,x,x,x], &b [*a,*a,*a,*a,*a,*a,*a,*a], &c [*b,*b,*b,*b,*b,*b,*b,*b], &d [*c,*c,*c,*c,*c,*c,*c,*c], "
            + "&e [*d,*d,*d,*d,*d,*d,*d,*d], &f [*e,*e,*e,*e,*e,*e,*e,*e], [*f,*f,*f,*f,*f,*f,*f,*f]]";

        Assert.StartsWith("\"[\\u0026a", Json(new TemplateTree.Rendered("{{ .Receiver }}"), Data(bomb)), StringComparison.Ordinal);
    }

    private static TemplateTree.Map Map(params (string Key, string Text)[] entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(entry.Key, (TemplateTree)new TemplateTree.Rendered(entry.Text)))]);

    private static string Json(TemplateTree tree, TemplateData data) =>
        Encoding.UTF8.GetString(StructuredTemplate.Json(tree, TemplateSet.BuiltIn, data).Span);

    private static TemplateData Data(string receiver) => new()
    {
        Receiver = receiver,
        Status = "firing",
        Alerts = [],
        GroupLabels = LabelSet.Empty,
        CommonLabels = LabelSet.Empty,
        CommonAnnotations = LabelSet.Empty,
        ExternalUrl = "",
    };
}
