using System.Text;
using Alerting.Adapters.Configuration;
using Alerting.Core.Configuration;
using Xunit;

namespace Alerting.Adapters.Tests.Configuration;

public sealed class TemplateFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_globs_count_in_their_order_and_the_files_of_each_by_name_bytewise()
    {
        foreach (var name in new[] { "b.tmpl", "a.tmpl", "B.tmpl", "é.tmpl", ".x.tmpl", "c.txt" })
        {
            Write(name, name);
        }

        var loaded = Load("c.txt", "*.tmpl", "a*");

        Assert.Equal(
            ["c.txt", ".x.tmpl", "B.tmpl", "a.tmpl", "b.tmpl", "é.tmpl", "a.tmpl"], loaded.Texts.Select(text => text.Content));
    }

    [Fact]
    public void Folders_may_be_patterns_too_and_a_file_is_known_by_its_last_name()
    {
        Write("one/x/t.tmpl", "1");
        Write("two/x/t.tmpl", "2");
        Write("two/y", "3");

        var loaded = Load("*/x/*.tmpl", "t[vw]o/y");

        Assert.Equal([("t.tmpl", "1"), ("t.tmpl", "2"), ("y", "3")], loaded.Texts.Select(text => (text.Name, text.Content)));
    }

    [Theory]
    [InlineData("*.none")]
    [InlineData("gone/*.tmpl")]
    [InlineData("gone.tmpl")]
    [InlineData("")]
    public void A_glob_that_names_nothing_is_a_warning(string glob)
    {
        var loaded = TemplateFiles.Load([TemplateGlob.Of(glob.Length == 0 ? "" : Path.Combine(folder, glob))]);

        Assert.Empty(loaded.Texts);
        Assert.Empty(loaded.Problems);
        Assert.StartsWith("no file matches \"", Assert.Single(loaded.Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[a")]
    [InlineData("[a/*.tmpl")]
    [InlineData("gone/[")]
    public void A_glob_that_is_no_pattern_is_an_error(string glob) =>
        Assert.Equal(
            Path.Combine(folder, glob) + ": syntax error in pattern", Assert.Single(Load(glob).Problems).ToString());

    [Fact]
    public void What_is_no_text_or_no_file_is_an_error_that_names_it_and_nothing_is_loaded()
    {
        Write("a.tmpl", "fine");
        File.WriteAllBytes(Path.Combine(folder, "b.tmpl"), [0x41, 0xC3]);
        Directory.CreateDirectory(Path.Combine(folder, "c.tmpl"));

        var loaded = Load("*");

        Assert.Empty(loaded.Texts);
        Assert.Equal(
            [Path.Combine(folder, "b.tmpl") + ": not UTF-8", Path.Combine(folder, "c.tmpl") + ": is a directory"],
            loaded.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Everything_wrong_is_told_in_its_order_each_file_by_its_path()
    {
        Write("one/t.tmpl", "{{ nope }}");
        Write("two/t.tmpl", "{{ if }}");
        File.WriteAllBytes(Path.Combine(folder, "two/u.tmpl"), [0xFF]);

        Assert.Equal(
            [
                Path.Combine(folder, "two/t.tmpl") + ":1: missing value for if",
                Path.Combine(folder, "two/u.tmpl") + ": not UTF-8",
                Path.Combine(folder, "[a") + ": syntax error in pattern",
                Path.Combine(folder, "one/t.tmpl") + ":1: function \"nope\" not defined",
            ],
            Load("two/*", "[a", "one/*", "none").Problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void A_thousand_files_are_the_most(int count, bool isRead)
    {
        for (var n = 0; n < count; n++)
        {
            Write($"{n}", "");
        }

        Assert.Equal(isRead, Load("*").Problems.Count == 0);
    }

    [Fact]
    public void A_thousand_files_are_the_most_of_all_globs_together()
    {
        for (var n = 0; n < 600; n++)
        {
            Write($"{n}", "");
        }

        Assert.EndsWith("more than 1000 files of templates", Assert.Single(Load("*", "*").Problems).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((2 << 20) - 2, true)]
    [InlineData((2 << 20) - 1, false)]
    public void All_of_them_are_at_most_4_MiB_as_utf8(int second, bool isRead)
    {
        Write("a", new string('a', 2 << 20));
        Write("b", "é" + new string('a', second));

        Assert.Equal(
            isRead ? [] : [Path.Combine(folder, "b") + ": files of templates are larger than 4 MiB together"],
            Load("*").Problems.Select(problem => problem.ToString()).TakeLast(1));
    }

    private LoadedTemplates Load(params string[] globs) => TemplateFiles.Load([.. globs.Select(glob => TemplateGlob.Of(Path.Combine(folder, glob)))]);

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
