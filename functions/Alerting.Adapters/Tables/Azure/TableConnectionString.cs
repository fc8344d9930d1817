namespace Alerting.Adapters.Tables.Azure;

/// <summary>Connection strings of storage accounts: <c>Name=value</c> parts between semicolons.</summary>
/// <seealso href="https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string"/>
internal static class TableConnectionString
{
    // Azurite's and the old emulator's: published, the same everywhere.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const int EmulatorPort = 10002;

    public static AzureTableOptions Read(string text)
    {
        var parts = Parts(text);
        if (parts.ContainsKey("SharedAccessSignature"))
        {
            throw Wrong("SharedAccessSignature is not supported: give AccountKey, or use an identity");
        }

        return parts.TryGetValue("UseDevelopmentStorage", out var emulated)
            && string.Equals(emulated, "true", StringComparison.OrdinalIgnoreCase)
            ? Emulator(parts)
            : new()
            {
                Key = new(Need(parts, "AccountName"), Need(parts, "AccountKey")),
                Endpoint = parts.TryGetValue("TableEndpoint", out var named)
                    ? Address("TableEndpoint", named)
                    : Usual(parts),
            };
    }

    private static AzureTableOptions Emulator(Dictionary<string, string> parts)
    {
        var host = Address(
            "DevelopmentStorageProxyUri", parts.GetValueOrDefault("DevelopmentStorageProxyUri", "http://127.0.0.1"));
        return new()
        {
            Key = new(EmulatorAccount, EmulatorKey),
            Endpoint = new($"{host.Scheme}://{host.Host}:{EmulatorPort}/{EmulatorAccount}"),
        };
    }

    private static Uri Usual(Dictionary<string, string> parts)
    {
        var protocol = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        if (protocol is not ("http" or "https"))
        {
            throw Wrong("DefaultEndpointsProtocol is neither http nor https");
        }

        var suffix = parts.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return Address("AccountName or EndpointSuffix", $"{protocol}://{parts["AccountName"]}.table.{suffix}");
    }

    private static Uri Address(string part, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw Wrong($"{part} does not make an http or https address");

    private static Dictionary<string, string> Parts(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1)
            {
                // Not shown: it may be a key that lost its name.
                throw Wrong("a part is not Name=value");
            }

            if (!parts.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim()))
            {
                throw Wrong($"{part[..at]} is given twice");
            }
        }

        return parts;
    }

    private static string Need(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var value) && value.Length > 0 ? value : throw Wrong($"{name} is missing");

    private static FormatException Wrong(string what) => new($"The connection string of the table store: {what}.");
}
