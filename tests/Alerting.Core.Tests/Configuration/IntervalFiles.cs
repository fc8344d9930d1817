using System.Collections.Immutable;
using Alerting.Core.Configuration;
using Alerting.Core.Configuration.Reading;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Routing.Intervals;
using Xunit;

namespace Alerting.Core.Tests.Configuration;

/// <summary>Time intervals as they are read from a file.</summary>
internal static class IntervalFiles
{
    /// <summary>What a file with these keys at the top holds, and what is wrong with it.</summary>
    public static (ImmutableArray<TimeInterval> Intervals, IReadOnlyList<ConfigurationFinding> Errors) Read(
        string text, string localZone = "UTC")
    {
        var findings = new Findings();
        var map = Document.Open(new("alertmanager.yml", text), findings)!;
        var read = TimeIntervalsReader.Read(map.Take("time_intervals"), map.Take("mute_time_intervals"), localZone);
        return (read, findings.Errors);
    }

    /// <summary>A file with one interval of one spec: <paramref name="spec"/> is what stands between the braces.</summary>
    public static string WithSpec(string spec) => $"time_intervals: [{{name: x, time_intervals: [{{{spec}}}]}}]\n";

    /// <summary>That interval, which must be right.</summary>
    public static TimeInterval OfSpec(string spec, string localZone = "UTC")
    {
        var (intervals, errors) = Read(WithSpec(spec), localZone);
        Assert.Empty(errors);
        return Assert.Single(intervals);
    }
}
