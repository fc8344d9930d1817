using System.Collections;
using System.Collections.Immutable;
using Alerting.Core.Alerts;

namespace Alerting.Core.Matching;

/// <summary>Matchers that must all match, in Alertmanager's order; none match everything.</summary>
public sealed class MatcherList : IReadOnlyList<Matcher>, IEquatable<MatcherList>
{
    private readonly ImmutableArray<Matcher> matchers;

    private MatcherList(ImmutableArray<Matcher> matchers) => this.matchers = matchers;

    /// <summary>Matches everything.</summary>
    public static MatcherList Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => matchers.Length;

    /// <inheritdoc/>
    public Matcher this[int index] => matchers[index];

    /// <summary>These matchers, sorted; repeated ones stay.</summary>
    public static MatcherList Of(IEnumerable<Matcher> matchers) => new([.. matchers.Order()]);

    /// <summary>Whether every matcher matches its label; a missing label is the empty text.</summary>
    public bool Matches(LabelSet labels)
    {
        foreach (var matcher in matchers)
        {
            if (!matcher.Matches(labels[matcher.Name]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(MatcherList? other) =>
        other is not null && matchers.AsSpan().SequenceEqual(other.matchers.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MatcherList);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var matcher in matchers)
        {
            hash.Add(matcher);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<Matcher> GetEnumerator() => ((IEnumerable<Matcher>)matchers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As a group key prints it: <c>{a="b",c=~"d"}</c>.</summary>
    public override string ToString() => "{" + string.Join(',', matchers) + "}";
}
