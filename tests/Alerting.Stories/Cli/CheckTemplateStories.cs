using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary><c>alerting check</c> of files with templates, beside <c>amtool check-config</c>.</summary>
public sealed class CheckTemplateStories
{
    private const string Start = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    [Theory]
    [InlineData("[]")]
    [InlineData("['*.tmpl']")]
    [InlineData("['right.tmpl', 'right.tmpl']")]
    [InlineData("['gone/*.tmpl', '']")]
    [InlineData("['*.wrong']")]
    [InlineData("['right.tmpl', 'a.wrong']")]
    [InlineData("['[a']")]
    [InlineData("['*.wrong', '[a']")]
    [InlineData("['[a', '*.wrong']")]
    [InlineData("['right.tmpl', 'sub/*.wrong', 'b.wrong']")]
    public async Task It_counts_and_parses_them_as_amtool_does(string globs)
    {
        using var folder = new ProcessFolder();
        folder.Write("right.tmpl", """{{ define "x" }}{{ .Status | toUpper }}{{ end }}""");
        folder.Write("a.wrong", "{{ define \"x\" }}\n{{ if }}{{ end }}{{ end }}");
        folder.Write("b.wrong", "{{ nope }}");
        Directory.CreateDirectory(Path.Combine(folder.Path, "sub"));
        folder.Write("sub/a.wrong", "{{ other }}");
        var path = folder.Write("alertmanager.yml", $"{Start}templates: {globs}\n");

        var amtool = await Ended.Amtool("check-config", path);
        var ours = await Ended.Alerting("check", path);

        Assert.Equal(amtool.Output, ours.Output[..Math.Min(ours.Output.Length, amtool.Output.Length)]);
        Assert.Equal((amtool.Code, amtool.Errors), (ours.Code, ours.Errors));
    }

    [Fact]
    public async Task After_that_come_all_files_that_are_wrong()
    {
        using var folder = new ProcessFolder();
        folder.Write("a.wrong", "{{ define \"x\" }}\n{{ if }}{{ end }}{{ end }}");
        folder.Write("b.wrong", "{{ nope }}");
        folder.Write("alerting.yml", "");
        folder.Write("alertmanager.yml", $"{Start}templates: ['*.wrong']\n");

        var ended = await Ended.Alerting("check", folder.Path);

        Assert.Equal(
            $"""
            error: {folder.Path}/a.wrong:2: missing value for if
            error: {folder.Path}/b.wrong:1: function "nope" not defined
            failed {folder.Path}: 2 errors

            """,
            ended.Output);
        Assert.Equal(1, ended.Code);
    }

    [Fact]
    public async Task A_text_that_will_fail_is_an_error_although_alertmanager_loads_it()
    {
        using var folder = new ProcessFolder();
        var path = folder.Write(
            "alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{url: 'http://x/{{ .Nope }}'}]}]\n");

        var ended = await Ended.Alerting("check", path);

        Assert.StartsWith((await Ended.Amtool("check-config", folder.Write("b.yml", Start))).Output.Replace("b.yml", "alertmanager.yml"), ended.Output, StringComparison.Ordinal);
        Assert.Contains($"error: {path}:2: receivers[0].webhook_configs[0].url: cannot be rendered\n", ended.Output, StringComparison.Ordinal);
        Assert.Equal((1, "alerting: failed to validate 1 file(s)\n"), (ended.Code, ended.Errors));
    }

    [Fact]
    public async Task Routes_need_no_templates()
    {
        using var folder = new ProcessFolder();
        folder.Write("a.wrong", "{{ nope }}");
        var path = folder.Write("alertmanager.yml", $"{Start}templates: ['*.wrong']\n");

        Assert.Equal(await Ended.Amtool("config", "routes", "--config.file=" + path), await Ended.Alerting("routes", "--config.file=" + path));
    }
}
