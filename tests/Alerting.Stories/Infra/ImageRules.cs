using System.Text.RegularExpressions;
using Alerting.Handler.Composition;
using Xunit;

namespace Alerting.Stories.Infra;

/// <summary>What can be known of the image without building it.</summary>
public sealed class ImageRules
{
    [Fact]
    public void Everything_that_is_copied_is_there_and_let_through()
    {
        Assert.NotEmpty(ImageFile.Sources);
        Assert.All(ImageFile.Sources, source => Assert.True(
            Path.Exists(Path.Combine(InfraFiles.Repository, source)), $"there is no {source}"));
        Assert.Equal(
            ImageFile.Sources.Order(StringComparer.Ordinal), ImageFile.LetThrough.Order(StringComparer.Ordinal));
    }

    // What projects name outside their folders would be missing in the image's build.
    [Fact]
    public void Everything_that_the_build_reads_is_copied()
    {
        var props = File.ReadAllText(Path.Combine(InfraFiles.Repository, "Directory.Build.props"));
        var named = Directory.GetFiles(
                Path.Combine(InfraFiles.Repository, "functions"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), @"Include=""\.\./\.\./(?<file>[^""*]+)"""))
            .Concat(Regex.Matches(props, @"Include=""\$\(MSBuildThisFileDirectory\)(?<file>[\w.]+)"""))
            .Select(match => match.Groups["file"].Value)
            .Concat(["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"])
            .ToArray();

        Assert.Contains("host.json", named);
        Assert.Contains("BannedSymbols.txt", named);
        Assert.Empty(named.Except(ImageFile.Sources));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData(".ci/run")]
    [InlineData("infra/README.md")]
    public void It_is_published_as_everywhere(string file)
    {
        var there = ImageFile.PublishWords(File.ReadAllText(Path.Combine(InfraFiles.Repository, file)));
        var build = ImageFile.Instructions.Single(one => one.Arguments.Contains("publish", StringComparison.Ordinal));
        var here = ImageFile.PublishWords(build.Arguments);

        Assert.Contains("-p:PublishSingleFile=true", there);
        Assert.Equal(["-p:RestoreLockedMode=true", "-p:SourceRevisionId=\"$REVISION\""], here.Except(there));
        Assert.Empty(there.Except(here));
    }

    [Fact]
    public void It_is_built_with_the_SDK_of_the_projects()
    {
        var props = File.ReadAllText(Path.Combine(InfraFiles.Repository, "Directory.Build.props"));
        var version = Regex.Match(props, "<TargetFramework>net(?<version>[0-9.]+)<").Groups["version"].Value;

        Assert.Contains(
            $"mcr.microsoft.com/dotnet/sdk:{version}-", ImageFile.Instructions[0].Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void It_runs_as_a_user_that_is_not_root_and_may_write_where_group_0_may()
    {
        Assert.Matches("^[1-9][0-9]{4,}:0$", ImageFile.Only("USER"));
        Assert.Contains(
            $"install -d -o {ImageFile.Only("USER").Split(':')[0]} -g 0 -m 0770 {ImageFile.Variables[Settings.Data]}",
            ImageFile.Only("RUN"), StringComparison.Ordinal);
        Assert.Equal(ImageFile.Variables[Settings.Data], ImageFile.Only("VOLUME"));
    }

    [Fact]
    public void It_starts_without_a_shell_and_gets_its_signals()
    {
        Assert.Equal("[\"/usr/local/bin/alerting\"]", ImageFile.Only("ENTRYPOINT"));
        Assert.Equal("[\"serve\"]", ImageFile.Only("CMD"));
    }

    [Theory]
    [InlineData("libsqlite3-0")]
    [InlineData("ca-certificates")]
    [InlineData("libssl3")]
    public void What_the_file_needs_of_the_system_is_installed(string package) =>
        Assert.Contains($" {package}", ImageFile.Only("RUN"), StringComparison.Ordinal);

    [Fact]
    public void Its_variables_are_settings_and_none_is_a_secret()
    {
        var ours = ImageFile.Variables.Keys.Where(name => name.StartsWith("ALERTING_", StringComparison.Ordinal));

        Assert.Equal([Settings.Data, Settings.Urls], ours.Order(StringComparer.Ordinal));
        Assert.Equal($"http://0.0.0.0:{ImageFile.Only("EXPOSE")}", ImageFile.Variables[Settings.Urls]);
    }
}
