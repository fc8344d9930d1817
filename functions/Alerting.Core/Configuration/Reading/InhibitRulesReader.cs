using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Reads <c>inhibit_rules</c>.</summary>
internal static class InhibitRulesReader
{
    public static ImmutableArray<InhibitRule> Read(YamlValue? rules, MatcherMode mode)
    {
        if (rules is null)
        {
            return [];
        }

        var maps = rules.AsList("[]config.InhibitRule").Select(element => element.AsMap()).OfType<YamlMap>();
        return [.. maps.Select(map => ReadRule(map, mode))];
    }

    // One of null is harmless: what matches both sides never holds itself back.
    private static InhibitRule ReadRule(YamlMap map, MatcherMode mode)
    {
        var rule = new InhibitRule(
            map.Take("name")?.AsText() ?? "",
            MatcherReading.Take(map, "source_match", "source_match_re", "source_matchers", mode),
            MatcherReading.Take(map, "target_match", "target_match_re", "target_matchers", mode),
            TakeEqual(map, mode));
        map.RefuseRest();
        return rule;
    }

    private static ImmutableArray<string> TakeEqual(YamlMap map, MatcherMode mode)
    {
        var equal = ImmutableArray.CreateBuilder<string>();
        foreach (var element in map.TakeList("equal"))
        {
            if (element.AsText() is not { } name)
            {
                continue;
            }

            equal.Add(name);
            if (!LabelNames.IsValid(name, mode))
            {
                element.ErrorOnValue($"invalid label name {GoQuote.Append(new(), name)} in equal list");
            }
        }

        return equal.ToImmutable();
    }
}
