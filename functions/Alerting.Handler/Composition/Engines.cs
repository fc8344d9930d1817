using Alerting.Adapters.Queues.ServiceBus;
using Alerting.Adapters.Tables.Azure;
using Alerting.Handler.Cli;
using Azure.Core;
using Azure.Identity;

namespace Alerting.Handler.Composition;

/// <summary>Which store and which queue: chosen by settings alone.</summary>
/// <param name="Tables">Table Storage; null: the embedded store.</param>
/// <param name="Bus">Service Bus; null: the queue in this process.</param>
internal sealed record Engines(AzureTableOptions? Tables, ServiceBusOptions? Bus)
{
    private const string InProcess = "embedded";

    /// <summary>Who asks other services of Azure, such as the logs.</summary>
    public TokenCredential Azure { get; private init; } = new LateCredential(() => new DefaultAzureCredential());

    public static Engines Embedded { get; } = new(null, null);

    /// <summary>Throws <see cref="StartRefusedException"/> that names the setting to put right.</summary>
    public static Engines Choose(Func<string, string?> variable)
    {
        var queues = Settings.Set(variable, Settings.Queues);
        if (queues is not null and not InProcess)
        {
            throw new StartRefusedException($"{Settings.Queues} \"{queues}\": expected \"{InProcess}\" or nothing");
        }

        var tables = TablesOf(variable);
        var bus = queues is null ? BusOf(variable) : null;
        if (tables is null && bus is not null)
        {
            throw new StartRefusedException(
                $"{Settings.ServiceBus} is set and no storage is: set {Settings.StorageAccount} "
                + $"(or {Settings.Storage}, a connection string), or take {Settings.ServiceBus} away");
        }

        if (tables is not null && bus is null && queues is null)
        {
            throw new StartRefusedException(
                $"storage is set and Service Bus is not: set {Settings.ServiceBusNamespace} (or "
                + $"{Settings.ServiceBus}, a connection string), or {Settings.Queues}={InProcess} for one process");
        }

        return new(tables, bus) { Azure = new LateCredential(() => Identity(variable, Settings.Storage)) };
    }

    private static AzureTableOptions? TablesOf(Func<string, string?> variable)
    {
        var table = Settings.Set(variable, Settings.Table) ?? "alerting";
        var (name, address) = TableEndpoint(variable);
        if (address is not null)
        {
            return Checked(name, () => new AzureTableOptions
            {
                Endpoint = new(address),
                Table = table,
                Credential = Identity(variable, Settings.Storage),
            }.Checked());
        }

        return Settings.Set(variable, Settings.Storage) is { } connection
            ? Checked(Settings.Storage, () => (AzureTableOptions.Parse(connection) with { Table = table }).Checked())
            : null;
    }

    // The more exact one wins; an account is reached at the public cloud's address.
    private static (string Name, string? Address) TableEndpoint(Func<string, string?> variable)
    {
        foreach (var name in (string[])[Settings.TablesEndpoint, Settings.StorageTables])
        {
            if (Settings.Set(variable, name) is { } address)
            {
                return (name, address);
            }
        }

        var account = Settings.Set(variable, Settings.StorageAccount);
        return (Settings.StorageAccount, account is null ? null : $"https://{account}.table.core.windows.net");
    }

    private static ServiceBusOptions? BusOf(Func<string, string?> variable)
    {
        if (Settings.Set(variable, Settings.ServiceBus) is { } connection)
        {
            return Checked(Settings.ServiceBus, () => ServiceBusOptions.Parse(connection));
        }

        return Settings.Set(variable, Settings.ServiceBusNamespace) is { } name
            ? Checked(
                Settings.ServiceBusNamespace,
                () => ServiceBusOptions.For(name, Identity(variable, Settings.ServiceBus)))
            : null;
    }

    /// <summary>Who asks Azure, as the Functions host reads the same settings.</summary>
    public static TokenCredential Identity(Func<string, string?> variable, string connection)
    {
        var client = Settings.Set(variable, connection + Settings.OfClient);
        var isManaged = string.Equals(
            Settings.Set(variable, connection + Settings.OfCredential), "managedidentity",
            StringComparison.OrdinalIgnoreCase);
        return isManaged || client is not null
            ? new ManagedIdentityCredential(
                client is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client))
            : new DefaultAzureCredential();
    }

    private static T Checked<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            throw new StartRefusedException($"{name}: {wrong.Message}", wrong);
        }
    }
}
