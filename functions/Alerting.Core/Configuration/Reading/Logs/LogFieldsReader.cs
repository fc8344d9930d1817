using System.Collections.Immutable;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Languages;

namespace Alerting.Core.Configuration.Reading.Logs;

/// <summary><c>fields</c>: label to field, or <c>{field, prefix, suffix}</c>.</summary>
internal static class LogFieldsReader
{
    private const int Most = 20;
    private const int LongestSuffix = 50;

    /// <summary>The fields; default when there are none.</summary>
    public static ImmutableArray<LogFieldRule> Read(YamlMap map, LogKind kind)
    {
        var place = map.Peek("fields");
        (string Name, YamlValue Value)[] entries = [.. map.TakeMap("fields", "map[string]config.LogField")];
        if (entries.Length > Most)
        {
            place!.Error($"at most {Most} fields");
        }

        return place is null or { IsNull: true }
            ? default
            : [.. entries.Select(entry => Rule(entry.Name, entry.Value, kind)).OfType<LogFieldRule>()];
    }

    private static LogFieldRule? Rule(string label, YamlValue value, LogKind kind)
    {
        var (field, isPrefix, suffix) = value.Node is YamlMapping ? Long(value) : (value, false, "");
        if (label.Length == 0)
        {
            value.Error("expected the name of a label");
            return null;
        }

        if (field?.AsText() is not { } name)
        {
            return null;
        }

        if (!LogFieldNames.Is(name, kind.FieldCharacters))
        {
            field.ErrorOnValue(
                $"not a field of {kind.Word}: expected {LogFieldNames.Expected(kind.FieldCharacters)}");
            return null;
        }

        return new(label, name, isPrefix) { Suffix = suffix };
    }

    private static (YamlValue? Field, bool IsPrefix, string Suffix) Long(YamlValue value)
    {
        var map = value.AsMap()!;
        var field = map.TakeSet("field");
        if (field is null)
        {
            map.Place.Error("missing field");
        }

        var isPrefix = map.TakeTruth("prefix", otherwise: false);
        var suffix = map.TakeSet("suffix")?.AsText() ?? "";
        if (suffix.Length > LongestSuffix || !LiteralText.IsFit(suffix))
        {
            map.Place.Error($"suffix must be at most {LongestSuffix} characters, no control characters among them");
        }

        map.RefuseRest();
        return (field, isPrefix, suffix);
    }
}
