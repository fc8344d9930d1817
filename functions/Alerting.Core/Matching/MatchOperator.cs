namespace Alerting.Core.Matching;

/// <summary>How a matcher compares, in Alertmanager's order of them.</summary>
public enum MatchOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>=~</c></summary>
    Matches,

    /// <summary><c>!~</c></summary>
    NotMatches,
}
