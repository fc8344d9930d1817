using Alerting.Core.Logs.Said;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Enriching;

/// <summary>
/// The last look at what is said, before it is stored: identity is masked where it is shown, and what reading a log
/// brought together, or made plain, is masked as what it is now.
/// </summary>
internal static class ContextMask
{
    /// <summary>The same instance where there is nothing in it.</summary>
    public static LogContext Apply(LogContext context, Redactor redactor)
    {
        var count = 0;
        string Log(string text) => Counted(redactor.Log(text));
        string Name(string text) => Counted(redactor.Annotation(text));
        string Counted(Redacted redacted)
        {
            count += redacted.Count;
            return redacted.Text;
        }

        LogLine Line(LogLine line) => line with { Text = Log(line.Text), Source = Name(line.Source) };
        var masked = context with
        {
            FirstError = context.FirstError is { } first ? Line(first) : null,
            LastLines = [.. context.LastLines.Select(Line)],
            Exception = context.Exception is { } found
                ? new(Log(found.Type), Log(found.Message), [.. found.Stack.Select(Log)])
                : null,
            Exit = context.Exit is { } exit ? exit with { Text = Log(exit.Text) } : null,
            Signatures = [.. context.Signatures.Select(kind => kind with
            {
                Template = Log(kind.Template), Sample = Log(kind.Sample), First = Name(kind.First),
            })],
            FirstFailing = context.FirstFailing is { } failing ? Name(failing) : null,
            Changes = [.. context.Changes.Select(it => it with
            {
                Before = Counted(redactor.Member(it.Name, it.Before)), Now = Counted(redactor.Member(it.Name, it.Now)),
            })],
            LastGoodRun = context.LastGoodRun is { } good ? Name(good) : null,
            Related = [.. context.Related.Select(it => it with { Name = Name(it.Name), Shared = Name(it.Shared) })],
            Links = [.. context.Links.Select(it => it with { Url = Name(it.Url) })],
            Owner = Name(context.Owner),
            Sources = [.. context.Sources.Select(it => it with { Why = Name(it.Why) })],
        };
        return count == 0 ? context : masked with { Redacted = context.Redacted + count };
    }
}
