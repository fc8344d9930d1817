using System.Collections.Immutable;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Matching;

namespace Alerting.Core.Silences;

/// <summary>A silence as somebody asks for it.</summary>
public sealed record SilenceDraft
{
    // ["","=",""]
    private const int LeastOfMatcher = 11;

    /// <summary>The one to change; empty: a new one.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its matchers, not checked yet.</summary>
    public required ImmutableArray<DraftMatcher> Matchers { get; init; }

    /// <summary>From when; the zero time: from now on.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>To when.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Who asks.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Why.</summary>
    public required string Comment { get; init; }

    /// <summary>More about it.</summary>
    public LabelSet Annotations { get; init; } = LabelSet.Empty;

    /// <summary>What it takes as JSON at the least, in bytes.</summary>
    internal int LeastBytes =>
        Matchers.Sum(matcher => LeastOfMatcher + Bytes(matcher.Name) + Bytes(matcher.Value))
        + Annotations.Sum(annotation => Bytes(annotation.Name) + Bytes(annotation.Value))
        + Bytes(CreatedBy) + Bytes(Comment);

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}

/// <summary>A matcher as somebody asks for it: its name may be none, its regular expression not be one.</summary>
/// <param name="Name">Of the label.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="Value">With what.</param>
public readonly record struct DraftMatcher(string Name, MatchOperator Operator, string Value);
