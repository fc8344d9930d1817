using System.Runtime.CompilerServices;

namespace Alerting.Core.Ports;

/// <summary>Questions asked of any table store.</summary>
public static class TableStoreExtensions
{
    private const int PageSize = 1000;

    extension(ITableStore store)
    {
        /// <summary>All rows whose key starts with <paramref name="prefix"/>, page by page, in key order.</summary>
        public IAsyncEnumerable<Row> Prefixed(string partition, string prefix, CancellationToken cancellation) =>
            store.Between(partition, prefix, PrefixEnd(prefix), cancellation);

        /// <summary>All rows with from ≤ key &lt; to, page by page, in key order.</summary>
        public async IAsyncEnumerable<Row> Between(
            string partition, string from, string to, [EnumeratorCancellation] CancellationToken cancellation)
        {
            string? continuation = null;
            do
            {
                var page = await store.Range(partition, from, to, PageSize, continuation, cancellation);
                foreach (var row in page.Rows)
                {
                    yield return row;
                }

                continuation = page.Continuation;
            }
            while (continuation is not null);
        }
    }

    /// <summary>The first key after all keys that start with the prefix.</summary>
    public static string PrefixEnd(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);
}
