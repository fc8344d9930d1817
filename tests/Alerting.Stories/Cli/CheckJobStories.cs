using Alerting.Testing.Processes;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary><c>alerting check</c> of an <c>alerting.yml</c> that declares jobs.</summary>
public sealed class CheckJobStories
{
    [Fact]
    public async Task After_the_findings_it_says_how_many_are_declared_and_which_have_no_metadata()
    {
        using var folder = new ProcessFolder();
        var jobs = Enumerable.Range(0, 12).Select(n => $"- {{name: j{n}}}\n");
        folder.Write("alerting.yml", $"jobs:\n- {{name: a, owner: Mia, model: m, every: 1h}}\n{string.Concat(jobs)}");

        var ended = await Ended.Alerting("check", folder.Path);

        var lines = ended.Output.TrimEnd().Split('\n');
        Assert.Equal((0, 13), (ended.Code, lines.Length));
        Assert.Equal("warning: alerting.yml:1: jobs: 2 more jobs have no metadata", lines[0]);
        Assert.Equal(
            "warning: alerting.yml:3: jobs[1]: no metadata: \"j0\" needs an owner, and an audience, a runbook or a model", lines[1]);
        Assert.Equal(
            ["13 jobs declared; without metadata: j0, j1, j2, j3, j4, j5, j6, j7, j8, j9 and 2 more", $"ok {folder.Path} (11 warnings)"],
            lines[^2..]);
    }

    [Theory]
    [InlineData("jobs: [{name: a, owner: Mia, model: m}]", "1 job declared, all with metadata\nok {0}\n")]
    [InlineData("jobs: []", "ok {0}\n")]
    [InlineData("jobs: [{name: a, grace: 0}]",
        "error: alerting.yml:1: jobs[0].grace: grace cannot be zero (value \"0\")\n"
        + "warning: alerting.yml:1: jobs[0]: no metadata: \"a\" needs an owner, and an audience, a runbook or a model\n"
        + "failed {0}: 1 error (1 warning)\n")]
    public async Task It_says_so_only_of_what_is_declared(string text, string expected)
    {
        using var folder = new ProcessFolder();
        folder.Write("alerting.yml", text);

        Assert.Equal(expected.Replace("{0}", folder.Path, StringComparison.Ordinal), (await Ended.Alerting("check", folder.Path)).Output);
    }
}
