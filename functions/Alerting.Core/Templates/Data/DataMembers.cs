using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Sources;

namespace Alerting.Core.Templates.Data;

/// <summary>
/// The members of an object of JSON, by their names in any case. Null is as if it were not there; of a member that
/// comes twice the last one counts. What is of another kind throws <see cref="FormatException"/> with its place.
/// </summary>
internal sealed class DataMembers
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.OrdinalIgnoreCase);
    private readonly string place;

    /// <summary>Those of an object or, none, of null.</summary>
    /// <param name="place">Where it stands, such as <c>alerts[0]</c>; empty for the whole.</param>
    /// <param name="element">What should be an object.</param>
    public DataMembers(string place, JsonElement element)
    {
        this.place = place;
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            throw new FormatException((place.Length == 0 ? "the data" : place) + ": not an object");
        }

        IEnumerable<JsonProperty> all = element.ValueKind == JsonValueKind.Null ? [] : element.EnumerateObject();
        foreach (var member in all.Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            members[JsonText.NameOf(member)] = member.Value;
        }
    }

    /// <summary>A text; empty when missing.</summary>
    public string Text(string name) =>
        Find(name, JsonValueKind.String, "a text") is { } text ? JsonText.Of(text) : "";

    /// <summary>The elements of a list; none when missing.</summary>
    public IEnumerable<JsonElement> List(string name) =>
        Find(name, JsonValueKind.Array, "a list") is { } list ? list.EnumerateArray() : [];

    /// <summary>An object; null when missing.</summary>
    public JsonElement? Object(string name) => Find(name, JsonValueKind.Object, "an object");

    /// <summary>A time; the year 1 when missing.</summary>
    public DateTimeOffset Time(string name)
    {
        if (!members.ContainsKey(name))
        {
            return default;
        }

        return Rfc3339.TryParse(Text(name), out var time)
            ? time
            : throw new FormatException($"{At(name)}: expected {Rfc3339.Expected}");
    }

    /// <summary>A set of labels; empty when missing, a null among them is an empty text.</summary>
    public LabelSet Labels(string name) => Find(name, JsonValueKind.Object, "an object") is { } set
        ? LabelSet.From(set.EnumerateObject().Select(label => Label(At(name), label)))
        : LabelSet.Empty;

    private static Label Label(string place, JsonProperty member)
    {
        var name = JsonText.NameOf(member);
        return member.Value.ValueKind switch
        {
            JsonValueKind.String => new(name, JsonText.Of(member.Value)),
            JsonValueKind.Null => new(name, ""),
            _ => throw new FormatException($"{place}{JsonRead.Step(name)}: not a text"),
        };
    }

    private JsonElement? Find(string name, JsonValueKind kind, string what) =>
        !members.TryGetValue(name, out var value) ? null
        : value.ValueKind == kind ? value
        : throw new FormatException($"{At(name)}: not {what}");

    private string At(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
