using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Matching.Re2;

namespace Alerting.Core.Matching;

/// <summary>
/// One condition on one label. Equal when name, operator and value are; ordered by name, value (both by their UTF-8
/// bytes) and operator, as Alertmanager orders a list of them.
/// </summary>
public sealed class Matcher : IEquatable<Matcher>, IComparable<Matcher>
{
    private readonly Re2Regex? regex;

    private Matcher(string name, MatchOperator op, string value, Re2Regex? regex)
    {
        (Name, Operator, Value) = (name, op, value);
        this.regex = regex;
    }

    /// <summary>Of the label; any text (see <see cref="LabelNames"/> for what is valid where).</summary>
    public string Name { get; }

    /// <summary>How it compares.</summary>
    public MatchOperator Operator { get; }

    /// <summary>The text to equal, or the regular expression as written, that is without the anchors.</summary>
    public string Value { get; }

    /// <summary>Whether labels without this one match.</summary>
    public bool MatchesEmpty => Matches("");

    /// <summary>All the values that match, where they are few and easily told; null otherwise.</summary>
    public IReadOnlyList<string>? Values => Operator switch
    {
        MatchOperator.Equal => [Value],
        MatchOperator.Matches => Alternatives.Of(Value),
        MatchOperator.NotEqual or MatchOperator.NotMatches => null,
    };

    /// <summary>
    /// A matcher, or null and what Go says about the regular expression, which is always read as
    /// <c>^(?:value)$</c>; a caller that shows an anchored one (<c>match_re</c>) gives it anchored, and it is anchored
    /// once more.
    /// </summary>
    public static Matcher? Create(string name, MatchOperator op, string value, out string? problem)
    {
        problem = null;
        if (op is MatchOperator.Equal or MatchOperator.NotEqual)
        {
            return new(name, op, value, null);
        }

        var regex = Re2Regex.Shared("^(?:" + value + ")$", out problem);
        return regex is null ? null : new(name, op, value, regex);
    }

    /// <summary>Whether the label's value matches; a missing label is the empty text.</summary>
    public bool Matches(string value) => Operator switch
    {
        MatchOperator.Equal => string.Equals(value, Value, StringComparison.Ordinal),
        MatchOperator.NotEqual => !string.Equals(value, Value, StringComparison.Ordinal),
        MatchOperator.Matches => regex!.IsMatch(value),
        MatchOperator.NotMatches => !regex!.IsMatch(value),
    };

    /// <inheritdoc/>
    public int CompareTo(Matcher? other)
    {
        if (other is null)
        {
            return 1;
        }

        var names = Utf8Order.Instance.Compare(Name, other.Name);
        var order = names != 0 ? names : Utf8Order.Instance.Compare(Value, other.Value);
        return order != 0 ? order : Operator.CompareTo(other.Operator);
    }

    /// <inheritdoc/>
    public bool Equals(Matcher? other) => other is not null && Operator == other.Operator
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Matcher);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Operator, Value);

    /// <summary>
    /// As Alertmanager prints it, which is in group keys: <c>name="value"</c>; both sides quoted as Go does where the
    /// name needs quotes in the UTF-8 grammar.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Name.EnumerateRunes().Any(Utf8Lexer.IsReserved))
        {
            GoQuote.Append(text, Name).Append(Sign(Operator));
            return GoQuote.Append(text, Value).ToString();
        }

        text.Append(Name).Append(Sign(Operator)).Append('"');
        foreach (var c in Value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }

    /// <summary>As written in a matcher: <c>=</c>, <c>!=</c>, <c>=~</c>, <c>!~</c>.</summary>
    public static string Sign(MatchOperator op) => op switch
    {
        MatchOperator.Equal => "=",
        MatchOperator.NotEqual => "!=",
        MatchOperator.Matches => "=~",
        MatchOperator.NotMatches => "!~",
    };

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(Matcher? left, Matcher? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Matcher? left, Matcher? right) => !(left == right);

    /// <summary>Whether the left one is printed first.</summary>
    public static bool operator <(Matcher? left, Matcher? right) =>
        left is null ? right is not null : left.CompareTo(right) < 0;

    /// <summary>Whether the left one is not printed after the right one.</summary>
    public static bool operator <=(Matcher? left, Matcher? right) => left is null || left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is printed after the right one.</summary>
    public static bool operator >(Matcher? left, Matcher? right) => !(left <= right);

    /// <summary>Whether the left one is not printed first.</summary>
    public static bool operator >=(Matcher? left, Matcher? right) => !(left < right);
}
