using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Matching;
using Alerting.Core.Matching.Re2;

namespace Alerting.Core.Desks.Overviews;

/// <summary>Which alerts are asked for; all, unless said otherwise.</summary>
public sealed record AlertsAsked
{
    /// <summary>Whether those that nothing suppresses are.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Whether those that are silenced are.</summary>
    public bool Silenced { get; init; } = true;

    /// <summary>Whether those that are inhibited are.</summary>
    public bool Inhibited { get; init; } = true;

    /// <summary>Whether groups that their time intervals keep quiet are.</summary>
    public bool Muted { get; init; } = true;

    /// <summary>What the labels of an alert must match.</summary>
    public IReadOnlyList<Matcher> Filter { get; init; } = [];

    /// <summary>What the name of a receiver must match, anchored; null: any.</summary>
    public Re2Regex? Receiver { get; init; }

    /// <summary>What the labels of a receiver must match.</summary>
    public IReadOnlyList<Matcher> ReceiverMatchers { get; init; } = [];

    /// <summary>Whether an alert of these labels is asked for, as far as they tell.</summary>
    public bool Asks(LabelSet labels) => AllMatch(Filter, labels);

    /// <summary>Whether one that is so suppressed is asked for.</summary>
    public bool Asks(SuppressedBy by) =>
        (Active || by.IsAny) && (Silenced || by.Silences.IsEmpty) && (Inhibited || by.Inhibitor is null);

    /// <summary>
    /// Whether one of these receivers is asked for; name and labels may be those of different ones, as in
    /// Alertmanager.
    /// </summary>
    public bool AsksAny(AlertingConfiguration configuration, IReadOnlyList<string> receivers) =>
        (Receiver is null || receivers.Any(Receiver.IsMatch))
        && (ReceiverMatchers.Count == 0
            || receivers.Any(name => AllMatch(ReceiverMatchers, configuration.ReceiverNamed(name).Labels)));

    /// <summary>
    /// Whether labels match all of these, as Alertmanager filters: where a matcher is about the empty text, a label
    /// that is there counts as not empty, whatever its value.
    /// </summary>
    public static bool AllMatch(IReadOnlyList<Matcher> matchers, LabelSet labels)
    {
        foreach (var matcher in matchers)
        {
            var value = labels[matcher.Name];
            var isThereAndEmpty = value.Length == 0
                && matcher is { Value: "", Operator: MatchOperator.NotEqual or MatchOperator.NotMatches }
                && Has(labels, matcher.Name);
            if (!isThereAndEmpty && !matcher.Matches(value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Has(LabelSet labels, string name) =>
        labels.Any(label => string.Equals(label.Name, name, StringComparison.Ordinal));
}
