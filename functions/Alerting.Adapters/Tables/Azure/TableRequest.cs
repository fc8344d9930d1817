using Alerting.Core.Ports;
using Azure.Core;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>A request of the table protocol, sent alone or as an operation of a transaction.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Url">Absolute.</param>
/// <param name="Headers">Those of this request; what all of them carry is in them too.</param>
/// <param name="Body">JSON; may be empty.</param>
internal sealed record TableRequest(
    RequestMethod Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, ReadOnlyMemory<byte> Body)
{
    private static readonly (string, string) Accept = ("Accept", "application/json;odata=minimalmetadata");
    private static readonly (string, string) DataVersion = ("DataServiceVersion", "3.0");
    private static readonly (string, string) Json = ("Content-Type", "application/json");
    private static readonly (string, string) NoEcho = ("Prefer", "return-no-content");

    /// <summary>A read.</summary>
    public static TableRequest Get(string url) => new(RequestMethod.Get, url, [Accept, DataVersion], default);

    /// <summary>A new entity: a row or a table.</summary>
    public static TableRequest Post(string url, ReadOnlyMemory<byte> body) =>
        new(RequestMethod.Post, url, [Accept, DataVersion, NoEcho, Json], body);

    /// <summary>A transaction.</summary>
    public static TableRequest Batch(string url, IEnumerable<TableRequest> requests) => new(
        RequestMethod.Post, url, [Accept, DataVersion, ("Content-Type", TableBatch.ContentType)],
        TableBatch.Write(requests));

    /// <summary>
    /// A write. Only the kinds with a condition send <c>If-Match</c>: without it PUT and PATCH would be upserts.
    /// </summary>
    public static TableRequest Of(TableUrls urls, string partition, RowWrite write, string? mark, bool isAlone)
    {
        if (write is RowWrite.Inserted)
        {
            return Post(urls.Rows, TableJson.Write(partition, write, mark, isAlone));
        }

        var method = write switch
        {
            RowWrite.Put or RowWrite.Replaced => RequestMethod.Put,
            RowWrite.Merged => RequestMethod.Patch,
            _ => RequestMethod.Delete,
        };
        List<(string, string)> headers = [Accept, DataVersion];
        if (write.Condition is { } condition)
        {
            headers.Add(("If-Match", condition.Value));
        }

        if (write.Properties is null)
        {
            return new(method, urls.Row(partition, write.Key), headers, default);
        }

        headers.Add(Json);
        return new(method, urls.Row(partition, write.Key), headers, TableJson.Write(partition, write, mark, isAlone));
    }
}

/// <summary>The addresses of a table and its rows.</summary>
internal sealed class TableUrls(Uri endpoint, string table)
{
    private readonly string root = endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>Where tables are created.</summary>
    public string Tables => root + "/Tables";

    /// <summary>Where transactions go.</summary>
    public string Batch => root + "/$batch";

    /// <summary>Where rows are inserted.</summary>
    public string Rows => $"{root}/{table}";

    /// <summary>One row.</summary>
    public string Row(string partition, string key) =>
        $"{root}/{table}(PartitionKey='{Quoted(partition)}',RowKey='{Quoted(key)}')";

    /// <summary>A page of a range; <paramref name="continuation"/> is what <see cref="Next"/> made.</summary>
    public string Range(string partition, string from, string to, int limit, string? continuation)
    {
        var filter = $"PartitionKey eq '{Doubled(partition)}' and RowKey ge '{Doubled(from)}' "
            + $"and RowKey lt '{Doubled(to)}'";
        return $"{root}/{table}()?$filter={Uri.EscapeDataString(filter)}&$top={limit}{continuation}";
    }

    /// <summary>Any row: to see whether the table is there.</summary>
    public string Any => $"{root}/{table}()?$top=1";

    /// <summary>A continuation out of the two headers of an answer; null at the end of the range.</summary>
    public static string? Next(string? partition, string? key) => (partition, key) switch
    {
        (null, _) => null,
        (_, null) => "&NextPartitionKey=" + Uri.EscapeDataString(partition),
        _ => $"&NextPartitionKey={Uri.EscapeDataString(partition)}&NextRowKey={Uri.EscapeDataString(key)}",
    };

    private static string Quoted(string key) => Uri.EscapeDataString(Doubled(key));

    private static string Doubled(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
