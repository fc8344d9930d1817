using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Reads the root <c>route</c>.</summary>
internal static class RouteReader
{
    private const string All = "...";

    private static readonly (string Key, string Problem)[] NotOnRoot =
    [
        ("match", "root route must not have any matchers"),
        ("match_re", "root route must not have any matchers"),
        ("matchers", "root route must not have any matchers"),
        ("mute_time_intervals", "root route must not have any mute time intervals"),
        ("active_time_intervals", "root route must not have any active time intervals"),
        ("continue", "cannot have continue in root route"),
    ];

    /// <summary>The route; null when it is no mapping.</summary>
    /// <param name="route">The value of <c>route</c>.</param>
    /// <param name="receivers">The names that exist.</param>
    public static Route? Read(YamlValue route, IReadOnlySet<string> receivers)
    {
        if (route.AsMap() is not { } map)
        {
            return null;
        }

        RefuseOnRoot(map);
        var usual = new Route { Receiver = "" };
        var wait = map.TakeDuration("group_wait");
        var (repeatAt, interval) = (map.Peek("repeat_interval"), map.TakePositiveDuration("group_interval"));
        var (names, all) = TakeGroupBy(map);
        var read = new Route
        {
            Receiver = TakeReceiver(map, receivers),
            GroupBy = names,
            GroupByAll = all,
            GroupWait = wait,
            GroupInterval = interval ?? usual.GroupInterval,
            RepeatInterval = map.TakePositiveDuration("repeat_interval") ?? usual.RepeatInterval,
        };
        WarnOfShortRepeat(read, repeatAt ?? route);
        map.TakeUnbuilt(AlertmanagerKeys.RootRoute);
        map.RefuseRest();
        return read;
    }

    private static void RefuseOnRoot(YamlMap map)
    {
        foreach (var (key, problem) in NotOnRoot)
        {
            var value = map.Take(key);
            if (value is { IsEmpty: false } && !(key == "continue" && value.AsTruth() is null))
            {
                value.Error(problem);
            }
        }
    }

    private static string TakeReceiver(YamlMap map, IReadOnlySet<string> receivers)
    {
        var value = map.TakeSet("receiver");
        var name = value is null ? "" : value.AsText();
        if (name is "")
        {
            map.Place.Error("root route must specify a default receiver");
        }
        else if (name is not null && !receivers.Contains(name))
        {
            value!.ErrorOnValue($"undefined receiver {GoQuote.Append(new(), name)} used in route");
        }

        return name ?? "";
    }

    private static (ImmutableHashSet<string> Names, bool All) TakeGroupBy(YamlMap map)
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        var place = map.Peek("group_by");
        var all = false;
        foreach (var element in map.TakeList("group_by"))
        {
            if (element.AsText() is not { } name)
            {
                continue;
            }

            all |= name == All;
            if (name != All && ProblemOf(name, names) is { } problem)
            {
                element.ErrorOnValue(problem);
            }
        }

        if (all && names.Count > 0)
        {
            place?.Error("cannot have wildcard group_by (`...`) and other labels at the same time");
        }

        return (names.ToImmutable(), all);
    }

    // Any UTF-8 but the empty text is a label name.
    private static string? ProblemOf(string name, ImmutableHashSet<string>.Builder names)
    {
        if (name.Length == 0)
        {
            return "invalid label name \"\" in group_by list";
        }

        return names.Add(name) ? null : $"duplicated label {GoQuote.Append(new(), name)} in group_by";
    }

    private static void WarnOfShortRepeat(Route route, YamlValue place)
    {
        if (route.RepeatInterval < route.GroupInterval)
        {
            place.Warn(
                $"repeat_interval ({PrometheusDuration.Print(route.RepeatInterval)}) is less than group_interval "
                + $"({PrometheusDuration.Print(route.GroupInterval)}): repeats come at group_interval");
        }
    }
}
