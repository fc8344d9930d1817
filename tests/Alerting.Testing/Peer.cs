using Xunit;

namespace Alerting.Testing;

/// <summary>A program other people wrote, which a test compares with.</summary>
public static class Peer
{
    private static readonly Dictionary<string, (string Debian, string Mac)> Packages = new(StringComparer.Ordinal)
    {
        ["amtool"] = ("prometheus-alertmanager", "alertmanager"),
        ["prometheus-alertmanager"] = ("prometheus-alertmanager", "alertmanager"),
        ["prometheus"] = ("prometheus", "prometheus"),
        ["promtool"] = ("prometheus", "prometheus"),
    };

    /// <summary>
    /// The path of the program on <c>PATH</c>. Where it is missing the test is skipped, naming it and how to get it;
    /// with <c>ALERTING_REQUIRE_PEERS=1</c> the test fails instead.
    /// </summary>
    public static string Find(string program)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") })
            .FirstOrDefault(File.Exists);
        if (path is not null)
        {
            return path;
        }

        var missing = HowToGet(program);
        if (Environment.GetEnvironmentVariable("ALERTING_REQUIRE_PEERS") == "1")
        {
            Assert.Fail(missing);
        }

        Assert.Skip(missing);
        return "";
    }

    /// <summary>What to tell somebody who does not have the program.</summary>
    public static string HowToGet(string program)
    {
        var (debian, mac) = Packages.GetValueOrDefault(program, (program, program));
        return $"{program} is not installed. Debian, Ubuntu: apt-get install {debian}; macOS: brew install {mac}.";
    }
}
