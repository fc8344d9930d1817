using Alerting.Core.Alerts;
using Alerting.Core.Logs;
using Alerting.Core.Logs.Said;
using Alerting.Core.Redaction;

namespace Alerting.Core.Desks.Enriching;

/// <summary>Takes out of what was gathered what must not be told, and counts it.</summary>
internal sealed class Masking(Redactor redactor)
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Key = "PRIVATE KEY";

    // More than the longest key has, so that a key without an end does not take the rest of the log with it.
    private const int MostLinesOfKey = 100;

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

    /// <summary>Records of one answer; a private key may be a line a record.</summary>
    public IEnumerable<LogRecord> Of(IEnumerable<LogRecord> records)
    {
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (IsOfKey(record, keys))
            {
                continue;
            }

            var text = Of(record.Text);
            yield return ReferenceEquals(text, record.Text) ? record : record with { Text = text };
        }
    }

    // The line it begins in is masked as any other; those after it are left out.
    private static bool IsOfKey(LogRecord record, Dictionary<string, int> keys)
    {
        if (keys.TryGetValue(record.Origin, out var lines))
        {
            keys[record.Origin] = lines + 1;
            if (lines + 1 >= MostLinesOfKey || record.Text.Contains(End, StringComparison.Ordinal))
            {
                keys.Remove(record.Origin);
            }

            return true;
        }

        if (record.Text.Contains(Begin, StringComparison.Ordinal)
            && record.Text.Contains(Key, StringComparison.Ordinal)
            && !record.Text.Contains(End, StringComparison.Ordinal))
        {
            keys[record.Origin] = 0;
        }

        return false;
    }
}
