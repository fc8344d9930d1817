using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Testing.Azure;

/// <summary>Reads and writes what the table protocol puts on the wire.</summary>
internal static partial class TableWire
{
    /// <summary>Table, partition and row out of the last part of a path; null where it names no row.</summary>
    public static (string Partition, string Key)? Row(string path)
    {
        var match = RowName().Match(path);
        return match.Success ? (Name(match.Groups[1].Value), Name(match.Groups[2].Value)) : null;
    }

    /// <summary>The bounds of a range, out of a filter of exactly the shape that is allowed here.</summary>
    public static (string Partition, string From, string To)? Range(string filter)
    {
        var match = RangeFilter().Match(filter);
        return match.Success
            ? (Single(match.Groups[1].Value), Single(match.Groups[2].Value), Single(match.Groups[3].Value))
            : null;
    }

    /// <summary>An operation.</summary>
    public static TableOperation Operation(string method, string path, string? ifMatch, string body)
    {
        var values = TableOperation.Members(body);
        var (partition, key) = Row(path) ?? (Text(values["PartitionKey"]), Text(values["RowKey"]));
        return new(method, partition, key, ifMatch, values);
    }

    /// <summary>The operations of a transaction, with their URLs.</summary>
    public static List<(string Url, TableOperation Operation)> Batch(string body)
    {
        var found = new List<(string, TableOperation)>();
        var boundary = "--" + Boundary().Match(body).Groups[1].Value;
        foreach (var part in body.Split(boundary + "\r\n").Skip(1))
        {
            // MIME headers, then the request: line, headers, body.
            var pieces = part.Split("\r\n\r\n", 3);
            var lines = pieces[1].Split("\r\n");
            var line = lines[0].Split(' ');
            var ifMatch = lines.FirstOrDefault(header => header.StartsWith("If-Match: ", StringComparison.Ordinal));
            var json = pieces[2].Split("\r\n--")[0].Trim();
            var operation = Operation(line[0], new Uri(line[1]).AbsolutePath, ifMatch?["If-Match: ".Length..], json);
            found.Add((line[1], operation));
        }

        return found;
    }

    /// <summary>The answer to a transaction.</summary>
    public static string BatchAnswer(IEnumerable<TableReply> replies)
    {
        var answer = new StringBuilder(
            "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n");
        foreach (var reply in replies)
        {
            answer.Append("--changesetresponse_1\r\nContent-Type: application/http\r\n");
            answer.Append("Content-Transfer-Encoding: binary\r\n\r\n");
            answer.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Status\r\n");
            answer.Append("X-Content-Type-Options: nosniff\r\nDataServiceVersion: 3.0;\r\n");
            answer.Append(reply.ETag is { } etag ? $"ETag: {etag}\r\n" : "");
            answer.Append(CultureInfo.InvariantCulture, $"\r\n{reply.Body}\r\n");
        }

        return answer.Append("--changesetresponse_1--\r\n--batchresponse_1--\r\n").ToString();
    }

    /// <summary>The body of a refusal; in a transaction with the place of the operation.</summary>
    public static string Error(string code, int? index = null)
    {
        var place = index is { } at ? at.ToString(CultureInfo.InvariantCulture) + ":" : "";
        var message = $"{place}The fake says {code}.\\nRequestId:1\\nTime:2";
        return $$$"""{"odata.error":{"code":"{{{code}}}","message":{"lang":"en-US","value":"{{{message}}}"} } }""";
    }

    /// <summary>A key as a continuation names it.</summary>
    public static string Token(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    /// <summary>And back.</summary>
    public static string Key(string token) => Encoding.UTF8.GetString(Convert.FromBase64String(token));

    private static string Text(string raw) => JsonDocument.Parse(raw).RootElement.GetString()!;

    private static string Name(string encoded) => Single(Uri.UnescapeDataString(encoded));

    private static string Single(string text) => text.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"\(PartitionKey='([^']*)',RowKey='([^']*)'\)\z")]
    private static partial Regex RowName();

    [GeneratedRegex(@"^PartitionKey eq '(.*)' and RowKey ge '(.*)' and RowKey lt '(.*)'\z", RegexOptions.Singleline)]
    private static partial Regex RangeFilter();

    [GeneratedRegex(@"multipart/mixed; boundary=(\S+)")]
    private static partial Regex Boundary();
}
