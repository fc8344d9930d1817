using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;

namespace Alerting.Core.Configuration;

/// <summary>A node of the route tree, with everything it inherits filled in.</summary>
public sealed record Route
{
    /// <summary>The receiver told of its groups.</summary>
    public required string Receiver { get; init; }

    /// <summary>What an alert must match to come here, beside the matchers of the routes above; none: all.</summary>
    public MatcherList Matchers { get; init; } = MatcherList.Empty;

    /// <summary>Whether an alert that comes here is also offered to the routes that follow on its level.</summary>
    public bool Continue { get; init; }

    /// <summary>Labels that make a group; empty: one group for all.</summary>
    public ImmutableHashSet<string> GroupBy { get; init; } = [];

    /// <summary>True for <c>group_by: ['...']</c>: every label set is a group.</summary>
    public bool GroupByAll { get; init; }

    /// <summary>
    /// Wait before the first notification of a group; null when nothing was configured (see <see cref="GroupWaitOr"/>).
    /// </summary>
    public TimeSpan? GroupWait { get; init; }

    /// <summary>Distance of the ticks of a group, more than zero; default 5 min.</summary>
    public TimeSpan GroupInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Cooldown of an unchanged group, more than zero; default 4 h.</summary>
    public TimeSpan RepeatInterval { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Names of the intervals in any of which nothing is told; never inherited.</summary>
    public ImmutableArray<string> MuteTimeIntervals { get; init; } = [];

    /// <summary>Names of the intervals outside all of which nothing is told; none: always; never inherited.</summary>
    public ImmutableArray<string> ActiveTimeIntervals { get; init; } = [];

    /// <summary>Route labels, those of the routes above included; the values are templates.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>Key of the route: <c>{}</c> for the root, then <c>/{matchers}</c> for each level.</summary>
    public string Key { get; init; } = "{}";

    /// <summary>Which of the routes with the same key and receiver, from 0, in the order of the tree.</summary>
    public int Ordinal { get; init; }

    /// <summary>The routes below, in order.</summary>
    public ImmutableArray<Route> Routes { get; init; } = [];

    /// <summary>The wait configured, else what the source asks for.</summary>
    public TimeSpan GroupWaitOr(TimeSpan otherwise) => GroupWait ?? otherwise;
}
