using System.Collections.Immutable;

namespace Alerting.Core.Configuration;

/// <summary>The validated configuration: <c>alertmanager.yml</c> and <c>alerting.yml</c> as one.</summary>
public sealed record AlertingConfiguration
{
    /// <summary>
    /// What applies without any file: one receiver, <c>inbox</c>, is told of everything, grouped by <c>alertname</c>.
    /// </summary>
    public static AlertingConfiguration BuiltIn { get; } = new()
    {
        Route = new() { Receiver = "inbox", GroupBy = ["alertname"] },
        Receivers = [new("inbox", [new Integration.Inbox { Index = 0, SendResolved = true }])],
    };

    /// <summary>
    /// After how long a timed alert without <c>endsAt</c> counts as resolved; <c>global.resolve_timeout</c>, default 5
    /// min.
    /// </summary>
    public TimeSpan ResolveTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The root of the route tree.</summary>
    public required Route Route { get; init; }

    /// <summary>The receivers, in the order of the file; names are unique.</summary>
    public required ImmutableArray<Receiver> Receivers { get; init; }

    /// <summary>
    /// How long a notice is tried before it is given up; <c>alerting.yml: max_age</c>, default 72 h, at least 1 min.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(72);

    /// <summary>
    /// After how long without mention an explicit alert ends; <c>alerting.yml: stale_after</c>, default 24 h, at least
    /// 1 min.
    /// </summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The receiver of that name. Routing only names receivers that exist.</summary>
    public Receiver ReceiverNamed(string name) =>
        Receivers.FirstOrDefault(receiver => string.Equals(receiver.Name, name, StringComparison.Ordinal))
        ?? new Receiver(name, []);
}

/// <summary>A node of the route tree, with everything it inherits filled in.</summary>
public sealed record Route
{
    /// <summary>The receiver told of its groups.</summary>
    public required string Receiver { get; init; }

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

    /// <summary>Key of the route: <c>{}</c> for the root, then <c>/{matchers}</c> for each level.</summary>
    public string Key { get; init; } = "{}";

    /// <summary>The wait configured, else what the source asks for.</summary>
    public TimeSpan GroupWaitOr(TimeSpan otherwise) => GroupWait ?? otherwise;
}

/// <summary>Who is told, by name.</summary>
/// <param name="Name">Unique, not empty.</param>
/// <param name="Integrations">The ways it is told; may be empty (told nothing).</param>
public sealed record Receiver(string Name, ImmutableArray<Integration> Integrations);
