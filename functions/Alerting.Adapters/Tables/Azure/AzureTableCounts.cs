using System.Diagnostics.Metrics;
using Alerting.Core.Desks;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>
/// What a store was asked for since it was made: the operations that are paid for, retries not counted. In the meter
/// <see cref="AlertingMeter.Name"/> as <c>alerting.store.requests</c> too.
/// </summary>
public sealed class AzureTableCounts
{
    private static readonly Meter Meter = new(AlertingMeter.Name);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "alerting.store.requests", "{request}", "Requests to the table service, by operation and outcome.");

    private long transactions;
    private long pointReads;
    private long rangePages;
    private long rowsWritten;

    /// <summary>Commits, of one row or more, refused ones included.</summary>
    public long Transactions => Interlocked.Read(ref transactions);

    /// <summary>Reads of one row, found or not.</summary>
    public long PointReads => Interlocked.Read(ref pointReads);

    /// <summary>Pages of ranges.</summary>
    public long RangePages => Interlocked.Read(ref rangePages);

    /// <summary>Rows that commits inserted, replaced, merged or deleted.</summary>
    public long RowsWritten => Interlocked.Read(ref rowsWritten);

    internal void Point(bool succeeded) => Count(ref pointReads, "get", succeeded ? "done" : "failed");

    internal void Page(bool succeeded) => Count(ref rangePages, "range", succeeded ? "done" : "failed");

    internal void Transaction(string outcome, int rows)
    {
        Count(ref transactions, "commit", outcome);
        Interlocked.Add(ref rowsWritten, rows);
    }

    private static void Count(ref long count, string operation, string outcome)
    {
        Interlocked.Increment(ref count);
        Requests.Add(1, new("operation", operation), new("outcome", outcome));
    }
}
