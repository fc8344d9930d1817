using System.Buffers;
using System.Globalization;
using System.Text;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>
/// An entity group transaction: one change set of HTTP requests in a multipart body. The shape was proven against
/// Azurite: CRLF everywhere, absolute URLs, a blank line after the headers.
/// </summary>
/// <seealso href="https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions"/>
internal sealed class TableBatch
{
    private const string ChangeSet = "changeset_writes";

    private readonly ArrayBufferWriter<byte> body = new(4096);

    /// <summary>Of the request.</summary>
    public const string ContentType = "multipart/mixed; boundary=batch_writes";

    /// <summary>The body of a transaction.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<TableRequest> requests)
    {
        var batch = new TableBatch();
        batch.Line("--batch_writes").Line($"Content-Type: multipart/mixed; boundary={ChangeSet}").Line();
        foreach (var request in requests)
        {
            batch.Add(request);
        }

        batch.Line($"--{ChangeSet}--").Line("--batch_writes--");
        return batch.body.WrittenMemory;
    }

    private void Add(TableRequest request)
    {
        Line($"--{ChangeSet}").Line("Content-Type: application/http").Line("Content-Transfer-Encoding: binary").Line();
        Line($"{request.Method} {request.Url} HTTP/1.1");
        foreach (var (name, value) in request.Headers)
        {
            Line($"{name}: {value}");
        }

        Line();
        body.Write(request.Body.Span);
        Line();
    }

    private TableBatch Line(string text = "")
    {
        Encoding.UTF8.GetBytes(text, body);
        body.Write("\r\n"u8);
        return this;
    }
}

/// <summary>The answer to one operation of a transaction.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ETag">The version made; null where there is none.</param>
/// <param name="Body">Its body; may be empty.</param>
internal sealed record BatchPart(int Status, string? ETag, string Body)
{
    /// <summary>
    /// The parts of a multipart answer, in order: one for each operation, or only that of the one refused.
    /// </summary>
    public static IReadOnlyList<BatchPart> Read(ReadOnlyMemory<byte> answer)
    {
        var parts = new List<BatchPart>();
        using var lines = new StringReader(Encoding.UTF8.GetString(answer.Span));
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && line.Length >= 12
                && int.TryParse(line.AsSpan(9, 3), CultureInfo.InvariantCulture, out var status))
            {
                parts.Add(Read(status, lines));
            }
        }

        return parts;
    }

    private static BatchPart Read(int status, StringReader lines)
    {
        string? etag = null;
        while (lines.ReadLine() is { Length: > 0 } header)
        {
            etag = header.StartsWith("ETag:", StringComparison.OrdinalIgnoreCase) ? header[5..].Trim() : etag;
        }

        var body = new StringBuilder();
        while (lines.ReadLine() is { } line && !line.StartsWith("--", StringComparison.Ordinal))
        {
            body.Append(line).Append('\n');
        }

        return new(status, etag, body.ToString());
    }
}
