using System.Diagnostics;
using Alerting.Testing;
using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Stories.Infra;

/// <summary>The Bicep files against the parsers that can be had without Azure.</summary>
public sealed class BicepCheckRules
{
    private static readonly string Peers = Path.Combine(InfraFiles.Repository, "tests", "peers");

    [Fact]
    public async Task The_files_are_understood_and_agree_on_names()
    {
        var (code, output) = await Check(InfraFiles.Folder);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_mistake_is_named_with_line_and_column()
    {
        var (code, output) = await CheckCopy(
            "modules/vault.bicep", _ => "param vaultName string\nvar sku = {\n  family 'A'\n}\n");

        Assert.Equal(1, code);
        Assert.Contains("vault.bicep:3:3: not understood", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modules/vault.bicep", "output vaultUri", "output uri", "module vault has no output vaultUri")]
    [InlineData("main.bicep", "    dailyQuotaGb: logDailyQuotaGb\n", "", "needs the parameter dailyQuotaGb")]
    [InlineData("main.bicep", "    sku: ", "    size: ", "module storage has no parameter size")]
    [InlineData("main.bicep", "modules/roles.bicep", "modules/role.bicep", "there is no modules/role.bicep")]
    [InlineData("main.dev.bicepparam", "keyAccess", "keys", "the template has no parameter keys")]
    [InlineData("main.dev.bicepparam", "purgeProtection", "keyAccess", "keyAccess is given twice")]
    [InlineData("main.dev.bicepparam", "using 'main.bicep'", "using 'm.bicep'", "using names no file that is there")]
    [InlineData("main.dev.bicepparam", "= true", "= [", "] is missing")]
    public async Task A_name_that_another_file_does_not_know_is_found(
        string file, string right, string wrong, string finding)
    {
        var (code, output) = await CheckCopy(file, text => text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(1, code);
        Assert.Contains(finding, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_resource_is_one_that_Azure_describes()
    {
        var types = Path.GetFullPath("../shared/peers", InfraFiles.Repository);
        Assert.SkipUnless(
            File.Exists(Path.Combine(types, "bicep_check.js")), $"Azure's resource types are not in {types}");

        var templates = InfraFiles.All().Select(file => file.File)
            .Where(file => file.EndsWith(".bicep", StringComparison.Ordinal));
        var (code, output) = await Node(
            [Path.Combine(types, "bicep_check.js"), Peers, Path.Combine(types, "bicep-types"), .. templates]);

        Assert.True(code == 0, output);
        Assert.DoesNotContain("SKIPPED", output, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output)> Check(string folder) =>
        Node([Path.Combine(InfraFiles.Folder, "check.mjs"), folder]);

    private static async Task<(int Code, string Output)> CheckCopy(string file, Func<string, string> change)
    {
        var copy = Directory.CreateTempSubdirectory("alerting-infra-").FullName;
        try
        {
            foreach (var (path, text) in InfraFiles.All())
            {
                var name = Path.GetRelativePath(InfraFiles.Folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, name))!);
                await File.WriteAllTextAsync(Path.Combine(copy, name), name == file ? change(text) : text);
            }

            return await Check(copy);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> Node(string[] args)
    {
        await NpmPeers.Find("tree-sitter-bicep");
        var start = new ProcessStartInfo(Peer.Find("node"), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (node.ExitCode, output + await errors);
    }
}
