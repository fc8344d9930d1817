using Xunit;

namespace Alerting.Testing;

/// <summary>A program other people wrote, which a test compares with.</summary>
public static class Peer
{
    private static readonly Dictionary<string, (string Debian, string Mac)> Packages = new(StringComparer.Ordinal)
    {
        ["node"] = ("nodejs", "node"),
        ["npm"] = ("npm", "node"),
        ["amtool"] = ("prometheus-alertmanager", "alertmanager"),
        ["prometheus-alertmanager"] = ("prometheus-alertmanager", "alertmanager"),
        ["prometheus"] = ("prometheus", "prometheus"),
        ["promtool"] = ("prometheus", "prometheus"),
        ["python3"] = ("python3", "python"),
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

        Missing(HowToGet(program));
        return "";
    }

    /// <summary>Skips the test, or fails it with <c>ALERTING_REQUIRE_PEERS=1</c>, saying what is missing.</summary>
    public static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("ALERTING_REQUIRE_PEERS") == "1")
        {
            Assert.Fail(what);
        }

        Assert.Skip(what);
    }

    /// <summary>What to tell somebody who does not have the program.</summary>
    public static string HowToGet(string program)
    {
        var (debian, mac) = Packages.GetValueOrDefault(program, (program, program));
        return $"{program} is not installed. Debian, Ubuntu: apt-get install {debian}; macOS: brew install {mac}.";
    }
}
