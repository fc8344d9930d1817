using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Jobs.Registry;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary>Names and words of a job: <c>depends_on</c>, <c>ignore</c>, <c>criticality</c>.</summary>
internal static class JobListsReader
{
    private const int LongestHinted = 100;

    private static readonly Dictionary<string, JobTrouble> Troubles =
        Enum.GetValues<JobTrouble>().ToDictionary(Word, trouble => trouble, StringComparer.Ordinal);

    private static readonly Dictionary<string, Criticality> Criticalities = Enum.GetValues<Criticality>()
        .ToDictionary(it => it.ToString().ToLowerInvariant(), it => it, StringComparer.Ordinal);

    /// <summary>The word for it in the file: <c>never_started</c>.</summary>
    public static string Word(JobTrouble trouble) => string.Concat(trouble.ToString().Select((letter, at) =>
        (char.IsUpper(letter) && at > 0 ? "_" : "") + char.ToLowerInvariant(letter)));

    /// <summary>Names with the places they stand at; one that comes twice is a warning.</summary>
    public static IReadOnlyDictionary<string, YamlValue> TakeNames(YamlMap map, string key)
    {
        var names = new OrderedDictionary<string, YamlValue>(StringComparer.Ordinal);
        foreach (var value in map.TakeList(key))
        {
            if (JobScalars.Line(value, JobLimits.Name) is { } name && !names.TryAdd(name, value))
            {
                value.WarnOnValue("named twice");
            }
        }

        return names;
    }

    /// <summary>Troubles with the places they stand at.</summary>
    public static IReadOnlyDictionary<JobTrouble, YamlValue> TakeTroubles(YamlMap map, string key)
    {
        var troubles = new OrderedDictionary<JobTrouble, YamlValue>();
        foreach (var value in map.TakeList(key))
        {
            if (value.AsText() is { } word && Known(value, word, Troubles, "trouble") is { } trouble
                && !troubles.TryAdd(trouble, value))
            {
                value.WarnOnValue("named twice");
            }
        }

        return troubles;
    }

    /// <summary>How bad it is when it fails; null where it is not said.</summary>
    public static Criticality? TakeCriticality(YamlMap map) =>
        map.TakeSet("criticality") is { } value && value.AsText() is { } word
            ? Known(value, word, Criticalities, "criticality")
            : null;

    private static T? Known<T>(YamlValue value, string word, Dictionary<string, T> words, string what)
        where T : struct
    {
        if (words.TryGetValue(word, out var known))
        {
            return known;
        }

        var hint = word.Length <= LongestHinted ? Nearest.Hint(word, words.Keys) : "";
        value.ErrorOnValue($"there is no {what} {GoQuote.Append(new(), word)}"
            + (hint.Length > 0 ? hint : $"; there are {string.Join(", ", words.Keys)}"));
        return null;
    }
}
