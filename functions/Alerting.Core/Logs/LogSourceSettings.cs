using System.Collections.Immutable;
using Alerting.Core.Matching;

namespace Alerting.Core.Logs;

/// <summary>A log source as it is configured; each kind adds what it needs. A closed family.</summary>
public abstract partial record LogSourceSettings
{
    private LogSourceSettings() { }

    /// <summary>The kind, such as <c>elasticsearch</c>: names the <see cref="Ports.ILogSource"/> that asks.</summary>
    public abstract string Kind { get; }

    /// <summary>Unique, not empty.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is asked; else it only gives links.</summary>
    public virtual bool IsAsked => true;

    /// <summary>Which alerts it is asked for, over their labels; without any: all.</summary>
    public MatcherList Matchers { get; init; } = MatcherList.Empty;

    /// <summary>What a record must have; at least one. Of those, whatever the alert has a value for counts.</summary>
    public ImmutableArray<LogFieldRule> Fields { get; init; } = [];

    /// <summary>What a record must be besides, in the vendor's own words; null: nothing.</summary>
    public LogFilter? Filter { get; init; }

    /// <summary>How long before its beginning an alert's records begin; zero or more.</summary>
    public TimeSpan Before { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after its beginning they end; zero or more.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one query may take, 100 ms to 10 min; longer than the deadline of a flush is good: what
    /// comes late completes the message where the channel edits.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Records of one query, 1 to 1,000.</summary>
    public int MostRecords { get; init; } = 200;

    /// <summary>Bytes of one answer that are read, 64 KiB to 16 MiB.</summary>
    public int MostBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Queries in a minute, of all instances together; at least one.</summary>
    public int QueriesPerMinute { get; init; } = 60;
}
