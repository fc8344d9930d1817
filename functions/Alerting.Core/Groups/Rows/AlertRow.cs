using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>An alert as a row: its words as JSON in the blob, what is compared beside it.</summary>
internal static class AlertRow
{
    /// <summary>The words of an alert, packed; more than <see cref="Blob.MostBytes"/> cannot be stored.</summary>
    public static byte[] Pack(Alert alert)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            LabelJson.Write(json, "l", alert.Labels);
            LabelJson.Write(json, "a", alert.Annotations);
            json.WriteString("s", alert.StartsAt);
            if (alert.EndsAt is { } end)
            {
                json.WriteString("e", end);
            }

            json.WriteString("g", alert.GeneratorUrl);
            json.WriteEndObject();
        }

        return Blob.Pack(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>How large the alert is packed, where that is too large to store; null where it fits.</summary>
    public static int? Oversize(Alert alert)
    {
        // Three bytes of UTF-8, or six of an escape, are the most that one UTF-16 unit becomes: only what is large is
        // packed for it.
        var units = alert.Labels.Units + alert.Annotations.Units + alert.GeneratorUrl.Length
            + (8 * (alert.Labels.Count + alert.Annotations.Count));
        return units * 6 >= Blob.MostBytes && Pack(alert).Length is var size && size > Blob.MostBytes ? size : null;
    }

    public static Properties Write(StoredAlert stored, byte[] packed, string? traceParent)
    {
        var row = new Properties
        {
            { "until", stored.Until.UtcTicks },
            { "updated", stored.UpdatedAt.UtcTicks },
            { "ending", (int)stored.Alert.Ending },
            { "timedOut", stored.Alert.TimedOut },
            { "traceparent", traceParent },
            { "former", stored.Former is { } former ? FormerJson.Write(former) : null },
        };
        if (stored.IsMoved)
        {
            row.Add("moved", true);
        }

        Blob.Add(row, packed);
        return row;
    }

    /// <summary>When the alert of a row is over unless it is mentioned again.</summary>
    public static DateTimeOffset Until(Row row) => new(row.Properties.Long("until"), TimeSpan.Zero);

    public static StoredAlert Read(Row row)
    {
        using var json = JsonDocument.Parse(Blob.Unpack(Blob.Read(row.Properties)));
        var words = json.RootElement;
        return new()
        {
            Alert = new()
            {
                Labels = LabelJson.Read(words.GetProperty("l")),
                Annotations = LabelJson.Read(words.GetProperty("a")),
                StartsAt = words.GetProperty("s").GetDateTimeOffset(),
                EndsAt = words.TryGetProperty("e", out var end) ? end.GetDateTimeOffset() : null,
                GeneratorUrl = words.GetProperty("g").GetString()!,
                Ending = (Ending)row.Properties.Int("ending"),
                TimedOut = row.Properties.Bool("timedOut"),
            },
            Until = Until(row),
            UpdatedAt = new(row.Properties.Long("updated"), TimeSpan.Zero),
            IsMoved = row.Properties["moved"] is true,
            Former = row.Properties.Text("former") is { } former ? FormerJson.Read(former) : null,
            ETag = row.ETag,
        };
    }
}
