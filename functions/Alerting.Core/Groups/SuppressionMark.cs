using System.Collections.Immutable;
using Alerting.Core.Alerts;

namespace Alerting.Core.Groups;

/// <summary>
/// Tells whether the same alerts are suppressed by the same and the same intervals mute: FNV-1a 64 over fingerprints
/// and what suppresses them, never 0.
/// </summary>
internal static class SuppressionMark
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>0 where nothing is suppressed.</summary>
    public static long Of(
        ImmutableArray<StoredAlert> alerts, ImmutableDictionary<Fingerprint, SuppressedBy> suppressed,
        ImmutableArray<string> mutedBy)
    {
        if (suppressed.IsEmpty && mutedBy.IsEmpty)
        {
            return 0;
        }

        var hash = mutedBy.Aggregate(Offset, Add);
        foreach (var alert in alerts)
        {
            if (suppressed.TryGetValue(alert.Fingerprint, out var by))
            {
                hash = Add(Add(hash, alert.Fingerprint.Value), by.Inhibitor?.Value ?? 0);
                hash = by.Silences.Aggregate(hash, Add);
            }
        }

        return hash == 0 ? 1 : (long)hash;
    }

    private static ulong Add(ulong hash, string text) =>
        Add(text.Aggregate(hash, (mark, letter) => (mark ^ letter) * Prime), (ulong)text.Length);

    private static ulong Add(ulong hash, ulong value)
    {
        for (var shift = 0; shift < 64; shift += 8)
        {
            hash = (hash ^ ((value >> shift) & 0xff)) * Prime;
        }

        return hash;
    }
}
