using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Reads the route tree.</summary>
/// <param name="receivers">Names of receivers that exist.</param>
/// <param name="intervals">Names of time intervals that exist.</param>
/// <param name="mode">How matchers and names of labels are read.</param>
internal sealed class RouteReader(
    IReadOnlySet<string> receivers, IReadOnlySet<string> intervals, MatcherMode mode)
{
    private static readonly Route Usual = new() { Receiver = "" };

    private static readonly (string Key, string Problem)[] NotOnRoot =
    [
        ("match", "root route must not have any matchers"),
        ("match_re", "root route must not have any matchers"),
        ("matchers", "root route must not have any matchers"),
        ("mute_time_intervals", "root route must not have any mute time intervals"),
        ("active_time_intervals", "root route must not have any active time intervals"),
        ("continue", "cannot have continue in root route"),
    ];

    private readonly Dictionary<(string Key, string Receiver), int> ordinals = [];

    /// <summary>The root with all below it; null when it is no mapping.</summary>
    public Route? Read(YamlValue route)
    {
        if (route.AsMap() is not { } map)
        {
            return null;
        }

        RefuseOnRoot(map);
        if (map.Peek("receiver") is null or { IsEmpty: true })
        {
            map.Place.Error("root route must specify a default receiver");
        }

        return ReadNode(map, Usual, MatcherList.Empty, Usual.Key);
    }

    // What cannot be read is told, too, and first.
    private void RefuseOnRoot(YamlMap map)
    {
        var found = NotOnRoot.Select(refused => (refused.Key, map.Peek(refused.Key), refused.Problem)).ToArray();
        _ = MatcherReading.Take(map, "match", "match_re", "matchers", mode);
        foreach (var (key, value, problem) in found)
        {
            map.Take(key);
            if (value is { IsEmpty: false } && !(key == "continue" && value.AsTruth() is null))
            {
                value.Error(problem);
            }
        }
    }

    private Route? ReadChild(YamlValue route, Route parent)
    {
        if (route.IsNull)
        {
            route.Error("missing route");
            return null;
        }

        if (route.AsMap() is not { } map)
        {
            return null;
        }

        var matchers = MatcherReading.Take(map, "match", "match_re", "matchers", mode);
        return ReadNode(map, parent, matchers, $"{parent.Key}/{matchers}");
    }

    private Route ReadNode(YamlMap map, Route parent, MatcherList matchers, string key)
    {
        var repeatAt = map.Peek("repeat_interval") ?? map.Place;
        var (groupBy, groupByAll) = TakeGroupBy(map, parent);
        var receiver = TakeReceiver(map, parent);
        var route = new Route
        {
            Receiver = receiver,
            Matchers = matchers,
            Continue = map.TakeTruth("continue", otherwise: false),
            GroupBy = groupBy,
            GroupByAll = groupByAll,
            GroupWait = map.TakeDuration("group_wait") ?? parent.GroupWait,
            GroupInterval = map.TakePositiveDuration("group_interval") ?? parent.GroupInterval,
            RepeatInterval = map.TakePositiveDuration("repeat_interval") ?? parent.RepeatInterval,
            MuteTimeIntervals = TakeIntervals(map, "mute_time_intervals"),
            ActiveTimeIntervals = TakeIntervals(map, "active_time_intervals"),
            Labels = TakeLabels(map, parent),
            Key = key,
            Ordinal = NextOrdinal(key, receiver),
        };
        WarnOfShortRepeat(route, repeatAt);
        var below = map.TakeList("routes", "[]*config.Route").Select(child => ReadChild(child, route)).OfType<Route>();
        route = route with { Routes = [.. below] };
        map.RefuseRest();
        return route;
    }

    private int NextOrdinal(string key, string receiver)
    {
        var next = ordinals.GetValueOrDefault((key, receiver));
        ordinals[(key, receiver)] = next + 1;
        return next;
    }

    private string TakeReceiver(YamlMap map, Route parent)
    {
        var value = map.Take("receiver");
        var name = value?.AsText() ?? "";
        if (name.Length > 0 && !receivers.Contains(name))
        {
            value!.ErrorOnValue($"undefined receiver {GoQuote.Append(new(), name)} used in route");
        }

        return name.Length > 0 ? name : parent.Receiver;
    }

    private ImmutableArray<string> TakeIntervals(YamlMap map, string key)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var element in map.TakeList(key))
        {
            if (element.AsText() is not { } name)
            {
                continue;
            }

            names.Add(name);
            if (!intervals.Contains(name))
            {
                element.ErrorOnValue($"undefined time interval {GoQuote.Append(new(), name)} used in route");
            }
        }

        return names.ToImmutable();
    }

    private LabelSet TakeLabels(YamlMap map, Route parent)
    {
        var own = new List<Label>();
        foreach (var (name, value) in map.TakeMap("labels", "model.LabelSet"))
        {
            if (!LabelNames.IsValid(name, mode))
            {
                value.ErrorOnValue($"invalid label name {GoQuote.Append(new(), name)} in route labels");
            }

            own.Add(new(name, value.AsText() ?? ""));
        }

        return own.Count == 0 ? parent.Labels : LabelSet.From([.. parent.Labels, .. own]);
    }

    // Nothing said inherits; an empty list is something said (since 0.31).
    private (ImmutableHashSet<string> Names, bool All) TakeGroupBy(YamlMap map, Route parent)
    {
        if (map.Take("group_by") is not { IsNull: false } list)
        {
            return (parent.GroupBy, parent.GroupByAll);
        }

        var names = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var all = false;
        foreach (var element in list.AsList())
        {
            if (element.AsText() is not { } name)
            {
                continue;
            }

            all |= name == "...";
            if (name != "..." && ProblemOf(name, names) is { } problem)
            {
                element.ErrorOnValue(problem);
            }
        }

        if (all && names.Count > 0)
        {
            list.Error("cannot have wildcard group_by (`...`) and other labels at the same time");
        }

        return (names.ToImmutable(), all);
    }

    private string? ProblemOf(string name, ImmutableHashSet<string>.Builder names)
    {
        if (!LabelNames.IsValid(name, mode))
        {
            return $"invalid label name {GoQuote.Append(new(), name)} in group_by list";
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
