using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Inhibition;

/// <summary>
/// A hint that an alert of a group may fire and be a source: <c>{bucket}~{0 or 1}~{fp}~{group}</c>, 1 where it is a
/// target as well, so that those that count for every target come first. Each group enters its own.
/// </summary>
/// <param name="Alert">Which.</param>
/// <param name="Group">The group that has it.</param>
/// <param name="WrittenAt">When, by the store's time.</param>
internal sealed record SourceRow(Fingerprint Alert, GroupId Group, DateTimeOffset WrittenAt)
{
    private const int FingerprintLength = 16;

    /// <summary>The partition of a bucket.</summary>
    public static string Partition(string bucket) => "sources" + bucket[..2];

    public static string Prefix(string bucket) => bucket + "~";

    public static string OneSidedPrefix(string bucket) => bucket + "~0~";

    public static string Key(SourceEntry entry, SourceChange source) =>
        $"{entry.Bucket}~{(entry.IsTarget ? 1 : 0)}~{source.Alert}~{source.Group}";

    public static Properties Write(DateTimeOffset now) => new() { { "at", now.UtcTicks } };

    public static SourceRow Read(Row row)
    {
        var (alert, group) = (row.Key.Length - GroupId.Length - 1 - FingerprintLength, row.Key.Length - GroupId.Length);
        return new(
            Fingerprint.Parse(row.Key.AsSpan(alert, FingerprintLength)),
            new(row.Key[group..]),
            new(row.Properties.Long("at"), TimeSpan.Zero));
    }
}
