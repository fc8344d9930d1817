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

    public static LabelSet Read(JsonElement json) =>
        LabelSet.From(json.EnumerateObject().Select(member => new Label(member.Name, member.Value.GetString()!)));
}
