using System.Globalization;
using System.Text.Json;
using Alerting.Core.Jobs.Events;
using Alerting.Core.Redaction;

namespace Alerting.Core.Sources.Jobs;

/// <summary>
/// Single members of a report, each of one kind and range. One that is missing or null is unsaid; one that is something
/// else is rejected by its path, and unsaid as well.
/// </summary>
/// <param name="members">The members that are there.</param>
/// <param name="path">Where they stand, such as <c>$</c>.</param>
/// <param name="rejected">Where what is wrong is told.</param>
internal sealed class JobFields(IReadOnlyDictionary<string, JsonElement> members, string path, Rejections rejected)
{
    /// <summary>Numbers that <see cref="double"/> holds whole.</summary>
    private const double MostExact = 9_007_199_254_740_992;

    /// <summary>The path of a member.</summary>
    public string PathOf(string name) => path + JsonRead.Step(name);

    /// <summary>The member, null where it is missing or null.</summary>
    public JsonElement? Find(string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Rejects a member.</summary>
    public void Reject(string name, string expected, JsonElement found) => rejected.Add(PathOf(name), expected, found);

    /// <summary>Rejects a part of a member.</summary>
    public void Reject(string name, string part, string reason) => rejected.Add(PathOf(name) + part, reason);

    /// <summary>A text, cut at so many characters.</summary>
    public string? Text(string name, int most) =>
        Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? WholeWords.Cut(JsonText.Of(value), most)
        : Wrong<string>(name, "a text", value);

    /// <summary>A text of 1 to so many characters without control characters.</summary>
    public string? Name(string name, int most)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : null;
        if (text is null)
        {
            return Wrong<string>(name, "a text", value);
        }

        if (JobLimits.Refusal(text, most) is { } refusal)
        {
            rejected.Add(PathOf(name), refusal);
            return null;
        }

        return text;
    }

    /// <summary>A name, or a whole number in its place: an id of a database often is one.</summary>
    public string? NameOrWhole(string name, int most)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Number } value)
        {
            return Name(name, most);
        }

        return WholeOf(value)?.ToString(CultureInfo.InvariantCulture)
            ?? Wrong<string>(name, "a text or a whole number", value);
    }

    /// <summary>A whole number in bounds; 2.0 is one.</summary>
    public long? Whole(string name, long least, long most)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (WholeOf(value) is { } whole && whole >= least && whole <= most)
        {
            return whole;
        }

        Reject(name, Bounds(least, most), value);
        return null;
    }

    /// <summary>A number of at least 0.</summary>
    public double? Amount(string name) => Take<double>(
        name, "a number of at least 0", value => FiniteOf(value) is >= 0 and var number ? number : null);

    /// <summary>An RFC 3339 time.</summary>
    public DateTimeOffset? Time(string name) => Take<DateTimeOffset>(
        name, SourceTime.Expected,
        value => value.ValueKind == JsonValueKind.String ? SourceTime.Strict(JsonText.Of(value)) : null);

    /// <summary>The same, and what programs write beside it: see <see cref="SourceTime.Loose(JsonElement)"/>.</summary>
    public DateTimeOffset? LooseTime(string name) => Take<DateTimeOffset>(name, SourceTime.Expected, SourceTime.Loose);

    /// <summary>A level.</summary>
    public Level? Level(string name) => Take<Level>(name, LogLevels.Expected, LogLevels.Read);

    /// <summary>The finite number that a value is; null where it is none.</summary>
    public static double? FiniteOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>The whole number that a value is; null where it is none.</summary>
    public static long? WholeOf(JsonElement value) =>
        value.ValueKind != JsonValueKind.Number ? null
        : value.TryGetInt64(out var whole) ? whole
        : FiniteOf(value) is { } number && Math.Abs(number) < MostExact && double.IsInteger(number) ? (long)number
        : null;

    private static string Bounds(long least, long most) => most == long.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {least}")
        : string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");

    private T? Take<T>(string name, string expected, Func<JsonElement, T?> read)
        where T : struct
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var taken = read(value);
        if (taken is null)
        {
            Reject(name, expected, value);
        }

        return taken;
    }

    private T? Wrong<T>(string name, string expected, JsonElement found)
        where T : class
    {
        Reject(name, expected, found);
        return null;
    }
}
