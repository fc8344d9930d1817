using System.Buffers.Binary;
using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Core.Groups.Rows;

/// <summary>A flush as rows: 25 bytes an alert, as many rows as it takes.</summary>
internal static class FlushRows
{
    private const int AlertBytes = 25;
    private const int AlertsPerRow = 30_000;

    public static IEnumerable<RowWrite> Write(GroupId group, Flush flush, string? traceParent)
    {
        var rows = Math.Max(1, (flush.Alerts.Length + AlertsPerRow - 1) / AlertsPerRow);
        for (var part = 0; part < rows; part++)
        {
            var alerts = flush.Alerts.AsSpan()[(part * AlertsPerRow)..];
            var row = new Properties { { "at", flush.At.UtcTicks }, { "omitted", flush.Omitted } };
            row.Add("traceparent", traceParent);
            Blob.Add(row, Pack(alerts[..Math.Min(AlertsPerRow, alerts.Length)]));
            yield return RowWrite.Insert(RowKeys.Flush(group, flush.Number, part), row);
        }
    }

    /// <summary>Whether so many alerts of a flush, of all rows so far, may have another row behind them.</summary>
    public static bool MayGoOn(int alerts) => alerts > 0 && alerts % AlertsPerRow == 0 && alerts < Flush.MostAlerts;

    /// <summary>The flush of its first row, with the alerts of all of them.</summary>
    public static Flush Read(long number, Row first, ImmutableArray<FlushedAlert> alerts) => new()
    {
        Number = number,
        At = new(first.Properties.Long("at"), TimeSpan.Zero),
        Omitted = first.Properties.Int("omitted"),
        Alerts = alerts,
    };

    /// <summary>The alerts of one row of a flush.</summary>
    public static ImmutableArray<FlushedAlert> Alerts(Row row) => Unpack(Blob.Unpack(Blob.Read(row.Properties)).Span);

    private static byte[] Pack(ReadOnlySpan<FlushedAlert> alerts)
    {
        var bytes = new byte[alerts.Length * AlertBytes];
        for (var i = 0; i < alerts.Length; i++)
        {
            var target = bytes.AsSpan(i * AlertBytes);
            BinaryPrimitives.WriteUInt64LittleEndian(target, alerts[i].Fingerprint.Value);
            target[8] = (byte)alerts[i].Status;
            BinaryPrimitives.WriteInt64LittleEndian(target[9..], alerts[i].StartsAt.UtcTicks);
            BinaryPrimitives.WriteInt64LittleEndian(target[17..], alerts[i].EndsAt?.UtcTicks ?? 0);
        }

        return Blob.Pack(bytes);
    }

    private static ImmutableArray<FlushedAlert> Unpack(ReadOnlySpan<byte> bytes)
    {
        var alerts = ImmutableArray.CreateBuilder<FlushedAlert>(bytes.Length / AlertBytes);
        for (var at = 0; at < bytes.Length; at += AlertBytes)
        {
            var source = bytes[at..];
            var ends = BinaryPrimitives.ReadInt64LittleEndian(source[17..]);
            alerts.Add(new(
                new Fingerprint(BinaryPrimitives.ReadUInt64LittleEndian(source)),
                (AlertStatus)source[8],
                new(BinaryPrimitives.ReadInt64LittleEndian(source[9..]), TimeSpan.Zero),
                ends == 0 ? null : new(ends, TimeSpan.Zero)));
        }

        return alerts.ToImmutable();
    }
}
