using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Alerting.Core.Alerts;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Channels.Prefect;

/// <summary>Events of one request.</summary>
/// <param name="Body">A JSON array of at most 100 events and, unless it is a single one, 1,000,000 bytes.</param>
/// <param name="Last">The last alert in it.</param>
internal sealed record PrefectBatch(ReadOnlyMemory<byte> Body, Fingerprint Last)
{
    private const int MostEvents = 100;
    private const int MostBytes = 1_000_000;

    /// <summary>
    /// Those behind the alert that an earlier attempt came to; all of them where it is not there.
    /// </summary>
    public static IEnumerable<PrefectBatch> Of(Notification notification, ImmutableArray<PrefectAlert> alerts)
    {
        Action<Utf8JsonWriter, PrefectAlert> write = notification.IsStatus
            ? new PrefectStatus(notification).Write
            : new PrefectEvent(notification).Write;
        var body = new ArrayBufferWriter<byte>();
        var (count, last) = (0, default(Fingerprint));
        foreach (var alert in alerts.Skip(Done(notification.Progress, alerts)))
        {
            var made = RelaxedJson.Of(json => write(json, alert));
            if (count == MostEvents || (count > 0 && body.WrittenCount + made.Length >= MostBytes))
            {
                yield return Closed(body, last);
                (body, count) = (new(), 0);
            }

            body.Write(count == 0 ? "["u8 : ","u8);
            body.Write(made.Span);
            (count, last) = (count + 1, alert.Alert.Fingerprint);
        }

        if (count > 0)
        {
            yield return Closed(body, last);
        }
    }

    // By the alert, not by its place: one before it may be gone by now.
    private static int Done(string? progress, ImmutableArray<PrefectAlert> alerts) =>
        ulong.TryParse(progress, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? alerts.Select(told => told.Alert.Fingerprint.Value).ToList().IndexOf(value) + 1
            : 0;

    private static PrefectBatch Closed(ArrayBufferWriter<byte> body, Fingerprint last)
    {
        body.Write("]"u8);
        return new(body.WrittenMemory, last);
    }
}
