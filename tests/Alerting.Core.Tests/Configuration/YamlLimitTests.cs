using System.Diagnostics;
using System.Text;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary>Files that are hostile, huge or written by odd editors: an error or a configuration, and soon.</summary>
public sealed class YamlLimitTests
{
    private const string Rest = "\nroute: {receiver: a}\nreceivers: [{name: a}]\n";

    // Far above what a busy machine needs, far below what a bomb or a square of the size takes.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Bombs =>
    [
        Laughs(mapping: false) + Rest,
        Laughs(mapping: true) + Rest,
        "x: &x [" + string.Join(',', Enumerable.Repeat("lol", 5000)) + "]\ntemplates: ["
            + string.Join(',', Enumerable.Repeat("*x", 5000)) + "]" + Rest,
    ];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_of_aliases_is_one_error(string text)
    {
        var started = Stopwatch.GetTimestamp();

        Assert.Equal("not YAML: document contains excessive aliasing", Assert.Single(Texts.Errors(text)));
        Assert.True(Stopwatch.GetElapsedTime(started) < Soon);
    }

    [Fact]
    public void Aliases_that_people_write_are_none()
    {
        var many = string.Join(", ", Enumerable.Range(0, 900).Select(_ => "*x"));

        Assert.Empty(Texts.Errors($"templates: [&x a, {many}]{Rest}"));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    public void Ten_thousand_levels_are_an_error_and_not_a_crash(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 10_000)) + string.Concat(Enumerable.Repeat(close, 10_000));
        var started = Stopwatch.GetTimestamp();

        Assert.Contains("nested too deeply", Assert.Single(Texts.Errors(deep)), StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(started) < Soon);
    }

    [Fact]
    public void Levels_that_aliases_pile_up_count()
    {
        var text = new StringBuilder("x0: &x0 []\n");
        for (var at = 1; at <= 300; at++)
        {
            text.Append(null as IFormatProvider, $"x{at}: &x{at} [*x{at - 1}]\n");
        }

        Assert.Contains("nested too deeply", Assert.Single(Texts.Errors(text + Rest)), StringComparison.Ordinal);
    }

    [Fact]
    public void Five_megabytes_load()
    {
        var text = new StringBuilder("route: {receiver: r0}\nreceivers:\n");
        for (var at = 0; text.Length < 5_000_000; at++)
        {
            text.Append(null as IFormatProvider, $"- name: r{at}\n  webhook_configs:\n  - url: http://host{at}/hook\n");
        }

        var started = Stopwatch.GetTimestamp();

        Assert.Empty(Texts.Errors(text.ToString()));
        Assert.True(Stopwatch.GetElapsedTime(started) < Soon);
    }

    [Fact]
    public void Five_megabytes_of_one_text_load() =>
        Assert.Empty(Texts.Errors($"templates: ['{new string('x', 5_000_000)}']{Rest}"));

    [Fact]
    public void Lines_may_end_as_on_Windows_and_start_with_a_byte_order_mark()
    {
        var text = "\uFEFFroute:\r\n  receiver: a\r\nreceivers:\r\n- name: a\r\n  webhook_configs:\r\n  - url: http://x\r\n    nope: 1\r\n";

        var error = Assert.Single(Texts.Read(text).Errors);

        Assert.Equal((7, "field nope not found in type config.plain"), (error.Line, error.Message));
        Assert.Empty(Texts.Errors(text.Replace("    nope: 1\r\n", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("route:\n\treceiver: a\n", 1)]
    [InlineData("route: \u0001\n", 1)]
    [InlineData("route: {receiver: a}\n# \u009f\n", 2)]
    [InlineData("route: {receiver: a}\n\n\0", 3)]
    public void Tabs_and_control_characters_are_no_YAML(string text, int line)
    {
        var error = Assert.Single(Texts.Read(text).Errors);

        Assert.StartsWith("not YAML: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Theory]
    [InlineData("group_wait: !!int x", "cannot decode !!str `x` as a !!int")]
    [InlineData("receiver: !!binary x", "!!binary value contains invalid base64 data")]
    [InlineData("group_by: [!!map x]", null)]
    public void A_tag_that_does_not_fit_is_said(string key, string? expected) =>
        Assert.Equal(
            expected is null ? [] : [expected],
            Texts.Errors($"route: {{receiver: a, {key}}}\nreceivers: [{{name: a}}]")
                .Where(it => !it.StartsWith("field receiver already", StringComparison.Ordinal)));

    [Theory]
    [InlineData(100, 100, null)]
    [InlineData(101, 101, "am.yml: and 1 more")]
    [InlineData(1234, 101, "am.yml: and 1134 more")]
    public void Of_a_flood_of_errors_the_first_hundred_are_told(int wrong, int told, string? last)
    {
        var lines = string.Join('\n', Enumerable.Range(0, wrong).Select(at => $"k{at}: 1"));
        var errors = Texts.Read($"route: {{receiver: a}}\nreceivers: [{{name: a}}]\n{lines}\n").Errors;

        Assert.Equal(told, errors.Count);
        Assert.Equal(Enumerable.Range(3, 100), errors.Take(100).Select(error => error.Line));
        Assert.Equal(last, errors.Skip(100).SingleOrDefault()?.ToString());
    }

    [Theory]
    [InlineData("route: {receiver: a}\nroute:\n  receiver: a\n  group_by: [a,\n# d\n    b]\n  nope: 1\n", 7)]
    [InlineData("route:\n  receiver: a\n  group_by: [a,\r\n# d\r\n    b]\n  nope: 1\n", 6)]
    public void A_comment_at_the_start_of_a_line_may_stand_in_a_list(string route, int line)
    {
        var errors = Texts.Read(route + "receivers: [{name: a}]\n").Errors;

        Assert.Equal((line, "field nope not found in type config.plain"), (errors[^1].Line, errors[^1].Message));
    }

    [Fact]
    public void One_byte_order_mark_does_not_count_and_of_several_the_first_only()
    {
        Assert.Empty(Texts.Errors("\uFEFFroute: {receiver: a}\nreceivers: [{name: a}]\n"));
        Assert.NotEmpty(Texts.Errors("\uFEFF\uFEFF\uFEFFroute: {receiver: a}\nreceivers: [{name: a}]\n"));
    }

    private static string Laughs(bool mapping)
    {
        var text = new StringBuilder("x0: &x0 lol\n");
        for (var at = 1; at <= 30; at++)
        {
            var again = $"*x{at - 1}";
            text.Append(null as IFormatProvider, $"x{at}: &x{at} ");
            text.AppendLine(mapping
                ? $"{{a: {again}, b: {again} , c: {again} }}"
                : $"[{again}, {again}, {again}]");
        }

        return text.ToString();
    }
}
