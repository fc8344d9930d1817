using Alerting.Stories.Infra;
using Xunit;

namespace Alerting.Stories.Cli;

/// <summary>The sample files, checked as their first lines say.</summary>
public sealed class SampleStories
{
    [Fact]
    public async Task They_are_fine_but_for_secrets_that_are_not_here()
    {
        var folder = Path.Combine(InfraFiles.Folder, "samples");

        var ended = await Ended.Alerting(["check", folder]);

        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        var lines = ended.Output.TrimEnd().Split('\n');
        Assert.StartsWith($"ok {folder}", lines[^1], StringComparison.Ordinal);
        Assert.Equal("3 jobs declared, all with metadata", lines[^2]);
        Assert.All(lines[..^2], line => Assert.Matches(": no such (file|variable) now.*; it is read when a notification is sent", line));
    }
}
