using System.Diagnostics;
using Alerting.Testing;
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

    [Theory]
    [InlineData("modules/vault.bicep", "tenantId: ", "tenantId ", "vault.bicep:9:15: not understood")]
    [InlineData("modules/vault.bicep", "output vaultUri", "output uri", ":176:15: module vault has no output vaultUri")]
    [InlineData("main.bicep", "    dailyQuotaGb: logDailyQuotaGb\n", "", "needs the parameter dailyQuotaGb")]
    [InlineData("main.bicep", "    sku: ", "    size: ", "module storage has no parameter size")]
    [InlineData("main.bicep", "modules/roles.bicep", "modules/role.bicep", "there is no modules/role.bicep")]
    [InlineData("main.dev.bicepparam", "keyAccess", "keys", ":5:1: the template has no parameter keys")]
    [InlineData("main.dev.bicepparam", "purgeProtection", "keyAccess", "keyAccess is given twice")]
    [InlineData("main.dev.bicepparam", "= true", "= [", "main.dev.bicepparam:7:")]
    public async Task A_mistake_is_named_with_file_and_line(string file, string right, string wrong, string finding)
    {
        var copy = Directory.CreateTempSubdirectory("alerting-infra-").FullName;
        try
        {
            foreach (var (path, text) in InfraFiles.All())
            {
                var name = Path.GetRelativePath(InfraFiles.Folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, name))!);
                var changed = text.Replace(right, wrong, StringComparison.Ordinal);
                await File.WriteAllTextAsync(Path.Combine(copy, name), name == file ? changed : text);
            }

            var (code, output) = await Check(copy);

            Assert.Equal(1, code);
            Assert.Contains(finding, output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
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

    private static async Task<(int Code, string Output)> Node(string[] args)
    {
        var start = new ProcessStartInfo(Peer.Find("node"), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        RequireParser();
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (node.ExitCode, output + await errors);
    }

    private static void RequireParser()
    {
        if (Directory.Exists(Path.Combine(Peers, "node_modules", "tree-sitter-bicep")))
        {
            return;
        }

        const string Missing = "The Bicep parser is not installed: (cd tests/peers && npm ci --ignore-scripts).";
        if (Environment.GetEnvironmentVariable("ALERTING_REQUIRE_PEERS") == "1")
        {
            Assert.Fail(Missing);
        }

        Assert.Skip(Missing);
    }
}
