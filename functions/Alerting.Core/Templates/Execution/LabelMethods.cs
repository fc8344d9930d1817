using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Templates.Functions;
using Alerting.Core.Templates.Values;

namespace Alerting.Core.Templates.Execution;

/// <summary>The methods of Alertmanager's <c>KV</c>, <c>Pairs</c>, <c>Strings</c> and <c>Alerts</c>.</summary>
internal static class LabelMethods
{
    private static readonly Method SortedPairs = Method.Of(kv => new Sequence.Pairs(LabelText.Sorted((LabelSet)kv)));
    private static readonly Method SortedNames = Method.Of(kv => Names(LabelText.Sorted((LabelSet)kv)));
    private static readonly Method SortedValues = Method.Of(kv => Values(LabelText.Sorted((LabelSet)kv)));
    private static readonly Method Text = Method.Of(kv => LabelText.Of(LabelText.Sorted((LabelSet)kv)));
    private static readonly Method Removing = new(Signature.Of(ParameterType.Texts), Remove);

    private static readonly Method PairNames = Method.Of(pairs => Names(((Sequence.Pairs)pairs).Items));
    private static readonly Method PairValues = Method.Of(pairs => Values(((Sequence.Pairs)pairs).Items));
    private static readonly Method PairText = Method.Of(pairs => LabelText.Of(((Sequence.Pairs)pairs).Items));

    private static readonly Method Joining = new(
        Signature.Of(ParameterType.Text),
        (texts, args) => Joined.Of(((Sequence.Texts)texts).Items, (string)args[0]!));

    private static readonly Method Firing = Method.Of(alerts => WithStatus((Sequence.Alerts)alerts, "firing"));
    private static readonly Method Resolved = Method.Of(alerts => WithStatus((Sequence.Alerts)alerts, "resolved"));

    /// <summary>A method of a <c>KV</c>.</summary>
    public static Method? OfLabels(string name) => name switch
    {
        "SortedPairs" => SortedPairs,
        "Remove" => Removing,
        "Names" => SortedNames,
        "Values" => SortedValues,
        "String" => Text,
        _ => null,
    };

    /// <summary>A method of a list.</summary>
    public static Method? OfSequence(Sequence sequence, string name) => (sequence, name) switch
    {
        (Sequence.Pairs, "Names") => PairNames,
        (Sequence.Pairs, "Values") => PairValues,
        (Sequence.Pairs, "String") => PairText,
        (Sequence.Texts { IsNamed: true }, "Join") => Joining,
        (Sequence.Alerts { IsNamed: true }, "Firing") => Firing,
        (Sequence.Alerts { IsNamed: true }, "Resolved") => Resolved,
        _ => null,
    };

    private static Sequence.Texts Names(ImmutableArray<Label> pairs) => new([.. pairs.Select(pair => pair.Name)], true);

    private static Sequence.Texts Values(ImmutableArray<Label> pairs) =>
        new([.. pairs.Select(pair => pair.Value)], true);

    private static LabelSet Remove(object labels, object?[] args)
    {
        var names = args[0] is Sequence.Texts texts ? texts.Items : [];
        return LabelSet.From(((LabelSet)labels).Where(label => !names.Contains(label.Name, StringComparer.Ordinal)));
    }

    private static Sequence.Alerts WithStatus(Sequence.Alerts alerts, string status) =>
        new([.. alerts.Items.Where(alert => alert.Status == status)], false);
}
