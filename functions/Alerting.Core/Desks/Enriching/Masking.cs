using Alerting.Core.Alerts;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Enriching;

/// <summary>Takes out of what was gathered what must not be told, and counts it.</summary>
internal sealed class Masking(Redactor redactor)
{
    /// <summary>How much was taken out.</summary>
    public int Count { get; private set; }

    private static readonly string[] Logs = ["log_excerpt", "log"];

    /// <summary>Whether annotations bring a log along.</summary>
    public static bool IsLog(LabelSet annotations) =>
        annotations[Logs[0]].Length > 0 || annotations[Logs[1]].Length > 0;

    /// <summary>Whether a query can be shown to whoever answers it: no label that it names has a credential.</summary>
    public bool IsClean(LogQuery query) => query.Fields.All(field => redactor.Annotation(field.Value).Count == 0)
        && redactor.Annotation(query.Filter).Count == 0;

    /// <summary>An alert: what it brings along of a log is one.</summary>
    public AlertTold Of(AlertTold alert)
    {
        var annotations = redactor.Annotations(alert.Annotations).Annotations;
        if (IsLog(annotations))
        {
            annotations = LabelSet.From(annotations.Select(note =>
                Logs.Contains(note.Name, StringComparer.Ordinal) ? new Label(note.Name, Of(note.Value)) : note));
        }

        return alert with { Labels = redactor.Labels(alert.Labels).Labels, Annotations = annotations };
    }

    /// <summary>A text of a log.</summary>
    public string Of(string text)
    {
        var (masked, count) = redactor.Log(text);
        Count += count;
        return masked;
    }

    /// <summary>Another alert.</summary>
    public RelatedAlert Of(RelatedAlert alert) => alert with { Name = Of(alert.Name), Shared = Of(alert.Shared) };

    /// <summary>Records of one answer, the oldest first: a private key may be a line a record.</summary>
    public IEnumerable<LogRecord> Of(IReadOnlyList<LogRecord> records)
    {
        var masked = new LogRecord[records.Count];
        foreach (var log in Enumerable.Range(0, masked.Length).GroupBy(i => records[i].Origin, StringComparer.Ordinal))
        {
            int[] places = [.. log];
            var (texts, count) = redactor.Logs([.. places.Select(i => records[i].Text)]);
            Count += count;
            foreach (var (n, i) in places.Index())
            {
                masked[i] = ReferenceEquals(texts[n], records[i].Text) ? records[i] : records[i] with { Text = texts[n] };
            }
        }

        return masked.Where((record, i) => record.Text.Length > 0 || records[i].Text.Length == 0);
    }
}
