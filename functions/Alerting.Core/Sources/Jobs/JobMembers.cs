using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Redaction;

namespace Alerting.Core.Sources.Jobs;

/// <summary>
/// Members of a report that hold many: objects and lists. What is wrong in them is rejected by itself, and what is too
/// much as well.
/// </summary>
internal static class JobMembers
{
    private static readonly ImmutableSortedDictionary<string, string> NoTexts =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, Measure> NoMeasures =
        ImmutableSortedDictionary.Create<string, Measure>(StringComparer.Ordinal);

    private static readonly HashSet<string> MeasureNames = new(["value", "samples"], StringComparer.Ordinal);

    /// <summary>An object of texts, numbers and truths.</summary>
    public static ImmutableSortedDictionary<string, string> Texts(JobFields fields, string name) =>
        Object(fields, name, "an object of texts and numbers", JobLimits.Members, NoTexts, TextOf);

    /// <summary>An object of what was used: numbers of at least 0, or texts such as <c>16Gi</c>.</summary>
    public static ImmutableSortedDictionary<string, string> Amounts(JobFields fields, string name) =>
        Object(fields, name, "an object of numbers", JobLimits.Members, NoTexts, AmountOf);

    /// <summary>An object of figures: <c>{name: number}</c> or <c>{name: {"value", "samples"}}</c>.</summary>
    public static ImmutableSortedDictionary<string, Measure> Measures(JobFields fields, string name) =>
        Object(fields, name, "an object of numbers", JobLimits.Metrics, NoMeasures, MeasureOf);

    /// <summary>A list of jobs, or of <c>job/run</c>.</summary>
    public static ImmutableArray<string> Parents(JobFields fields, string name)
    {
        const int Most = JobLimits.Name + 1 + JobLimits.Run;
        if (fields.Find(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            fields.Reject(name, "a list of jobs, or of job/run", value);
            return [];
        }

        var parents = ImmutableArray.CreateBuilder<string>();
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            var text = element.ValueKind == JsonValueKind.String ? JsonText.Of(element) : null;
            var refusal = text is null
                ? $"expected a text, not {Rejections.Shown(element)}"
                : JobLimits.Refusal(text, Most)
                    ?? (parents.Count == JobLimits.Metrics ? Full(JobLimits.Metrics) : null);
            var place = string.Create(CultureInfo.InvariantCulture, $"[{index++}]");
            if (refusal is not null)
            {
                fields.Reject(name, place, refusal);
            }
            else
            {
                parents.Add(text!);
            }
        }

        return parents.DrainToImmutable();
    }

    private static ImmutableSortedDictionary<string, T> Object<T>(
        JobFields fields, string name, string expected, int most, ImmutableSortedDictionary<string, T> none,
        Func<JsonElement, (T Value, string? Refusal)> read)
    {
        if (fields.Find(name) is not { } value)
        {
            return none;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            fields.Reject(name, expected, value);
            return none;
        }

        var members = none.ToBuilder();
        foreach (var member in value.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            var key = JsonText.NameOf(member);
            var (item, refusal) = read(member.Value);
            refusal = NameRefusal(key)
                ?? (members.Count == most && !members.ContainsKey(key) ? Full(most) : refusal);
            if (refusal is null)
            {
                members[key] = item;
            }
            else
            {
                fields.Reject(name, JsonRead.Step(key), refusal);
            }
        }

        return members.ToImmutable();
    }

    private static string? NameRefusal(string key) =>
        JobLimits.Refusal(key, JobLimits.Name)?.Replace("a text", "a name", StringComparison.Ordinal);

    private static string Full(int most) =>
        string.Create(CultureInfo.InvariantCulture, $"there are {most} before it, and no more are kept");

    private static (string, string?) TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => (WholeWords.Cut(JsonText.Of(value), JobLimits.Text), null),
        JsonValueKind.Number => (WholeWords.Cut(value.GetRawText(), JobLimits.Text), null),
        JsonValueKind.True => ("true", null),
        JsonValueKind.False => ("false", null),
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined =>
            ("", $"expected a text or a number, not {Rejections.Shown(value)}"),
    };

    private static (string, string?) AmountOf(JsonElement value)
    {
        var isAmount = value.ValueKind == JsonValueKind.String
            ? !double.TryParse(JsonText.Of(value), CultureInfo.InvariantCulture, out var number)
                || (double.IsFinite(number) && number >= 0)
            : JobFields.FiniteOf(value) is >= 0;
        return isAmount
            ? TextOf(value)
            : ("", $"expected a number of at least 0, not {Rejections.Shown(value)}");
    }

    private static (Measure, string?) MeasureOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Measured(value, samples: null);
        }

        var members = JsonBody.Members(value, MeasureNames);
        var samples = members.TryGetValue("samples", out var count) && count.ValueKind != JsonValueKind.Null
            ? count
            : (JsonElement?)null;
        return members.TryGetValue("value", out var figure)
            ? Measured(figure, samples)
            : (default, "expected a number, or an object with value and samples");
    }

    // Samples that cannot be read are no reason to lose the figure, but one of unknown weight may not look like one of
    // great weight: it is left out.
    private static (Measure, string?) Measured(JsonElement figure, JsonElement? samples)
    {
        var count = samples is { } given ? JobFields.WholeOf(given) : null;
        return JobFields.FiniteOf(figure) is not { } number
                ? (default, $"expected a finite number, not {Rejections.Shown(figure)}")
            : samples is { } wrong && count is not >= 0
                ? (default, $"expected samples to be a whole number of at least 0, not {Rejections.Shown(wrong)}")
            : (new(number, count), null);
    }
}
