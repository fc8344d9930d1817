using System.Text.Json;
using Alerting.Core.Alerts;

namespace Alerting.Adapters.Channels;

/// <summary>JSON that templates made, without control characters in its texts.</summary>
internal static class CleanJson
{
    /// <summary>
    /// The same value. Throws <see cref="JsonException"/> for what is none or nests more than 64 deep.
    /// </summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return RelaxedJson.Of(writer => Write(writer, document.RootElement));
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, value);
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Clean(value.GetString()!));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            json.WritePropertyName(Clean(member.Name));
            Write(json, member.Value);
        }

        json.WriteEndObject();
    }

    private static string Clean(string text) => BoundedText.Printable(text, int.MaxValue);
}
