using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Alerts;
using Alerting.Core.Logs.Said;

namespace Alerting.Core.Templates.Values;

/// <summary>
/// The log context as templates see it. All fields are always there: without a context, or without what they are about,
/// they are empty, so that a template needs no question before it names them.
/// </summary>
/// <param name="Of">Null: there is none.</param>
internal sealed record ContextFields(LogContext? Of)
{
    private static readonly LogContext None = new();

    private LogContext Context => Of ?? None;

    /// <summary>Whether there is anything to say.</summary>
    public bool IsTrue => Of is { IsEmpty: false };

    /// <summary>The fields in their order.</summary>
    public IEnumerable<(string Name, object? Value)> All =>
    [
        ("FirstError", Context.FirstError?.Text ?? ""),
        ("LastLines", Texts(Context.LastLines.Select(line => line.Text))),
        ("Exception", Exception()),
        ("Exit", Exit()),
        ("Signatures", List(Context.Signatures, Signature)),
        ("MoreSignatures", (long)Context.MoreSignatures),
        ("Failing", (long)Context.Failing),
        ("FirstFailing", Context.FirstFailing ?? ""),
        ("Changes", List(Context.Changes, it => Map(("Name", it.Name), ("Before", it.Before), ("Now", it.Now)))),
        ("LastGoodRun", Context.LastGoodRun ?? ""),
        ("Related", List(Context.Related, it => Map(("Name", it.Name), ("Shared", it.Shared)))),
        ("Links", List(Context.Links, it => Map(("Name", it.Name), ("URL", it.Url)))),
        ("Owner", Context.Owner),
        ("Redacted", (long)Context.Redacted),
        ("Sources", List(Context.Sources, Source)),
    ];

    private LabelSet Exception() => Context.Exception is { } found
        ? Labels(("Type", found.Type), ("Message", found.Message), ("Stack", string.Join('\n', found.Stack)))
        : LabelSet.Empty;

    private LabelSet Exit() => Context.Exit is { } exit
        ? Labels(
            ("Kind", exit.Kind), ("Code", exit.Code?.ToString(CultureInfo.InvariantCulture) ?? ""),
            ("Signal", exit.Signal ?? ""), ("Text", exit.Text))
        : LabelSet.Empty;

    private static Map Signature(LogSignature it) => Map(
        ("ID", it.Id), ("Template", it.Template), ("Count", (long)it.Count), ("Failing", (long)it.Failing),
        ("Sample", it.Sample), ("First", it.First));

    private static Map Source(SourceReport it) => Map(
        ("Name", it.Name), ("State", it.State.ToText()), ("Records", (long)it.Records), ("Why", it.Why),
        ("Link", it.Link ?? ""));

    private static LabelSet Labels(params IEnumerable<(string Name, string Value)> labels) =>
        LabelSet.From(labels.Select(label => new Label(label.Name, label.Value)));

    private static Sequence.Texts Texts(IEnumerable<string> texts) => new([.. texts], IsNamed: false);

    private static Sequence.Anything List<T>(ImmutableArray<T> items, Func<T, Map> map) => new([.. items.Select(map)]);

    private static Map Map(params IEnumerable<(string Name, object? Value)> entries) => new(
        Values.Map.Empty.AddRange(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value))));
}
