using Alerting.Core.Alerts;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Inhibition;

/// <summary>
/// A hint that an alert may fire and be a source: <c>{bucket}~{0 or 1}~{fp}</c>, 1 where it is a target as well, so that
/// those that count for every target come first.
/// </summary>
/// <param name="Alert">Which.</param>
/// <param name="Group">A group that has it.</param>
/// <param name="WrittenAt">When, by the store's time.</param>
internal sealed record SourceRow(Fingerprint Alert, GroupId Group, DateTimeOffset WrittenAt)
{
    /// <summary>The partition of a bucket.</summary>
    public static string Partition(string bucket) => "sources" + bucket[..2];

    public static string Prefix(string bucket) => bucket + "~";

    public static string OneSidedPrefix(string bucket) => bucket + "~0~";

    public static string Key(SourceEntry entry, Fingerprint alert) =>
        $"{entry.Bucket}~{(entry.IsTarget ? 1 : 0)}~{alert}";

    public static bool IsOneSided(Row row) => row.Key[row.Key.Length - 18] == '0';

    public static Properties Write(GroupId group, DateTimeOffset now) => new()
    {
        { "group", group.Value },
        { "at", now.UtcTicks },
    };

    public static SourceRow Read(Row row) => new(
        Fingerprint.Parse(row.Key.AsSpan(row.Key.Length - 16)),
        new(row.Properties.Text("group")!),
        new(row.Properties.Long("at"), TimeSpan.Zero));
}
