using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Core.Groups.Rows;

/// <summary>A label set as a JSON object, for rows.</summary>
internal static class LabelJson
{
    public static void Write(Utf8JsonWriter json, string name, LabelSet labels)
    {
        json.WriteStartObject(name);
        foreach (var label in labels)
        {
            json.WriteString(label.Name, label.Value);
        }

        json.WriteEndObject();
    }

    /// <summary>The object that the reader is at the beginning of; it is left at its end.</summary>
    public static LabelSet Read(ref Utf8JsonReader json)
    {
        var labels = new List<Label>(8);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            labels.Add(new(name, json.GetString()!));
        }

        return LabelSet.From(labels);
    }

    public static LabelSet Read(JsonElement json) =>
        LabelSet.From(json.EnumerateObject().Select(member => new Label(member.Name, member.Value.GetString()!)));
}
