using System.Collections.Immutable;

namespace Alerting.Core.Logs;

/// <summary>What a log source answered. A closed family.</summary>
public abstract record LogAnswer
{
    private LogAnswer() { }

    /// <summary>It answered.</summary>
    /// <param name="Records">The newest of those asked for, the oldest first; may be empty.</param>
    public sealed record Found(ImmutableArray<LogRecord> Records) : LogAnswer
    {
        /// <summary>Why it is not all: the vendor's partial result, or a bound of ours. One line; null: it is
        /// all.</summary>
        public string? Partial { get; init; }
    }

    /// <summary>It did not.</summary>
    /// <param name="Why">One line for people, without secrets.</param>
    /// <param name="CanHelp">Whether asking again later can help: it is away or throttles; else the query or the
    /// configuration is wrong.</param>
    public sealed record Failed(string Why, bool CanHelp) : LogAnswer
    {
        /// <summary>How long it asks to be left alone; null: it does not say.</summary>
        public TimeSpan? After { get; init; }
    }
}
