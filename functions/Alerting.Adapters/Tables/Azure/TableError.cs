using System.Globalization;
using System.Text.Json;
using Alerting.Core.Ports;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>A refusal of the table service, of a request or of one operation in a transaction.</summary>
/// <param name="Status">HTTP status, from 400.</param>
/// <param name="Code">The service's word for it, such as <c>TableNotFound</c>; may be empty.</param>
/// <param name="Message">Its sentence, first line only; may be empty.</param>
/// <seealso href="https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes"/>
internal sealed record TableError(int Status, string Code, string Message)
{
    /// <summary>Reads the body; what is not the service's JSON gives an error without code.</summary>
    public static TableError Read(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var error = json.RootElement.GetProperty("odata.error");
            var message = error.GetProperty("message").GetProperty("value").GetString() ?? "";
            return new(status, error.GetProperty("code").GetString() ?? "", message.Split('\n')[0].Trim());
        }
        catch (Exception odd) when (odd is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new(status, "", "");
        }
    }

    /// <summary>True when there is no such row.</summary>
    public bool IsNoRow => Status == 404 && Code is "ResourceNotFound" or "EntityNotFound";

    /// <summary>True when there is no such table.</summary>
    public bool IsNoTable => Code == "TableNotFound";

    /// <summary>What it means for a write; null when it is not about the row written.</summary>
    public CommitStatus? Refusal => Status switch
    {
        409 when Code == "EntityAlreadyExists" => CommitStatus.Exists,
        404 when IsNoRow => CommitStatus.Missing,
        412 => CommitStatus.Conflict,
        _ => null,
    };

    /// <summary>Zero-based place in the transaction of what was refused; null where the message has none.</summary>
    public int? Index => int.TryParse(
        Message.AsSpan(0, Math.Max(0, Message.IndexOf(':', StringComparison.Ordinal))),
        NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        ? index
        : null;

    /// <summary>
    /// What to throw when it is none of the expected: the store is away, locked or missing, or the request was wrong.
    /// </summary>
    public Exception Thrown(AzureTableOptions table)
    {
        var name = $"table {table.Table} of storage account {table.Account}";
        return Status switch
        {
            _ when IsNoTable => new StoreUnavailableException($"There is no {name}: create it."),
            401 or 403 => new StoreUnavailableException(Locked(table, name)),
            404 or 408 or 409 or 429 or >= 500 => new StoreUnavailableException($"{name} answers {Shown}."),
            _ => new InvalidOperationException($"{name} refused a request as wrong: {Shown}."),
        };
    }

    /// <summary>Status, code and message in one line.</summary>
    public string Shown => $"{Status} {Code} {Message}".Trim().TrimEnd('.');

    private string Locked(AzureTableOptions table, string name) => table.Key is not null
        ? $"{name} does not take the account key ({Shown}): check AccountName and AccountKey, and that neither a "
            + "firewall nor a ban on shared keys keeps it out."
        : $"{name} does not let the identity in ({Shown}): give it the role Storage Table Data Contributor.";
}
