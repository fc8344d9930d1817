using System.Security.Cryptography;
using System.Text;

namespace Alerting.Adapters.Tables.Azure;

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
