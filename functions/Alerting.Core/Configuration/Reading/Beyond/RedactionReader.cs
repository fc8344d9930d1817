using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Alerting.Core.Configuration.Yaml;
using Alerting.Core.Redaction;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary><c>redaction</c>: what is taken out of texts besides credentials.</summary>
internal static class RedactionReader
{
    private const int MostPatterns = 50;
    private const int LongestPattern = 1_000;
    private const int MostFields = 100;
    private const int LongestField = 100;

    public static RedactionSettings Read(YamlMap map)
    {
        if (map.TakeSet("redaction")?.AsMap() is not { } redaction)
        {
            return RedactionSettings.Usual;
        }

        var settings = ReadPersonal(redaction) with
        {
            Patterns = ReadPatterns(redaction),
            Fields = ReadFields(redaction),
            RefuseLabels = redaction.TakeTruth("refuse_labels", otherwise: false),
        };
        redaction.RefuseRest();
        return settings;
    }

    private static RedactionSettings ReadPersonal(YamlMap redaction)
    {
        var usual = RedactionSettings.Usual;
        if (redaction.TakeSet("personal")?.AsMap() is not { } personal)
        {
            return usual;
        }

        var read = usual with
        {
            PersonalInLogs = personal.TakeTruth("logs", usual.PersonalInLogs),
            PersonalInAnnotations = personal.TakeTruth("annotations", usual.PersonalInAnnotations),
        };
        personal.RefuseRest();
        return read;
    }

    private static ImmutableArray<RedactionPattern> ReadPatterns(YamlMap redaction)
    {
        var place = redaction.Peek("patterns");
        var all = redaction.TakeList("patterns", "[]config.RedactionPattern");
        if (all.Count > MostPatterns)
        {
            place?.Error(FormattableString.Invariant($"at most {MostPatterns} patterns, not {all.Count}"));
        }

        return [.. all.Take(MostPatterns).Select(ReadPattern).OfType<RedactionPattern>()];
    }

    private static RedactionPattern? ReadPattern(YamlValue value)
    {
        if (value.AsMap() is not { } map)
        {
            return null;
        }

        var (name, pattern) = (map.TakeSet("name")?.AsText(), map.TakeSet("pattern"));
        map.RefuseRest();
        if (string.IsNullOrEmpty(name) || pattern is null)
        {
            map.Place.Error($"missing {(pattern is null ? "pattern" : "name")} in redaction pattern");
            return null;
        }

        if (pattern.AsText() is not { } text)
        {
            return null;
        }

        if (Problem(text) is { } problem)
        {
            pattern.Error(problem);
            return null;
        }

        return new(name, text);
    }

    private static string? Problem(string pattern)
    {
        if (pattern.Length is 0 or > LongestPattern)
        {
            return FormattableString.Invariant(
                $"expected a regular expression of 1 to {LongestPattern} characters, not {pattern.Length}");
        }

        try
        {
            return new Regex(pattern, CustomPatterns.Options).IsMatch("") ? "it matches where there is nothing" : null;
        }
        catch (NotSupportedException)
        {
            return "it cannot be matched in linear time: no look-around, no back-references, no atomic groups";
        }
        catch (ArgumentException wrong)
        {
            return "not a regular expression: " + wrong.Message;
        }
    }

    private static ImmutableArray<string> ReadFields(YamlMap redaction)
    {
        var place = redaction.Peek("fields");
        var all = redaction.TakeList("fields");
        if (all.Count > MostFields)
        {
            place?.Error(FormattableString.Invariant($"at most {MostFields} fields, not {all.Count}"));
        }

        return [.. all.Take(MostFields).Select(ReadField).OfType<string>()];
    }

    private static string? ReadField(YamlValue value)
    {
        if (value.AsText() is not { } name)
        {
            return null;
        }

        if (name.Length is >= 2 and <= LongestField && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.'))
        {
            return name;
        }

        value.ErrorOnValue(FormattableString.Invariant(
            $"expected a name of 2 to {LongestField} letters, digits, underscores, dashes or dots"));
        return null;
    }
}
