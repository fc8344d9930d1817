using Alerting.Testing;
using Alerting.Testing.Clients;
using Xunit;

namespace Alerting.Stories.Clients.Python;

/// <summary>The module is one file that old Pythons read, with types, and its own tests hold.</summary>
public sealed class PythonFileRules
{
    private static readonly string Module = Path.Combine(ClientFiles.Python, "alerting.py");

    [Fact]
    public async Task Its_own_tests_hold() =>
        Assert.Contains("\nOK\n", (await Python("-m", "unittest", "test_alerting")).Errors, StringComparison.Ordinal);

    [Fact]
    public async Task Python_3_9_can_read_it() => await Python(
        "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 9))", Module);

    [Fact]
    public async Task It_needs_the_standard_library_alone() => await Python(
        "-I", "-S", "-W", "error", "-c", "import sys; sys.path.insert(0, sys.argv[1]); import alerting",
        ClientFiles.Python);

    [Fact]
    public async Task Its_types_are_strict()
    {
        using var cache = ToolFolder.Of();
        await using var mypy = ClientProcess.Start(
            Peer.Find("mypy"),
            ["--strict", "--python-version", "3.9", "--cache-dir", cache.Path, Module],
            []);

        Assert.Equal((0, "Success: no issues found in 1 source file\n"), (await mypy.End(), mypy.OutputText));
    }

    [Fact]
    public void Its_lines_have_at_most_120_characters() => Assert.All(
        [Module, Path.Combine(ClientFiles.Python, "test_alerting.py"), ClientFiles.Wrapper],
        file => Assert.All(File.ReadLines(file), line => Assert.InRange(line.Length, 0, 120)));

    private static async Task<ClientProcess> Python(params string[] args)
    {
        await using var python = ClientProcess.Start(
            Peer.Find("python3"),
            args,
            new Dictionary<string, string> { ["PYTHONPATH"] = ClientFiles.Python, ["PYTHONDONTWRITEBYTECODE"] = "1" });

        Assert.True(await python.End() == 0, python.Errors);
        return python;
    }
}
