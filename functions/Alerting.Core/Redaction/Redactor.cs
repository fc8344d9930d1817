using System.Collections.Immutable;
using Alerting.Core.Alerts;
using Alerting.Core.Redaction.Kinds;
using Alerting.Core.Redaction.Scanning;

namespace Alerting.Core.Redaction;

/// <summary>
/// Takes credentials and personal data out of texts: linear in their length, never throws, the same text gives the same
/// result, and what it has redacted it leaves as it is. Safe for any number of callers.
/// </summary>
public sealed class Redactor
{
    /// <summary>What stands in the place of what was taken out; it does not say what that was.</summary>
    public const string Mark = "[redacted]";

    private const int MostRounds = 4;

    private readonly RedactionSettings settings;
    private readonly CustomPatterns? patterns;
    private readonly Fields? fields;

    /// <summary>As is usual.</summary>
    public Redactor() : this(RedactionSettings.Usual) { }

    /// <summary>As configured; the patterns are valid.</summary>
    public Redactor(RedactionSettings settings)
    {
        this.settings = settings;
        patterns = settings.Patterns.IsEmpty ? null : new(settings.Patterns);
        fields = settings.Fields.IsEmpty ? null : new(settings.Fields);
    }

    /// <summary>Annotations that bring a log along.</summary>
    public static ImmutableArray<string> LogAnnotations { get; } = ["log_excerpt", "log"];

    /// <summary>What applies where nothing is configured.</summary>
    public static Redactor Usual { get; } = new();

    /// <summary>A text of a log: a line or many, an excerpt, a body that was kept.</summary>
    public Redacted Log(string text) => Guarded(text, settings.PersonalInLogs);

    /// <summary>The same of bytes that are no text, each a character: what is not masked stays what it is.</summary>
    public Redacted Bytes(string text)
    {
        long looked = 0;
        var masked = MaskOnce(text, settings.PersonalInLogs, keepsLines: false, ref looked);
        return masked.Then(MaskOnce(masked.Text, settings.PersonalInLogs, keepsLines: false, ref looked));
    }

    /// <summary>
    /// Texts that follow one another in a log: a credential may begin in one and end in another, or its name stand in
    /// the one before. As many as there were; a text of which nothing is left is empty.
    /// </summary>
    public (IReadOnlyList<string> Texts, int Count) Logs(IReadOnlyList<string> texts)
    {
        var (whole, count) = Guarded(string.Join('\n', texts), settings.PersonalInLogs, keepsLines: true);
        return count == 0 ? (texts, 0) : (Apart(whole, texts), count);
    }

    /// <summary>An annotation, or another text that somebody wrote for people.</summary>
    public Redacted Annotation(string text) => Guarded(text, settings.PersonalInAnnotations);

    /// <summary>
    /// Annotations of an alert: their values, of which those in <see cref="LogAnnotations"/> are texts of a log. The
    /// same instance where there is nothing in them.
    /// </summary>
    public (LabelSet Annotations, int Count) Annotations(LabelSet annotations) =>
        Values(annotations, settings.PersonalInAnnotations, settings.PersonalInLogs);

    /// <summary>Labels, where they are shown or sent: credentials only. The same instance where there are
    /// none.</summary>
    public (LabelSet Labels, int Count) Labels(LabelSet labels) => Values(labels, false, false);

    /// <summary>The value of a member, of which the name may say that it is a credential.</summary>
    public Redacted Member(string name, string value) => Member(name, value, settings.PersonalInAnnotations);

    /// <summary>The name of the first label that has a credential; null: none has.</summary>
    public string? LabelWithCredential(LabelSet labels)
    {
        foreach (var label in labels)
        {
            if (Member(label.Name, label.Value, andPersonal: false).Count > 0)
            {
                return label.Name;
            }
        }

        return null;
    }

    /// <summary>The same as <see cref="Log(string)"/>; adds how many characters were looked at.</summary>
    internal Redacted Log(string text, ref long looked) => Mask(text, settings.PersonalInLogs, ref looked);

    private (LabelSet Set, int Count) Values(LabelSet set, bool andPersonal, bool andPersonalInLogs)
    {
        Label[]? masked = null;
        var count = 0;
        for (var i = 0; i < set.Count; i++)
        {
            var isLog = LogAnnotations.Contains(set[i].Name, StringComparer.Ordinal);
            var redacted = Member(set[i].Name, set[i].Value, isLog ? andPersonalInLogs : andPersonal);
            if (redacted.Count > 0)
            {
                masked ??= [.. set];
                masked[i] = new(set[i].Name, redacted.Text);
                count += redacted.Count;
            }
        }

        return (masked is null ? set : LabelSet.From(masked), count);
    }

    private Redacted Member(string name, string value, bool andPersonal)
    {
        if (value.Length > 0 && (SecretNames.IsSecret(name) || fields?.Has(name) == true))
        {
            return value == Mark ? new(value, 0) : new(Mark, 1);
        }

        return Guarded(value, andPersonal);
    }

    // A text that a scanner stumbles over would stop all that it is a part of, an alert or a page: it goes as a whole.
    private Redacted Guarded(string text, bool andPersonal, bool keepsLines = false)
    {
        long looked = 0;
        try
        {
            return Mask(text, andPersonal, ref looked, keepsLines);
        }
        catch (Exception wrong) when (wrong is ArgumentException or IndexOutOfRangeException)
        {
            return new(Mark + (keepsLines ? new string('\n', text.AsSpan().Count('\n')) : ""), 1);
        }
    }

    // What was masked is looked through once more: one mask may show that what is beside it is to be masked, too.
    private Redacted Mask(string text, bool andPersonal, ref long looked, bool keepsLines = false)
    {
        var masked = MaskOnce(Plain.Of(text, ref looked), andPersonal, keepsLines, ref looked);
        if (masked.Count == 0)
        {
            return new(text, 0);
        }

        for (var (more, round) = (masked.Count, 1); more > 0 && round < MostRounds; round++)
        {
            var again = MaskOnce(masked.Text, andPersonal, keepsLines, ref looked);
            (masked, more) = (masked.Then(again), again.Count);
        }

        return masked;
    }

    private Redacted MaskOnce(string text, bool andPersonal, bool keepsLines, ref long looked)
    {
        var masked = Credentials.Mask(text, fields, keepsLines, ref looked);
        if (patterns is not null)
        {
            masked = masked.Then(patterns.Mask(masked.Text, ref looked));
        }

        return andPersonal ? masked.Then(Personal.Mask(masked.Text, ref looked)) : masked;
    }

    // Each has the lines it had; those that a credential went over are empty but for the first.
    private static string[] Apart(string whole, IReadOnlyList<string> texts)
    {
        var (apart, at) = (new string[texts.Count], 0);
        for (var i = 0; i < apart.Length; i++)
        {
            var end = AfterLines(whole, at, texts[i].AsSpan().Count('\n'));
            var text = whole.AsSpan(at, end - at);
            apart[i] = text.SequenceEqual(texts[i]) ? texts[i] : text.Trim('\n').ToString();
            at = Math.Min(end + 1, whole.Length);
        }

        return apart;
    }

    private static int AfterLines(string text, int from, int feeds)
    {
        for (var end = from; ; end++, feeds--)
        {
            end = text.IndexOf('\n', end) is >= 0 and var feed ? feed : text.Length;
            if (feeds == 0 || end == text.Length)
            {
                return end;
            }
        }
    }
}

/// <summary>A text without what was taken out.</summary>
/// <param name="Text">The same instance where nothing was.</param>
/// <param name="Count">How much was taken out.</param>
public readonly record struct Redacted(string Text, int Count)
{
    /// <summary>After more was taken out of it.</summary>
    internal Redacted Then(Redacted next) => new(next.Text, Count + next.Count);
}
