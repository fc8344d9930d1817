using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Routing.Intervals;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Reads <c>time_intervals</c> and <c>mute_time_intervals</c>, whose names share one space.</summary>
internal static class TimeIntervalsReader
{
    /// <summary>All intervals with a name of their own, also those in which something else is wrong.</summary>
    /// <param name="timeIntervals">The value of <c>time_intervals</c>.</param>
    /// <param name="muteTimeIntervals">The value of <c>mute_time_intervals</c>.</param>
    /// <param name="localZone">What <c>location: Local</c> means: a name of the time zone database.</param>
    public static ImmutableArray<TimeInterval> Read(
        YamlValue? timeIntervals, YamlValue? muteTimeIntervals, string localZone)
    {
        var specs = new TimeSpecReader(localZone);
        var named = new Dictionary<string, TimeInterval>(StringComparer.Ordinal);

        // In this order Alertmanager looks for names that are taken.
        ReadList(muteTimeIntervals?.AsList("[]config.MuteTimeInterval"), "mute time interval", specs, named);
        ReadList(timeIntervals?.AsList("[]config.TimeInterval"), "time interval", specs, named);
        return [.. named.Values];
    }

    private static void ReadList(
        IReadOnlyList<YamlValue>? list, string kind, TimeSpecReader specs, Dictionary<string, TimeInterval> named)
    {
        foreach (var element in list ?? [])
        {
            if (ReadOne(element, kind, specs) is { } interval && !named.TryAdd(interval.Name, interval))
            {
                element.Error($"{kind} {GoQuote.Append(new(), interval.Name)} is not unique");
            }
        }
    }

    // Null when it has no name.
    private static TimeInterval? ReadOne(YamlValue element, string kind, TimeSpecReader specs)
    {
        if (element.IsSkipped)
        {
            return new("", []);
        }

        if (element.AsMap() is not { } map)
        {
            return null;
        }

        var named = map.TakeSet("name");
        var name = named is null ? "" : named.AsText();
        if (name is "")
        {
            element.Error($"missing name in {kind}");
        }

        var read = map.TakeList("time_intervals", "[]timeinterval.TimeInterval").Select(specs.Read);
        var intervals = read.OfType<TimeSpec>().ToImmutableArray();
        map.RefuseRest();
        return name is null or "" ? null : new(name, intervals);
    }
}
