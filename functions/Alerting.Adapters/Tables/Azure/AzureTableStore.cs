using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>
/// The table store in Azure Table Storage, over its REST protocol. Any number of processes may use one table.
/// </summary>
/// <remarks>
/// A call is tried again as <see cref="AzureTableOptions.Retry"/> says; a write of which an earlier try may have
/// happened is not mistaken for somebody else's as long as its rows are as it left them. Time-outs, throttling beyond
/// the tries, a missing table and a key or identity that is not let in are a <see cref="StoreUnavailableException"/>; a
/// request the service calls wrong is an <see cref="InvalidOperationException"/> and a bug.
/// </remarks>
public sealed class AzureTableStore : ITableStore
{
    private readonly AzureTableOptions options;
    private readonly StoreClock clock;
    private readonly TableCalls calls;
    private readonly TableUrls urls;

    /// <summary>Ready to call; nothing is sent yet.</summary>
    /// <param name="options">Which table, and how.</param>
    /// <param name="time">What waits and time-outs run on; the store's time is told by it too.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message says which.</exception>
    public AzureTableStore(AzureTableOptions options, TimeProvider time)
    {
        this.options = options.Checked();
        clock = new(time);
        calls = new(options, clock, time);
        urls = new(options.Endpoint, options.Table);
    }

    /// <summary>
    /// The time of the service, told by the dates of its answers to a fraction of a second; the local clock's before
    /// the first answer. Never goes back.
    /// </summary>
    public DateTimeOffset UtcNow => clock.UtcNow;

    /// <summary>What the store was asked for.</summary>
    public AzureTableCounts Counts { get; } = new();

    /// <summary>Creates the table unless it is there. To be called before time is read or rows are.</summary>
    /// <exception cref="StoreUnavailableException">It is not there and cannot be created, or cannot be reached; the
    /// message says what to do.</exception>
    public async Task EnsureTable(CancellationToken cancellation)
    {
        var seen = await calls.Send(TableRequest.Get(urls.Any), cancellation);
        if (seen.Status == 403)
        {
            // Perhaps only for the date: the local clock may be far off, and the answer has put that right.
            seen = await calls.Send(TableRequest.Get(urls.Any), cancellation);
        }

        if (seen.IsSuccess)
        {
            return;
        }

        if (seen.Error is { IsNoTable: false } refused)
        {
            throw refused.Thrown(options);
        }

        var name = Encoding.UTF8.GetBytes($$"""{"TableName":"{{options.Table}}"}""");
        var made = await calls.Send(TableRequest.Post(urls.Tables, name), cancellation);
        if (!made.IsSuccess && made.Error is { Code: not "TableAlreadyExists" } error)
        {
            throw new StoreUnavailableException(
                $"There is no table {options.Table} in storage account {options.Account}, and it could not be created "
                + $"({error.Shown}): create it, or allow it to be created (role Storage Table Data Contributor).");
        }
    }

    /// <inheritdoc/>
    public async Task<Row?> Get(string partition, string key, CancellationToken cancellation)
    {
        RowLimits.CheckKeys(partition, key);
        return (await Find(partition, key, cancellation))?.Row;
    }

    /// <inheritdoc/>
    public async Task<Page> Range(
        string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation)
    {
        RowLimits.CheckRange(partition, limit);
        if (string.CompareOrdinal(from, to) >= 0)
        {
            return new([], null);
        }

        var url = urls.Range(partition, from, to, limit, continuation);
        var answer = await calls.Send(TableRequest.Get(url), cancellation);
        Counts.Page(answer.IsSuccess);
        return answer.IsSuccess
            ? new(Parse(answer, json => Rows(json.GetProperty("value"))), answer.Next)
            : throw answer.Error.Thrown(options);
    }

    /// <inheritdoc/>
    public async Task<CommitResult> Commit(
        string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation)
    {
        RowLimits.CheckTransaction(partition, writes);
        CommitMark.Check(writes);
        CommitResult? result = null;
        try
        {
            return (result = await Write(partition, writes, cancellation)).Value;
        }
        finally
        {
            Counts.Transaction(result is { } known ? Outcome(known.Status) : "failed", result?.ETags.Length ?? 0);
        }
    }

    private async Task<CommitResult> Write(
        string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation)
    {
        var mark = CommitMark.New();
        var isAlone = writes.Count == 1;
        var requests = writes.Select(
            write => TableRequest.Of(urls, partition, write, CommitMark.IsLeftBy(write) ? mark : null, isAlone));
        var answer = isAlone
            ? await calls.Send(requests.Single(), cancellation)
            : await calls.Send(TableRequest.Batch(urls.Batch, requests), cancellation);
        var result = isAlone ? ReadOne(answer, writes[0]) : ReadBatch(answer, writes);
        return result.IsDone || !answer.WasTriedBefore
            ? result
            : await Settle(partition, writes, mark, result, cancellation);
    }

    private CommitResult ReadOne(TableAnswer answer, RowWrite write)
    {
        if (answer.IsSuccess)
        {
            return new(CommitStatus.Done, -1, [Made(write, answer.ETag)]);
        }

        return answer.Error is { Refusal: { } status } ? CommitResult.Refused(status, 0) : throw Failed(answer.Error);
    }

    // The outer status says only that the transaction was read; what came of it is in the parts.
    private CommitResult ReadBatch(TableAnswer answer, IReadOnlyList<RowWrite> writes)
    {
        if (!answer.IsSuccess)
        {
            throw Failed(answer.Error);
        }

        var parts = BatchPart.Read(answer.Body);
        if (parts.FirstOrDefault(part => part.Status >= 400) is { } refused)
        {
            var error = TableError.Read(refused.Status, Encoding.UTF8.GetBytes(refused.Body));
            return error is { Refusal: { } status, Index: { } index } && index < writes.Count
                ? CommitResult.Refused(status, index)
                : throw Failed(error);
        }

        return parts.Count == writes.Count
            ? new(CommitStatus.Done, -1, [.. writes.Zip(parts, (write, part) => Made(write, part.ETag))])
            : throw Unreadable(null);
    }

    // See CommitMark: whose are the rows that a repeated write met?
    private async Task<CommitResult> Settle(
        string partition, IReadOnlyList<RowWrite> writes, string mark, CommitResult refused,
        CancellationToken cancellation)
    {
        if (!writes.Any(CommitMark.IsLeftBy))
        {
            return refused with { IsInDoubt = true };
        }

        var etags = ImmutableArray.CreateBuilder<ETag>(writes.Count);
        foreach (var write in writes)
        {
            var row = write.Properties is null ? null : await Find(partition, write.Key, cancellation);
            if (write.Properties is not null && row?.Mark != mark)
            {
                return refused with { IsInDoubt = true };
            }

            etags.Add(row?.Row.ETag ?? default);
        }

        return new(CommitStatus.Done, -1, etags.MoveToImmutable());
    }

    private async Task<TableRow?> Find(string partition, string key, CancellationToken cancellation)
    {
        var answer = await calls.Send(TableRequest.Get(urls.Row(partition, key)), cancellation);
        var isAbsent = !answer.IsSuccess && answer.Error.IsNoRow;
        Counts.Point(answer.IsSuccess || isAbsent);
        return answer.IsSuccess ? Parse(answer, json => TableRow.Read(json, answer.ETag))
            : isAbsent ? null
            : throw Failed(answer.Error);
    }

    private ETag Made(RowWrite write, string? etag) => write.Properties is null ? default
        : string.IsNullOrEmpty(etag) ? throw Unreadable(null)
        : new(etag);

    private T Parse<T>(TableAnswer answer, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            return read(json.RootElement);
        }
        catch (Exception odd) when (odd is JsonException or FormatException or OverflowException
            or KeyNotFoundException or InvalidOperationException)
        {
            throw Unreadable(odd);
        }
    }

    private static List<Row> Rows(JsonElement value) =>
        [.. value.EnumerateArray().Select(entity => TableRow.Read(entity, null).Row)];

    private Exception Failed(TableError error) => error.Thrown(options);

    private StoreUnavailableException Unreadable(Exception? odd) => new(
        $"table {options.Table} of storage account {options.Account} answered what is not the table protocol",
        odd ?? new FormatException());

    private static string Outcome(CommitStatus status) => status switch
    {
        CommitStatus.Done => "done",
        CommitStatus.Exists => "exists",
        CommitStatus.Missing => "missing",
        CommitStatus.Conflict => "conflict",
    };
}
