using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Logs.Said;

namespace Alerting.Adapters.Channels.Contexts;

/// <summary>A part of what a log context says in full: a title and lines.</summary>
/// <param name="Title">Ours.</param>
/// <param name="Lines">Anybody's texts, printable, one line each; at least one.</param>
/// <param name="IsLog">Whether they are to be shown as they stand, in one width.</param>
internal sealed record ContextPart(string Title, ImmutableArray<string> Lines, bool IsLog = false)
{
    private const int Longest = 500;

    /// <summary>All parts, those that say nothing left out.</summary>
    public static IEnumerable<ContextPart> Of(LogContext? context) => context is null or { IsEmpty: true }
        ? []
        : All(context).Where(part => !part.Lines.IsEmpty);

    private static IEnumerable<ContextPart> All(LogContext context) =>
    [
        new("Reason", AsLine(ContextWords.Reason(context))),
        new("First error", context.FirstError is { } first ? [Line(first)] : []),
        new("Exception", [.. (context.Exception?.Stack ?? []).Select(Text)], IsLog: true),
        new("Last lines", [.. context.LastLines.Select(Line)], IsLog: true),
        new("Kinds of errors", Signatures(context)),
        new(
            context.LastGoodRun is { Length: > 0 } run ? $"Changed since the last good run {Text(run)}" : "Changed",
            [.. context.Changes.Select(ContextWords.Says)]),
        new("At the same time", [.. context.Related.Select(it =>
            Text($"{it.Name} since {PlainText.Instant(it.StartsAt)} ({it.Shared})"))]),
        new("Owner", AsLine(context.Owner)),
        new("Links", [.. context.Links.Select(link => $"{Text(link.Name)}: {link.Url}")]),
        new("Logs that are missing", [.. ContextWords.Missing(context)]),
        new("Redacted", context.Redacted > 0 ? [Removed(context.Redacted)] : []),
    ];

    private static ImmutableArray<string> Signatures(LogContext context) =>
    [
        .. context.Signatures.Select(ContextWords.Says),
        .. context.MoreSignatures > 0
            ? AsLine(string.Create(CultureInfo.InvariantCulture, $"and {context.MoreSignatures} more"))
            : [],
        .. context.Signatures.Length > 0 && context.FirstFailing is { Length: > 0 } first
            ? AsLine(string.Create(CultureInfo.InvariantCulture, $"of {context.Failing:N0} failing, first {first}"))
            : [],
    ];

    private static ImmutableArray<string> AsLine(string text) => text.Length == 0 ? [] : [Text(text)];

    private static string Line(LogLine line) =>
        Text(line.At is { } at ? $"{at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {line.Text}"
            : line.Text);

    private static string Removed(int count) => string.Create(
        CultureInfo.InvariantCulture, $"{count:N0} credentials or personal data were taken out");

    private static string Text(string text) => ContextWords.Line(text, Longest);
}
