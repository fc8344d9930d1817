using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary><c>alerting template render</c> beside <c>amtool template render</c>.</summary>
public sealed class TemplateStories
{
    private const string Data =
        """
        {"receiver":"team","status":"firing","groupLabels":{"alertname":"A"},"commonLabels":{"alertname":"A","x":"<1>"},
        "alerts":[{"status":"firing","labels":{"alertname":"A"},"annotations":{"summary":"s & t \ud800","\ud800":"1"},"startsAt":"2026-01-02T03:04:05+01:00",
        "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p"}],"externalURL":"http://am"}
        """;

    [Theory]
    [InlineData("--template.text={{ .Receiver }} {{ len .Alerts }}")]
    [InlineData("--template.text", "{{ range .Alerts }}{{ .Fingerprint }} {{ .Labels.instance }};{{ end }}\n")]
    [InlineData("--template.text={{ range .CommonLabels.SortedPairs }}{{ .Name }}={{ .Value }} {{ end }}{{ .ExternalURL }}")]
    [InlineData("--template.text=")]
    [InlineData("--template.text=--x")]
    public async Task Without_data_it_renders_for_the_notification_that_amtool_has_made_up(params string[] args) =>
        Assert.Equal(
            await Ended.Amtool(["template", "render", "--template.glob=/dev/null", .. args]),
            await Ended.Alerting(["template", "render", "--template.glob=/dev/null", .. args]));

    [Theory]
    [InlineData("{{ template \"mine\" . }}", "text")]
    [InlineData("{{ template \"b.tmpl\" . }}", "text")]
    [InlineData("{{ .Nope }}", "text")]
    [InlineData("{{ if }}", "text")]
    [InlineData("<p>{{ .CommonLabels.x }}</p><a href='{{ (index .Alerts 0).Annotations.summary }}'>", "text")]
    [InlineData("<p>{{ .CommonLabels.x }}</p><a href='{{ (index .Alerts 0).Annotations.summary }}'>", "html")]
    public async Task It_prints_what_amtool_prints_and_ends_as_it_does(string template, string type)
    {
        using var folder = new ProcessFolder();
        folder.Write("a.tmpl", "{{ define \"mine\" }}old{{ end }}");
        folder.Write("b.tmpl", "{{ define \"mine\" }}{{ (index .Alerts 0).StartsAt }}{{ end }}all of it\n");
        var data = folder.Write("data.json", Data);
        string[] args =
        [
            "template", "render", "--template.glob", Path.Combine(folder.Path, "*.tmpl"), "--template.glob=" + Path.Combine(folder.Path, "none"),
            "--template.text", template, "--template.data=" + data, "--template.type", type,
        ];

        var amtool = await Ended.Amtool(args);
        var ours = await Ended.Alerting(args);

        // Theirs is a value there and a pointer to one where notifications are sent.
        Assert.Equal(amtool with { Errors = amtool.Errors.Replace("type template.Data", "type *template.Data") }, ours);
    }

    [Theory]
    [InlineData("{{ if }}", "template: a.tmpl:1: missing value for if")]
    [InlineData("{{ nope }}", "template: a.tmpl:1: function \"nope\" not defined")]
    public async Task A_file_that_cannot_be_parsed_is_refused_as_amtool_refuses_it(string file, string problem)
    {
        using var folder = new ProcessFolder();
        var path = folder.Write("a.tmpl", file);
        string[] args = ["template", "render", "--template.glob=" + path, "--template.text=x"];

        var ours = await Ended.Alerting(args);

        Assert.Equal((1, "", $"alerting: {problem}\n"), (ours.Code, ours.Output, ours.Errors));
        Assert.Equal(await Ended.Amtool(args), ours);
    }

    [Fact]
    public async Task Without_globs_the_built_in_templates_are_there() =>
        Assert.StartsWith(
            "[ALERTSTATUS] grouplabelvalue1 grouplabelvalue2 (commonlabelvalue1 commonlabelvalue2)\n",
            (await Ended.Alerting("template", "render", "--template.text={{ template \"email.default.text\" . }}")).Output,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "required flag --template.text not provided", "render")]
    [InlineData(1, "--template.text is given twice", "render", "--template.text=a", "--template.text=b")]
    [InlineData(1, "nowhere.json: cannot be read: ", "render", "--template.text=a", "--template.data=nowhere.json")]
    [InlineData(1, "[a: syntax error in pattern", "render", "--template.text=a", "--template.glob=[a")]
    [InlineData(2, "--template.type \"xml\": expected text or html", "render", "--template.text=a", "--template.type=xml")]
    [InlineData(2, "template needs a command: render", "--template.text=a")]
    [InlineData(2, "unknown command \"template paint\"", "paint", "--template.text=a")]
    [InlineData(2, "unknown option --template.blob (did you mean \"--template.glob\"?)", "render", "--template.blob=a")]
    public async Task What_is_asked_wrongly_is_refused_with_a_line(int code, string problem, params string[] args)
    {
        var ended = await Ended.Alerting(["template", .. args]);

        Assert.Equal((code, ""), (ended.Code, ended.Output));
        Assert.StartsWith("alerting: " + problem, ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_is_none_is_refused_by_the_name_of_its_member()
    {
        using var folder = new ProcessFolder();
        var data = folder.Write("data.json", """{"alerts":[{"startsAt":"yesterday"}]}""");

        var ended = await Ended.Alerting("template", "render", "--template.text=a", "--template.data", data);

        Assert.Equal(1, ended.Code);
        Assert.StartsWith($"alerting: {data}: alerts[0].startsAt: expected an RFC 3339 time", ended.Errors, StringComparison.Ordinal);
    }
}
