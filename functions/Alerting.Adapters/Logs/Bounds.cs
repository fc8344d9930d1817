using System.Globalization;
using System.Text;
using Alerting.Core.Logs;

namespace Alerting.Adapters.Logs;

/// <summary>Records within the bounds of a query.</summary>
internal static class Bounds
{
    /// <summary>The newest of them, the oldest first.</summary>
    /// <param name="query">Says how many, and how many bytes.</param>
    /// <param name="records">In any order; those of no time stay after the one before them.</param>
    /// <param name="partial">Why it is not all; null: it is.</param>
    public static LogAnswer.Found Of(LogQuery query, IReadOnlyList<LogRecord> records, string? partial)
    {
        var (kept, left) = (new List<LogRecord>(), query.Source.MostBytes);
        foreach (var record in InOrder(records).AsEnumerable().Reverse())
        {
            left -= Encoding.UTF8.GetByteCount(record.Text);
            if (left < 0 || kept.Count == query.Source.MostRecords)
            {
                partial ??= string.Create(CultureInfo.InvariantCulture, $"only the newest {kept.Count} records");
                break;
            }

            kept.Add(record);
        }

        kept.Reverse();
        return new([.. kept]) { Partial = partial };
    }

    /// <summary>Characters of one record for which a vendor is asked: so many that the fewer records fit for which it
    /// is asked once more.</summary>
    public static int OfOne(LogSourceSettings source) =>
        Math.Clamp(source.MostBytes / Asking.Fewer(source.MostRecords) / 4, 500, Words.LongestRecord);

    private static List<LogRecord> InOrder(IReadOnlyList<LogRecord> records)
    {
        var last = DateTimeOffset.MinValue;
        var timed = records.Select(record => (Record: record, At: last = record.At ?? last)).ToList();
        return [.. timed.OrderBy(it => it.At).Select(it => it.Record)];
    }
}
