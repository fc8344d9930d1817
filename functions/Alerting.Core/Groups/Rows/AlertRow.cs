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

    public static StoredAlert Read(Row row) => Read(row, static _ => true)!;

    /// <summary>The alert, or null where its labels are not asked for: the rest of it is then not read.</summary>
    public static StoredAlert? Read(Row row, Func<LabelSet, bool> isAskedFor)
    {
        var json = new Utf8JsonReader(Blob.Unpack(Blob.Read(row.Properties)).Span);
        json.Read();
        To(ref json, "l");
        var labels = LabelJson.Read(ref json);
        return !isAskedFor(labels) ? null : new()
        {
            Alert = ReadWords(ref json, labels, row.Properties),
            Until = Until(row),
            UpdatedAt = UpdatedAt(row),
            IsMoved = IsMoved(row),
            Former = row.Properties.Text("former") is { } former ? FormerJson.Read(former) : null,
            ETag = row.ETag,
        };
    }

    /// <summary>When it is over.</summary>
    public static DateTimeOffset Until(Row row) => new(row.Properties.Long("until"), TimeSpan.Zero);

    /// <summary>When it last changed.</summary>
    public static DateTimeOffset UpdatedAt(Row row) => new(row.Properties.Long("updated"), TimeSpan.Zero);

    /// <summary>Whether it belongs to other groups now.</summary>
    public static bool IsMoved(Row row) => row.Properties["moved"] is true;

    // In the order in which they are written.
    private static Alert ReadWords(ref Utf8JsonReader json, LabelSet labels, Properties row)
    {
        To(ref json, "a");
        var annotations = LabelJson.Read(ref json);
        To(ref json, "s");
        var startsAt = json.GetDateTimeOffset();
        json.Read();
        DateTimeOffset? endsAt = null;
        if (json.ValueTextEquals("e"u8))
        {
            json.Read();
            endsAt = json.GetDateTimeOffset();
            json.Read();
        }

        json.Read();
        return new()
        {
            Labels = labels,
            Annotations = annotations,
            StartsAt = startsAt,
            EndsAt = endsAt,
            GeneratorUrl = json.GetString()!,
            Ending = (Ending)row.Int("ending"),
            TimedOut = row.Bool("timedOut"),
        };
    }

    private static void To(ref Utf8JsonReader json, string name)
    {
        if (!json.Read() || !json.ValueTextEquals(name) || !json.Read())
        {
            throw new InvalidDataException($"A stored alert has no \"{name}\" in its place.");
        }
    }
}
