namespace Alerting.Core.Tests.Templates.Peers;

/// <summary>What a value in a template is.</summary>
internal enum Kind
{
    Data,
    Alerts,
    Alert,
    Labels,
    Pairs,
    Pair,
    Texts,
    Text,
    Whole,
    Real,
    Truth,
    Time,
    Duration,
}

/// <summary>What an expression can refer to.</summary>
/// <param name="Dot">What the dot is.</param>
/// <param name="Variables">Names with their kinds.</param>
internal sealed record Scope(Kind Dot, List<(string Name, Kind Kind)> Variables)
{
    /// <summary>What the dollar is.</summary>
    public Kind Root { get; init; } = Dot;

    public Scope Inner() => this with { Variables = [.. Variables] };
}
