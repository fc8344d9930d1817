using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Alerting.Core.Groups.Rows;

/// <summary>Who was told before, as a property: <c>[[group, receiver, integration, ticks or null], ...]</c>.</summary>
internal static class FormerJson
{
    public static string Write(Former former)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var (group, receiver, integration, at) in former.Told)
            {
                json.WriteStartArray();
                json.WriteStringValue(group.Value);
                json.WriteStringValue(receiver);
                json.WriteStringValue(integration);
                json.WriteStringValue(at?.UtcTicks.ToString(CultureInfo.InvariantCulture));
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static Former Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return new([.. json.RootElement.EnumerateArray().Select(Told)]);
    }

    private static ToldBefore Told(JsonElement told) => new(
        new(told[0].GetString()!),
        told[1].GetString()!,
        told[2].GetString()!,
        told[3].GetString() is { } ticks
            ? new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero)
            : null);
}
