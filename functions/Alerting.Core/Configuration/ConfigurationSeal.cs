using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Alerting.Core.Configuration;

/// <summary>
/// Texts of a configuration as other instances read them from the store: they may hold secrets, so they are sealed
/// (AES-256-GCM, the key derived by HKDF-SHA256 from a secret all instances share).
/// </summary>
public sealed class ConfigurationSeal(string secret)
{
    private const int Nonce = 12;
    private const int Tag = 16;

    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), outputLength: 32,
        info: "alerting published configuration 1"u8.ToArray());

    /// <summary>The two texts as bytes that only the same secret opens, and only under the same hash.</summary>
    public byte[] Close(string hash, ConfigurationText? alertmanager, ConfigurationText? alerting)
    {
        var plain = Pack(alertmanager, alerting);
        var bytes = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, Nonce));
        using var cipher = new AesGcm(key, Tag);
        cipher.Encrypt(
            bytes.AsSpan(0, Nonce), plain, bytes.AsSpan(Nonce + Tag), bytes.AsSpan(Nonce, Tag),
            Encoding.UTF8.GetBytes(hash));
        return bytes;
    }

    /// <summary>What was closed; null when it was closed with another secret or is damaged.</summary>
    public (ConfigurationText? Alertmanager, ConfigurationText? Alerting)? Open(string hash, byte[] bytes)
    {
        if (bytes.Length < Nonce + Tag)
        {
            return null;
        }

        var plain = new byte[bytes.Length - Nonce - Tag];
        using var cipher = new AesGcm(key, Tag);
        try
        {
            cipher.Decrypt(
                bytes.AsSpan(0, Nonce), bytes.AsSpan(Nonce + Tag), bytes.AsSpan(Nonce, Tag), plain,
                Encoding.UTF8.GetBytes(hash));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Unpack(plain);
    }

    /// <inheritdoc/>
    public override string ToString() => "<secret>";

    private static byte[] Pack(params ReadOnlySpan<ConfigurationText?> texts)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var text in texts)
            {
                json.WriteStringValue(text?.Name);
                json.WriteStringValue(text?.Content);
            }

            json.WriteEndArray();
        }

        return bytes.ToArray();
    }

    private static (ConfigurationText? Alertmanager, ConfigurationText? Alerting) Unpack(byte[] plain)
    {
        using var json = JsonDocument.Parse(plain);
        ConfigurationText? Text(int at) => json.RootElement[at].GetString() is { } name
            ? new(name, json.RootElement[at + 1].GetString()!)
            : null;
        return (Text(0), Text(2));
    }
}
