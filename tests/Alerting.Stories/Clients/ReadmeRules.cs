using System.Text.RegularExpressions;
using Alerting.Testing;
using Alerting.Testing.Clients;
using Xunit;

namespace Alerting.Stories.Clients;

/// <summary>The reference of the clients says what they do.</summary>
public sealed class ReadmeRules
{
    private static readonly string Readme = File.ReadAllText(ClientFiles.Readme);

    private static readonly string Code =
        File.ReadAllText(ClientFiles.Wrapper) + File.ReadAllText(Path.Combine(ClientFiles.Python, "alerting.py"));

    [Fact]
    public void It_has_the_variables_that_the_code_reads_and_no_others() => Assert.Equal(
        Variables(Code).Except(["ALERTING_WRAPPED"]), Variables(Readme));

    [Fact]
    public async Task Its_Python_is_Python()
    {
        var blocks = Blocks("python").ToArray();

        Assert.Equal(4, blocks.Length);
        foreach (var block in blocks)
        {
            await using var python = ClientProcess.Start(
                Peer.Find("python3"), ["-c", "import ast, sys; ast.parse(sys.argv[1])", block], []);
            Assert.True(await python.End() == 0, python.Errors);
        }
    }

    [Fact]
    public async Task Its_example_of_logs_writes_the_record_that_it_shows()
    {
        var example = Blocks("python").Single(block => block.StartsWith("import logging\n", StringComparison.Ordinal));
        var shown = Blocks("json").Single();

        await using var python = Python.PythonJob.Start(null, example);

        Assert.Equal(0, await python.End());
        var line = python.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Equal(shown.Replace("\n ", "", StringComparison.Ordinal).TrimEnd(), Stamp(line));
    }

    [Fact]
    public void Its_options_of_the_wrapper_are_those_of_the_wrapper() => Assert.Equal(
        Regex.Matches(File.ReadAllText(ClientFiles.Wrapper), @"^    (?<name>--[a-z-]+)\) ", RegexOptions.Multiline)
            .Select(match => match.Groups["name"].Value),
        Regex.Matches(Readme, @"\[(?<name>--[a-z-]+) [A-Z]").Select(match => match.Groups["name"].Value));

    private static IEnumerable<string> Blocks(string language) => Regex
        .Matches(Readme, $"^```{language}\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
        .Select(match => match.Groups["code"].Value);

    private static string Stamp(string line) =>
        Regex.Replace(line, "\"timestamp\":\"[^\"]+\"", "\"timestamp\":\"2025-01-20T18:00:00.000Z\"");

    private static IEnumerable<string> Variables(string text) => Regex.Matches(text, "ALERTING_[A-Z_]*[A-Z]")
        .Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);
}
