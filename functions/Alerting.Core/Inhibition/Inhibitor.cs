using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Alerting.Core.Alerts;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Matching;

namespace Alerting.Core.Inhibition;

/// <summary>
/// The inhibition rules, arranged so that an alert meets only those that may be about it. An alert is inhibited by a
/// rule whose target it is when any alert fires that is a source of that rule, with the same values of the labels
/// under <c>equal</c> (a missing label is an empty one). Where the target is a source of the rule as well, alerts that
/// are both do not count. Source: Alertmanager's <c>inhibit/inhibit.go</c> and its documentation, which says "any".
/// </summary>
public sealed class Inhibitor
{
    private readonly ImmutableArray<InhibitRule> rules;
    private readonly byte[][] prefixes;
    private readonly MatcherIndex sources;
    private readonly MatcherIndex targets;

    /// <summary>Arranges rules.</summary>
    public Inhibitor(ImmutableArray<InhibitRule> rules)
    {
        this.rules = rules;
        prefixes = [.. rules.Select(Prefix)];
        sources = new([.. rules.Select(rule => rule.Source)]);
        targets = new([.. rules.Select(rule => rule.Target)]);
    }

    /// <summary>Whether there is no rule.</summary>
    public bool IsEmpty => rules.IsEmpty;

    /// <summary>Whether every rule here is also one of another's.</summary>
    public bool IsWithin(Inhibitor other) => prefixes.All(
        prefix => other.prefixes.Any(known => known.AsSpan().SequenceEqual(prefix)));

    /// <summary>
    /// Where an alert has to be entered, so that the targets of every rule it is a source of find it.
    /// </summary>
    public IReadOnlyList<SourceEntry> EntriesOf(LabelSet labels)
    {
        if (rules.IsEmpty)
        {
            return [];
        }

        var entries = new List<SourceEntry>();
        var places = sources.Candidates(labels);
        while (places.TryNext(out var place))
        {
            var rule = rules[place];
            if (rule.Source.Matches(labels))
            {
                entries.Add(new(Bucket(place, labels), rule.Target.Matches(labels)));
            }
        }

        return entries;
    }

    /// <summary>Those of a group's alerts that are sources.</summary>
    internal IEnumerable<SourceChange> ChangesOf(GroupId holder, IEnumerable<StoredAlert> alerts) =>
        from alert in alerts
        let entries = EntriesOf(alert.Alert.Labels)
        where entries.Count > 0
        select new SourceChange(alert.Fingerprint, holder, entries);

    /// <summary>Where the sources of an alert are entered, in the order of the rules.</summary>
    public IReadOnlyList<SourceQuestion> QuestionsOf(LabelSet labels)
    {
        if (rules.IsEmpty)
        {
            return [];
        }

        var questions = new List<SourceQuestion>();
        var places = targets.Candidates(labels);
        while (places.TryNext(out var place))
        {
            var rule = rules[place];
            if (rule.Target.Matches(labels))
            {
                questions.Add(new(Bucket(place, labels), rule.Source.Matches(labels)));
            }
        }

        return questions;
    }

    // What makes a rule: not its place or name, so that rows stay of use when others are added before it.
    private static byte[] Prefix(InhibitRule rule)
    {
        using var text = new MemoryStream();
        Append(text, rule.Source.ToString());
        Append(text, rule.Target.ToString());
        foreach (var name in rule.Equal.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal))
        {
            Append(text, name);
        }

        return SHA256.HashData(text.ToArray());
    }

    private string Bucket(int place, LabelSet labels)
    {
        using var text = new MemoryStream();
        text.Write(prefixes[place]);
        foreach (var name in rules[place].Equal.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal))
        {
            Append(text, labels[name]);
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length)).AsSpan(0, 16));
    }

    // With its length, so that no two lists of texts are the same bytes.
    private static void Append(MemoryStream target, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        target.Write(BitConverter.GetBytes(bytes.Length));
        target.Write(bytes);
    }
}

/// <summary>An alert as a source of a rule.</summary>
/// <param name="Bucket">Of the rule and the values that must be equal: 32 hexadecimal digits.</param>
/// <param name="IsTarget">Whether it is also a target of the rule.</param>
public readonly record struct SourceEntry(string Bucket, bool IsTarget);

/// <summary>An alert as a target of a rule.</summary>
/// <param name="Bucket">As in <see cref="SourceEntry"/>.</param>
/// <param name="IsSource">Whether it is also a source of the rule: sources that are targets do not count then.</param>
public readonly record struct SourceQuestion(string Bucket, bool IsSource);
