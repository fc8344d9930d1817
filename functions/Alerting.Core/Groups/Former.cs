using System.Collections.Immutable;

namespace Alerting.Core.Groups;

/// <summary>
/// Who was told that an alert fires by the groups it was in before a change of configuration put it where it is now.
/// Those groups keep it until it ends, and tell of that.
/// </summary>
/// <param name="Told">Oldest first; at most <see cref="Most"/>, of each group and integration one.</param>
public sealed record Former(ImmutableArray<ToldBefore> Told)
{
    /// <summary>As many changes in the life of one alert are remembered.</summary>
    public const int Most = 32;

    /// <summary>The groups.</summary>
    public IEnumerable<GroupId> Groups => Told.Select(told => told.Group).Distinct();

    /// <summary>When an integration of a receiver was last told, by whichever group; null: never for certain.</summary>
    public DateTimeOffset? ToldAt(string receiver, string integration) => Told
        .Where(told => string.Equals(told.Receiver, receiver, StringComparison.Ordinal)
            && string.Equals(told.Integration, integration, StringComparison.Ordinal))
        .Max(told => told.At);

    /// <summary>Both; of the same group and integration the later one counts. Null for nothing.</summary>
    public static Former? Join(Former? earlier, Former? later)
    {
        if (earlier is null || later is null)
        {
            return earlier ?? later;
        }

        var kept = earlier.Told.Where(old => !later.Told.Any(told => told.IsOfTheSame(old)));
        return new([.. kept.Concat(later.Told).TakeLast(Most)]);
    }

    /// <summary>The same of an alert that ended: the groups are told what becomes of it, but what it was told is
    /// over.</summary>
    public Former Over => new([.. Told.Select(told => told with { At = null })]);

    /// <summary>The same without a group; null when nothing is left.</summary>
    public Former? Without(GroupId group)
    {
        var left = Told.RemoveAll(told => told.Group == group);
        return left.IsEmpty ? null : new(left);
    }

    /// <inheritdoc/>
    public bool Equals(Former? other) => other is not null && Told.SequenceEqual(other.Told);

    /// <inheritdoc/>
    public override int GetHashCode() => Told.Length;
}

/// <summary>An integration that a group told that an alert fires.</summary>
/// <param name="Group">Which group.</param>
/// <param name="Receiver">Its receiver.</param>
/// <param name="Integration">Which integration of that.</param>
/// <param name="At">When; null: it is not known whether it arrived.</param>
public sealed record ToldBefore(GroupId Group, string Receiver, string Integration, DateTimeOffset? At)
{
    internal bool IsOfTheSame(ToldBefore other) => Group == other.Group
        && string.Equals(Receiver, other.Receiver, StringComparison.Ordinal)
        && string.Equals(Integration, other.Integration, StringComparison.Ordinal);
}
