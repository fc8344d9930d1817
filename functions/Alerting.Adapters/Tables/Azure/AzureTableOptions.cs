using System.Text.RegularExpressions;
using Alerting.Adapters.Azure;
using Azure.Core;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>Which table, and how it is got at: with a key or with an identity, exactly one of them.</summary>
public sealed partial record AzureTableOptions
{
    /// <summary>
    /// The table service: <c>https://ACCOUNT.table.core.windows.net</c>, for an emulator with the account as its path.
    /// </summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The table: 3 to 63 letters and digits, first a letter. Default <c>alerting</c>.</summary>
    public string Table { get; init; } = "alerting";

    /// <summary>A key of the account; null with <see cref="Credential"/>.</summary>
    public AzureTableKey? Key { get; init; }

    /// <summary>
    /// An identity of the role Storage Table Data Contributor; null with <see cref="Key"/>. Its tokens go over https
    /// only, or to the machine itself.
    /// </summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>How often and how patiently the service is tried.</summary>
    public AzureRetry Retry { get; init; } = new();

    /// <summary>How long one call may take with all its tries and waits; default 90 s.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// The storage account: that of the key, else the path of the endpoint or the first part of its host name.
    /// </summary>
    public string Account =>
        Key?.Account ?? (Endpoint.AbsolutePath.Trim('/') is { Length: > 0 } path ? path : Endpoint.Host.Split('.')[0]);

    /// <summary>Reads a connection string as the portal shows it.</summary>
    /// <exception cref="FormatException">Says which part is missing or wrong; never holds the key.</exception>
    public static AzureTableOptions Parse(string connectionString) => TableConnectionString.Read(connectionString);

    /// <summary>These options, if they can be used.</summary>
    /// <exception cref="ArgumentException">Says what cannot be used; never holds the key.</exception>
    public AzureTableOptions Checked()
    {
        if (Key is null == Credential is null)
        {
            throw new ArgumentException($"table {Table} of {Account}: give either a key or an identity");
        }

        if (Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "" })
        {
            throw new ArgumentException($"{Endpoint} is not the address of a table service");
        }

        if (Credential is not null && Endpoint is { Scheme: "http", IsLoopback: false })
        {
            throw new ArgumentException($"{Endpoint}: the token of an identity is only sent over https");
        }

        if (!TableName().IsMatch(Table))
        {
            throw new ArgumentException($"'{Table}' is not a table name: 3 to 63 letters and digits, first a letter");
        }

        return this;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{2,62}\z")]
    private static partial Regex TableName();
}
