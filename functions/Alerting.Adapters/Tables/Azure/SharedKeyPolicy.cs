using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Alerting.Adapters.Tables.Azure;

/// <summary>
/// Signs each try as Shared Key Lite for tables: date and path, nothing else. The date is the store's: a request must
/// be within 15 minutes of it.
/// </summary>
/// <seealso href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key"/>
internal sealed class SharedKeyPolicy(AzureTableKey key, StoreClock clock) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Only asynchronous calls are made.");

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var date = clock.Estimate.ToString("r", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        var signed = key.Sign(date, message.Request.Uri.ToUri().AbsolutePath);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {key.Account}:{signed}");
        return ProcessNextAsync(message, pipeline);
    }
}

/// <summary>An account and one of its keys, which is never printed.</summary>
public sealed class AzureTableKey
{
    private readonly byte[] key;

    /// <summary>A key as the portal shows it.</summary>
    /// <param name="account">The storage account's name.</param>
    /// <param name="base64">The key.</param>
    /// <exception cref="FormatException">The key is not base64; the message does not hold it.</exception>
    public AzureTableKey(string account, string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length) || length == 0)
        {
            throw new FormatException($"the key of account {account} (AccountKey) is not base64");
        }

        (Account, key) = (account, bytes[..length]);
    }

    /// <summary>The storage account's name.</summary>
    public string Account { get; }

    /// <inheritdoc/>
    public override string ToString() => $"account {Account}, key hidden";

    /// <summary>The signature of a request: base64 of HMAC-SHA256.</summary>
    /// <param name="date">Value of <c>x-ms-date</c>.</param>
    /// <param name="path">Absolute path as encoded in the URL.</param>
    public string Sign(string date, string path) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{date}\n/{Account}{path}")));
}
