using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Delivery;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary>
/// Who stands in for whom. The fallback of all is that of each receiver which names none and is nobody's fallback; a
/// fallback that names none has the local inbox, so that every chain ends.
/// </summary>
/// <param name="all">The fallback of all; null for none.</param>
/// <param name="own">Those that receivers name, by receiver.</param>
internal sealed class FallbackRules(YamlValue? all, IReadOnlyDictionary<string, YamlValue> own)
{
    private const int MostShown = 10;

    private readonly Dictionary<string, string> targets =
        own.ToDictionary(one => one.Key, one => one.Value.AsText()!, StringComparer.Ordinal);

    /// <summary>Whether somebody falls back to it.</summary>
    public bool IsTarget(string receiver) =>
        all?.AsText() == receiver || targets.ContainsValue(receiver);

    /// <summary>The settings with the fallbacks; reports names that are no receiver's, and circles.</summary>
    /// <param name="settings">The others.</param>
    /// <param name="receivers">The names of all receivers.</param>
    public DeliverySettings Apply(DeliverySettings settings, IReadOnlyList<string> receivers)
    {
        foreach (var value in own.Values.Prepend(all).OfType<YamlValue>())
        {
            if (!receivers.Contains(value.AsText()!, StringComparer.Ordinal))
            {
                value.Error($"undefined receiver {Quoted(value.AsText()!)} used as fallback");
            }
        }

        RefuseCircles();
        var ends = receivers.Where(name => IsTarget(name) && !targets.ContainsKey(name))
            .Select(name => KeyValuePair.Create(name, ""));
        return settings with
        {
            Fallback = all?.AsText() ?? "",
            Fallbacks = targets.Concat(ends).ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    private void RefuseCircles()
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (receiver, value) in own)
        {
            var way = WayFrom(receiver);
            if (way is [var target] && target == receiver)
            {
                value.Error("a receiver cannot be its own fallback");
            }
            else if (way[^1] == receiver && told.Add(receiver))
            {
                told.UnionWith(way);
                var shown = way.Take(MostShown).Prepend(receiver);
                value.Error("fallback leads in a circle: " + string.Join(" -> ", shown));
            }
        }
    }

    // Up to the receiver itself, to one that was met before, or to the end.
    private List<string> WayFrom(string receiver)
    {
        var (way, seen) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var next = targets.GetValueOrDefault(receiver);
        while (next is not null && seen.Add(next))
        {
            way.Add(next);
            next = next == receiver ? null : targets.GetValueOrDefault(next);
        }

        return way;
    }

    private static string Quoted(string name) => GoQuote.Append(new(), name).ToString();
}
