using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alerting.Core.Groups.Rows;
using Alerting.Core.Templates;

namespace Alerting.Core.Configuration;

/// <summary>
/// Texts of a configuration as other instances read them from the store: they may hold secrets, so they are sealed
/// (AES-256-GCM, the key derived by HKDF-SHA256 from a secret all instances share).
/// </summary>
public sealed class ConfigurationSeal(string secret)
{
    private const int Nonce = 12;
    private const int Tag = 16;

    // Larger ones are packed, which would not fit into a row. Others are not: a version before this one reads them.
    private const int Large = Blob.MostBytes - Nonce - Tag;

    private readonly byte[] key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), outputLength: 32,
        info: "alerting published configuration 1"u8.ToArray());

    /// <summary>
    /// Both texts and the files of templates as bytes that only the same secret opens, and only under the same hash.
    /// </summary>
    public byte[] Close(
        string hash, ConfigurationText? alertmanager, ConfigurationText? alerting,
        IReadOnlyList<TemplateText>? templates = null)
    {
        var plain = Pack(alertmanager, alerting, templates ?? []);
        var bytes = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, Nonce));
        using var cipher = new AesGcm(key, Tag);
        cipher.Encrypt(
            bytes.AsSpan(0, Nonce), plain, bytes.AsSpan(Nonce + Tag), bytes.AsSpan(Nonce, Tag),
            Encoding.UTF8.GetBytes(hash));
        return bytes;
    }

    /// <summary>What was closed; null when it was closed with another secret or is damaged.</summary>
    public (ConfigurationText? Alertmanager, ConfigurationText? Alerting, IReadOnlyList<TemplateText> Templates)? Open(
        string hash, byte[] bytes)
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

    // Names and contents in turn: of the two texts, null for one that is not there, then of each file of templates.
    private static byte[] Pack(
        ConfigurationText? alertmanager, ConfigurationText? alerting, IReadOnlyList<TemplateText> templates)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var text in new[] { alertmanager, alerting })
            {
                json.WriteStringValue(text?.Name);
                json.WriteStringValue(text?.Content);
            }

            foreach (var template in templates)
            {
                json.WriteStringValue(template.Name);
                json.WriteStringValue(template.Content);
            }

            json.WriteEndArray();
        }

        return bytes.Length > Large ? Blob.Pack(bytes.ToArray()) : bytes.ToArray();
    }

    private static (ConfigurationText?, ConfigurationText?, IReadOnlyList<TemplateText>) Unpack(byte[] plain)
    {
        using var json = JsonDocument.Parse(plain[0] == '[' ? plain : Blob.Unpack(plain));
        var texts = json.RootElement;
        ConfigurationText? Text(int at) =>
            texts[at].GetString() is { } name ? new(name, texts[at + 1].GetString()!) : null;
        var templates = Enumerable.Range(2, (texts.GetArrayLength() / 2) - 2)
            .Select(pair => new TemplateText(texts[2 * pair].GetString()!, texts[(2 * pair) + 1].GetString()!));
        return (Text(0), Text(2), [.. templates]);
    }
}
