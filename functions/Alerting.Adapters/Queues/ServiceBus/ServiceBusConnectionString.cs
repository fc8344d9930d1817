namespace Alerting.Adapters.Queues.ServiceBus;

/// <summary>The parts of a connection string; not a record, which would print the key.</summary>
internal sealed class ServiceBusConnectionString
{
    private const string Shape =
        "Endpoint=sb://{namespace}.servicebus.windows.net/;SharedAccessKeyName=..;SharedAccessKey=..";

    private readonly Dictionary<string, string> parts;

    private ServiceBusConnectionString(string text)
    {
        parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .GroupBy(pair => pair[0].Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                pairs => pairs.Key, pairs => pairs.Last().ElementAtOrDefault(1)?.Trim() ?? "",
                StringComparer.OrdinalIgnoreCase);
        Refuse("EntityPath", "names one queue; give the connection string of the namespace");
        Refuse("SharedAccessSignature", "runs out; give SharedAccessKeyName and SharedAccessKey");
        Endpoint = ReadEndpoint();
        KeyName = Need("SharedAccessKeyName");
        Key = Need("SharedAccessKey");
    }

    public Uri Endpoint { get; }

    public string KeyName { get; }

    public string Key { get; }

    /// <exception cref="FormatException">What is missing or wrong.</exception>
    public static ServiceBusConnectionString Parse(string text) => new(text);

    private Uri ReadEndpoint()
    {
        if (!Uri.TryCreate(Need("Endpoint"), UriKind.Absolute, out var uri) || uri.Scheme != "sb" || uri.Host is "")
        {
            throw Wrong("Endpoint is not of the form sb://{namespace}.servicebus.windows.net/");
        }

        if (!"true".Equals(parts.GetValueOrDefault("UseDevelopmentEmulator"), StringComparison.OrdinalIgnoreCase))
        {
            return new($"https://{uri.Host}/");
        }

        return uri.IsLoopback
            ? new($"http://{uri.Authority}/")
            : throw Wrong("UseDevelopmentEmulator is for an endpoint of this machine, since it goes without TLS");
    }

    private void Refuse(string name, string reason)
    {
        if (parts.ContainsKey(name))
        {
            throw Wrong($"{name} {reason}");
        }
    }

    private string Need(string name) =>
        parts.GetValueOrDefault(name) is { Length: > 0 } value ? value : throw Wrong($"{name} is missing");

    private static FormatException Wrong(string what) =>
        new($"Service Bus connection string: {what}. Expected {Shape}");
}
