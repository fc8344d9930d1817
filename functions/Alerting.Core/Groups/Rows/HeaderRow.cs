using System.Text.Json;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>A header as a row.</summary>
internal static class HeaderRow
{
    public static Properties Write(GroupHeader header)
    {
        var row = new Properties
        {
            { "ordinal", header.Ordinal },
            { "epoch", header.Epoch },
            { "anchor", header.Anchor.UtcTicks },
            { "due", header.Due.UtcTicks },
            { "empty", header.Empty },
            { "flushes", header.Flushes },
            { "entries", header.Entries },
            { "suppression", header.Suppression == 0 ? null : header.Suppression },
            { "drill", header.IsDrill ? true : null },
            { "status", header.IsStatus ? true : null },
            { "traceparent", header.TraceParent },
        };
        Blob.Add(row, Pack(header));
        return row;
    }

    public static GroupHeader Read(Row row)
    {
        using var json = JsonDocument.Parse(Blob.Unpack(Blob.Read(row.Properties)));
        var words = json.RootElement;
        return new()
        {
            Id = RowKeys.ReadHeader(row.Key),
            GroupKey = words.GetProperty("k").GetString()!,
            Receiver = words.GetProperty("r").GetString()!,
            Labels = LabelJson.Read(words.GetProperty("l")),
            Ordinal = row.Properties.Int("ordinal"),
            Epoch = row.Properties.Long("epoch"),
            Anchor = Instant(row, "anchor"),
            Due = Instant(row, "due"),
            Empty = row.Properties.Bool("empty"),
            Flushes = row.Properties.Long("flushes"),
            Entries = row.Properties.Long("entries"),
            Suppression = row.Properties.Long("suppression"),
            IsDrill = row.Properties.Bool("drill"),
            IsStatus = row.Properties.Bool("status"),
            TraceParent = row.Properties.Text("traceparent"),
            ETag = row.ETag,
        };
    }

    private static byte[] Pack(GroupHeader header)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("k", header.GroupKey);
            json.WriteString("r", header.Receiver);
            LabelJson.Write(json, "l", header.Labels);
            json.WriteEndObject();
        }

        return Blob.Pack(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static DateTimeOffset Instant(Row row, string name) => new(row.Properties.Long(name), TimeSpan.Zero);
}
