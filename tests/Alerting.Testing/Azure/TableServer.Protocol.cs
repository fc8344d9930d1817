using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Alerting.Testing.Azure;

public sealed partial class TableServer
{
    private const int MostBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(15);

    private TableReply Carry(HttpContext context, string body)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.Split('?')[0];
        if (Stranger(context.Request, path) is { } code)
        {
            return Refused(403, code);
        }

        if (context.Request.Headers["x-ms-version"] != "2020-12-06"
            || context.Request.Headers["DataServiceVersion"] != "3.0"
            || context.Request.Headers.Accept != "application/json;odata=minimalmetadata")
        {
            return Refused(400, "InvalidHeaderValue");
        }

        var last = path[(path.LastIndexOf('/') + 1)..];
        return last switch
        {
            "Tables" => Create(body),
            "$batch" => Batch(context.Request, body),
            _ when !tables.TryGetValue(last.Split('(')[0], out _) => Refused(404, "TableNotFound"),
            _ => OnTable(context, tables[last.Split('(')[0]], last, body),
        };
    }

    private TableReply OnTable(HttpContext context, TableRows rows, string last, string body)
    {
        if (context.Request.Method != "GET")
        {
            var ifMatch = context.Request.Headers.IfMatch.ToString();
            var asked = TableWire.Operation(context.Request.Method, last, ifMatch.Length == 0 ? null : ifMatch, body);
            Count(asked.Kind, 1);
            var reply = rows.Apply([asked]).Replies[0];
            return reply.Status == 204 ? reply : Refused(reply.Status, reply.Code);
        }

        if (last.EndsWith("()", StringComparison.Ordinal))
        {
            Count("query", 1);
            return Query(context, rows);
        }

        Count("get", 1);
        var (partition, key) = TableWire.Row(last)!.Value;
        return rows.Get(partition, key) is { } json ? new(200, Body: json) : Refused(404, "ResourceNotFound");
    }

    private TableReply Create(string body)
    {
        Count("tables", 1);
        var name = TableOperation.Members(body)["TableName"].Trim('"');
        return !MayCreate ? Refused(403, "AuthorizationPermissionMismatch")
            : tables.TryAdd(name, new()) ? new(204)
            : Refused(409, "TableAlreadyExists");
    }

    private TableReply Query(HttpContext context, TableRows rows)
    {
        var query = context.Request.Query;
        if (!query.ContainsKey("$filter"))
        {
            return new(200, Body: """{"value":[]}""");
        }

        if (TableWire.Range(query["$filter"]!) is not { } range)
        {
            return Refused(400, "InvalidInput");
        }

        // "e" and a key: the empty page is behind us. "r" and a key: the next rows.
        var token = query["NextRowKey"].ToString();
        var from = token.Length > 0 ? TableWire.Key(token[1..]) : range.From;
        if (HasEmptyPages && !token.StartsWith('e'))
        {
            GoOn(context, range.Partition, "e", from);
            return new(200, Body: """{"value":[]}""");
        }

        var limit = Math.Min(int.Parse(query["$top"]!, CultureInfo.InvariantCulture), PageRows);
        var found = rows.Between(range.Partition, from, range.To, limit);
        if (found.Count > limit)
        {
            GoOn(context, range.Partition, "r", found[limit].Key);
        }

        return new(200, Body: $$"""{"value":[{{string.Join(',', found.Take(limit).Select(row => row.Json))}}]}""");
    }

    private static void GoOn(HttpContext context, string partition, string kind, string key)
    {
        context.Response.Headers["x-ms-continuation-NextPartitionKey"] = "1!" + TableWire.Token(partition);
        context.Response.Headers["x-ms-continuation-NextRowKey"] = kind + TableWire.Token(key);
    }

    private TableReply Batch(HttpRequest request, string body)
    {
        Count("batch", 1);
        if (Encoding.UTF8.GetByteCount(body) > MostBytes)
        {
            return Refused(413, "RequestBodyTooLarge");
        }

        var asked = TableWire.Batch(body);
        var own = asked.Where(one => one.Url.StartsWith(Endpoint.AbsoluteUri + "/", StringComparison.Ordinal)).ToList();
        var names = own.Select(one => new Uri(one.Url).AbsolutePath.Split('/')[^1].Split('(')[0]).Distinct().ToList();
        if (own.Count != asked.Count || names.Count != 1
            || !request.ContentType!.StartsWith("multipart/mixed; boundary=", StringComparison.Ordinal))
        {
            return Refused(400, "InvalidInput");
        }

        var operations = asked.ConvertAll(one => one.Operation);
        foreach (var operation in operations)
        {
            Count(operation.Kind, 1);
        }

        return new(202, Body: TableWire.BatchAnswer(Carry(names[0], operations)));
    }

    private List<TableReply> Carry(string table, List<TableOperation> operations)
    {
        var (refused, replies) = !tables.TryGetValue(table, out var rows) ? Wrong(404, "TableNotFound")
            : operations.Count > 100 ? Wrong(400, "InvalidInput")
            : operations.DistinctBy(one => one.Partition).Count() > 1
                ? Wrong(400, "CommandsInBatchActOnDifferentPartitions")
            : operations.DistinctBy(one => one.Key).Count() < operations.Count ? Wrong(400, "InvalidDuplicateRow")
            : rows.Apply(operations);
        return refused < 0
            ? replies
            : [replies[0] with { Body = TableWire.Error(replies[0].Code, refused) }];

        static (int, List<TableReply>) Wrong(int status, string code) => (0, [new(status, Code: code)]);
    }

    private string? Stranger(HttpRequest request, string path)
    {
        var given = request.Headers.Authorization.ToString();
        if (given.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return Token is not null && given == "Bearer " + Token ? null : "InvalidAuthenticationInfo";
        }

        var date = request.Headers["x-ms-date"].ToString();
        var signed = new AzureTableSignature(Key).Of(date, Account, path);
        return given != $"SharedKeyLite {Account}:{signed}" ? "AuthenticationFailed"
            : (DateTimeOffset.ParseExact(date, "r", CultureInfo.InvariantCulture) - time.GetUtcNow() - Skew).Duration()
                > MostSkew ? "AuthenticationFailed"
            : null;
    }

    private static TableReply Refused(int status, string code) => new(status, Body: TableWire.Error(code));

    // Written anew from the documentation, so that the adapter's signature is checked by another hand than its own.
    private sealed class AzureTableSignature(string base64)
    {
        public string Of(string date, string account, string path)
        {
            var text = string.Concat(date, "\n", "/", account, path);
            using var hash = new System.Security.Cryptography.HMACSHA256(Convert.FromBase64String(base64));
            return Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(text)));
        }
    }
}
