using System.Collections.Concurrent;
using System.Text;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Ports;

namespace Alerting.Testing.Tables;

/// <summary>A store that keeps the text of whatever was ever written to it, unpacked, with what it was written as.</summary>
public sealed class RecordedStore(ITableStore store) : ITableStore
{
    private readonly ConcurrentQueue<string> written = [];

    public DateTimeOffset UtcNow => store.UtcNow;

    /// <summary>Rows as text: partition, key, and each property.</summary>
    public IReadOnlyCollection<string> Written => written;

    public Task<Row?> Get(string partition, string key, CancellationToken cancellation) =>
        store.Get(partition, key, cancellation);

    public Task<Page> Range(
        string partition, string from, string to, int limit, string? continuation, CancellationToken cancellation) =>
        store.Range(partition, from, to, limit, continuation, cancellation);

    public Task<CommitResult> Commit(
        string partition, IReadOnlyList<RowWrite> writes, CancellationToken cancellation)
    {
        foreach (var write in writes)
        {
            written.Enqueue(TextOf(partition, write));
        }

        return store.Commit(partition, writes, cancellation);
    }

    private static string TextOf(string partition, RowWrite write)
    {
        var text = new StringBuilder($"{partition} {write.Key}");
        foreach (var (name, value) in write.Properties ?? [])
        {
            text.Append('\n').Append(name).Append(": ")
                .Append(value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value.ToString());
        }

        if (write.Properties?.Binary("b0") is not null)
        {
            text.Append('\n').Append(Encoding.UTF8.GetString(Blob.Unpack(Blob.Read(write.Properties)).Span));
        }

        return text.ToString();
    }
}
