using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration.Reading;

/// <summary>Matchers of routes and inhibit rules: the list, and the two maps of before 0.22.</summary>
internal static class MatcherReading
{
    /// <summary>All three as one sorted list.</summary>
    /// <param name="map">Where the keys are.</param>
    /// <param name="equal">Key of the map of names and values.</param>
    /// <param name="regex">Key of the map of names and regular expressions.</param>
    /// <param name="list">Key of the list of texts, each with any number of matchers.</param>
    /// <param name="mode">The grammar of those texts.</param>
    public static MatcherList Take(
        YamlMap map, string equal, string regex, string list, MatcherMode mode) => MatcherList.Of(
    [
        .. map.TakeMap(equal).Select(entry => Equal(entry.Name, entry.Value)).OfType<Matcher>(),
        .. map.TakeMap(regex, "config.plain").Select(entry => Regex(entry.Name, entry.Value)).OfType<Matcher>(),
        .. Take(map, list, mode),
    ]);

    /// <summary>The list alone, sorted.</summary>
    public static MatcherList Take(YamlMap map, string list, MatcherMode mode) =>
        MatcherList.Of(map.TakeList(list).SelectMany(element => Parse(element, mode)));

    private static Matcher? Equal(string name, YamlValue value)
    {
        CheckName(name, value);
        return Matcher.Create(name, MatchOperator.Equal, value.AsText() ?? "", out _);
    }

    // Alertmanager keeps the regex anchored, so that is what its keys show; matching anchors it once more.
    private static Matcher? Regex(string name, YamlValue value)
    {
        CheckName(name, value);
        if (value.IsNull)
        {
            value.Error($"invalid regexp value for {GoQuote.Append(new(), name)}");
        }

        if (value.IsNull || value.AsText() is not { } text)
        {
            return null;
        }

        // Said of the text as it was written.
        if (Matcher.Create(name, MatchOperator.Matches, text, out var problem) is null)
        {
            value.ErrorOnValue(problem!);
            return null;
        }

        return Matcher.Create(name, MatchOperator.Matches, $"^(?:{text})$", out _);
    }

    private static void CheckName(string name, YamlValue value)
    {
        if (!LabelNames.IsClassic(name))
        {
            value.ErrorOnValue($"invalid label name {GoQuote.Append(new(), name)}");
        }
    }

    private static IEnumerable<Matcher> Parse(YamlValue element, MatcherMode mode)
    {
        if (element.AsText() is not { } text)
        {
            return [];
        }

        var parsed = MatcherParser.Parse(text, mode);
        if (parsed.Problem is { } problem)
        {
            element.ErrorOnValue(problem);
        }
        else if (parsed.Warning is { } warning)
        {
            element.Warn(warning);
        }

        return parsed.Matchers ?? MatcherList.Empty;
    }
}
