using Alerting.Adapters.Configuration;
using Alerting.Core.Templates.Data;
using Xunit;

namespace Alerting.Adapters.Tests.Configuration;

/// <summary>Files of templates are part of the configuration that names them.</summary>
public sealed class TemplatesOfConfigurationTests : IDisposable
{
    private const string Alertmanager = "route: {receiver: a}\nreceivers: [{name: a}]\ntemplates: ['t/*.tmpl', 'late.tmpl']\n";

    private readonly string folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public TemplatesOfConfigurationTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "t"));
        Write("alertmanager.yml", Alertmanager);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void They_count_from_the_folder_of_the_file_and_the_last_one_wins_over_ours()
    {
        Write("t/a.tmpl", """{{ define "slack.default.title" }}first{{ end }}{{ define "x" }}x{{ end }}""");
        Write("late.tmpl", """{{ define "slack.default.title" }}{{ template "x" }} of {{ .Receiver }}{{ end }}""");

        var set = ConfigurationFolder.Load(folder).Result.Configuration!.TemplateSet;

        Assert.Equal("x of sample", set.Text("""{{ template "slack.default.title" . }}""", SampleData.Firing));
        Assert.True(set.IsRedefined("slack.default.title"));
        Assert.False(set.IsRedefined("slack.default.text"));
    }

    [Fact]
    public void A_file_that_changes_comes_or_goes_is_another_configuration()
    {
        var without = ConfigurationFolder.Load(folder).Own!;
        Write("t/a.tmpl", "a");
        var one = ConfigurationFolder.Load(folder).Own!;
        Write("t/a.tmpl", "b");
        var changed = ConfigurationFolder.Load(folder).Own!;
        File.Move(Path.Combine(folder, "t/a.tmpl"), Path.Combine(folder, "t/c.tmpl"));
        var renamed = ConfigurationFolder.Load(folder).Own!;

        Assert.Equal(4, new[] { without, one, changed, renamed }.DistinctBy(own => own.Hash).Count());
        Assert.Equal(4, new[] { without, one, changed, renamed }.DistinctBy(own => own.Value.TemplatesHash).Count());
        Assert.Empty(without.Templates);
        Assert.Equal([new("c.tmpl", "b") { Path = At("t/c.tmpl") }], renamed.Templates);
    }

    [Fact]
    public void What_cannot_be_parsed_is_an_error_with_its_file_and_line_in_each_of_them()
    {
        Write("t/a.tmpl", "{{ define \"x\" }}\n\n{{ if }}{{ end }}{{ end }}");
        Write("t/b.tmpl", "fine");
        Write("t/c.tmpl", "{{ nope 1 }}");

        var loaded = ConfigurationFolder.Load(folder);

        Assert.Null(loaded.Own);
        Assert.Null(loaded.Result.Configuration);
        Assert.NotNull(loaded.Result.BesidesTemplates);
        Assert.Equal(
            [At("t/a.tmpl") + ":3: missing value for if", At("t/c.tmpl") + ":1: function \"nope\" not defined"],
            loaded.Result.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void What_cannot_be_read_is_an_error_and_what_is_wrong_with_the_rest_comes_first()
    {
        File.WriteAllBytes(Path.Combine(folder, "t/a.tmpl"), [0xFF]);

        Assert.Equal(
            Path.Combine(folder, "t/a.tmpl") + ": not UTF-8",
            Assert.Single(ConfigurationFolder.Load(folder).Result.Errors).ToString());

        Write("alertmanager.yml", Alertmanager.Replace("receiver: a", "receiver: b", StringComparison.Ordinal));
        Assert.StartsWith(
            "undefined receiver", Assert.Single(ConfigurationFolder.Load(folder).Result.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_fails_when_there_is_something_to_tell_is_a_warning()
    {
        Write("alertmanager.yml", Alertmanager.Replace(
            "{name: a}",
            """{name: a}, {name: b, email_configs: [{to: '{{ index .Alerts 7 }}', from: a@b, smarthost: 'h:1'}]}""",
            StringComparison.Ordinal));

        var result = ConfigurationFolder.Load(folder).Result;

        Assert.NotNull(result.Configuration);
        Assert.Contains(Assert.Single(result.FailingTexts), result.Warnings);
        Assert.Equal("receivers[1].email_configs[0].to", result.FailingTexts[0].Path);
    }

    [Fact]
    public void A_glob_that_is_none_is_named_where_it_stands_and_hides_nothing()
    {
        Write("alertmanager.yml", Alertmanager.Replace("'late.tmpl'", "'[a', 'late.tmpl'", StringComparison.Ordinal));
        Write("t/a.tmpl", "{{ nope }}");
        Write("late.tmpl", "{{ nope }}");

        Assert.Equal(
            [
                At("t/a.tmpl") + ":1: function \"nope\" not defined",
                "alertmanager.yml:3: templates[1]: syntax error in pattern (value \"[a\")",
                At("late.tmpl") + ":1: function \"nope\" not defined",
            ],
            ConfigurationFolder.Load(folder).Result.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void A_glob_that_matches_no_file_is_a_warning_where_it_stands()
    {
        Write("alertmanager.yml", Alertmanager.Replace("['t/*.tmpl', 'late.tmpl']", "\n- t/*.tmpl\n- late.tmpl", StringComparison.Ordinal));
        Write("t/a.tmpl", "");

        var loaded = ConfigurationFolder.Load(folder);

        Assert.NotNull(loaded.Own);
        Assert.Equal(
            "alertmanager.yml:5: templates[1]: no file matches \"late.tmpl\"",
            Assert.Single(loaded.Result.Warnings).ToString());
    }

    private string At(string name) => Path.Combine(folder, name);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
