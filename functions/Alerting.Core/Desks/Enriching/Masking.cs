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

    /// <summary>Whether annotations bring a log along.</summary>
    public static bool IsLog(LabelSet annotations) => Redactor.LogAnnotations.Any(name => annotations[name].Length > 0);

    /// <summary>Whether a query can be shown to whoever answers it: no label that it names has a credential.</summary>
    public bool IsClean(LogQuery query) => query.Fields.All(field => redactor.Annotation(field.Value).Count == 0)
        && redactor.Annotation(query.Filter).Count == 0;

    /// <summary>An alert; what was taken out of the log that it brings along is counted, whenever that was.</summary>
    public AlertTold Of(AlertTold alert)
    {
        var annotations = redactor.Annotations(alert.Annotations).Annotations;
        Count += Redactor.LogAnnotations.Sum(name => Marks(annotations[name]));
        return alert with { Labels = redactor.Labels(alert.Labels).Labels, Annotations = annotations };
    }

    /// <summary>Counts what was taken out of a run and its parts when they were stored.</summary>
    public void Note(RunTold told) => Count += told.FailedParts.Append(told.Run)
        .Sum(run => Marks(run.Words.Log) + Marks(run.Words.Message) + Marks(run.Words.Reason));

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
                var isSame = ReferenceEquals(texts[n], records[i].Text);
                masked[i] = isSame ? records[i] : records[i] with { Text = texts[n] };
            }
        }

        return masked.Where((record, i) => record.Text.Length > 0 || records[i].Text.Length == 0);
    }

    private static int Marks(string? text) => text.AsSpan().Count(Redactor.Mark);
}
