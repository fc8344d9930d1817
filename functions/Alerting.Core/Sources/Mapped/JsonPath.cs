using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Alerting.Core.Sources.Mapped;

/// <summary>
/// A path to one value: <c>$</c>, then any number of <c>.name</c>, <c>['any name']</c> and <c>[0]</c>. The part of
/// JSONPath (RFC 9535) that names a single value.
/// </summary>
public sealed class JsonPath
{
    private readonly ImmutableArray<Step> steps;

    private JsonPath(string text, ImmutableArray<Step> steps) => (Text, this.steps) = (text, steps);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The path; null where the text is none.</summary>
    public static JsonPath? Parse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (!text.StartsWith('$'))
        {
            return null;
        }

        for (var rest = text.AsSpan(1); rest.Length > 0;)
        {
            if (StepOf(rest, out var length) is not { } step)
            {
                return null;
            }

            steps.Add(step);
            rest = rest[length..];
        }

        return new(text, steps.DrainToImmutable());
    }

    /// <summary>The value; null where there is none, or it is null.</summary>
    public JsonElement? Find(JsonElement root)
    {
        JsonElement? found = root;
        foreach (var step in steps)
        {
            found = found is { } at ? step.Find(at) : null;
        }

        return found is { ValueKind: not JsonValueKind.Null } ? found : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static Step? StepOf(ReadOnlySpan<char> rest, out int length)
    {
        if (rest[0] == '.')
        {
            var end = rest[1..].IndexOfAny('.', '[');
            length = end < 0 ? rest.Length : end + 1;
            return length > 1 && !rest[1..length].ContainsAny("]'\" ") ? new(rest[1..length].ToString(), 0) : null;
        }

        length = 0;
        return rest[0] != '[' ? null : rest.Length > 1 && rest[1] is '\'' or '"' ? Name(rest, out length)
            : Index(rest, out length);
    }

    private static Step? Name(ReadOnlySpan<char> rest, out int length)
    {
        var end = rest[2..].IndexOf(rest[1]);
        length = end + 4;
        return end > 0 && length <= rest.Length && rest[length - 1] == ']'
            ? new(rest.Slice(2, end).ToString(), 0)
            : null;
    }

    private static Step? Index(ReadOnlySpan<char> rest, out int length)
    {
        length = rest.IndexOf(']') + 1;
        return length > 2 && int.TryParse(
            rest[1..(length - 1)], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new(null, index)
            : null;
    }

    private sealed record Step(string? Name, int Index)
    {
        public JsonElement? Find(JsonElement json) => Name is not null ? json.Member(Name)
            : json.ValueKind == JsonValueKind.Array && Index < json.GetArrayLength() ? json[Index]
            : null;
    }
}
