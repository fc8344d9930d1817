using Alerting.Testing.Azure;
using Xunit;

namespace Alerting.Testing.Schemas;

/// <summary>
/// Files of <c>../shared/facts</c> beside the repository, or of the folder that ALERTING_SHARED names in place of
/// <c>../shared</c>: vendors' own descriptions, which are not ours to keep.
/// </summary>
public static class SharedFile
{
    private static readonly string Folder = Path.Combine(
        Environment.GetEnvironmentVariable("ALERTING_SHARED") is { Length: > 0 } named
            ? named
            : Path.GetFullPath("../shared", NpmPeers.Repository),
        "facts");

    /// <summary>The path of a file such as <c>schemas/pagerduty_events_v2.openapi.json</c>; null where it is not
    /// there.</summary>
    public static string? TryFind(string name) =>
        Path.Combine(Folder, name) is var path && File.Exists(path) ? path : null;

    /// <summary>The same; the test is skipped where it is not there.</summary>
    public static string Find(string name)
    {
        var path = TryFind(name);
        Assert.SkipWhen(path is null, $"{name} is not in {Folder}");
        return path!;
    }
}
