using Alerting.Adapters.Configuration;
using Alerting.Adapters.Tables.Azure;
using Alerting.Adapters.Tables.Embedded;
using Alerting.Core.Configuration;
using Alerting.Core.Desks.Changeover;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Composition;

/// <summary>What must be there before anything is wired.</summary>
/// <param name="Store">The rows.</param>
/// <param name="Shards">As this store has them.</param>
/// <param name="Configuration">What is in force.</param>
/// <param name="IsAlone">Whether no other process can use the store.</param>
/// <param name="Warnings">What the configuration should be told of.</param>
/// <param name="Time">The clock.</param>
internal sealed record Ground(
    ITableStore Store,
    Shards Shards,
    PublishedConfiguration Configuration,
    bool IsAlone,
    IReadOnlyList<ConfigurationFinding> Warnings,
    TimeProvider Time)
{
    private const int ShardCount = 64;

    // Below what the Functions host gives its handler to start (host.json).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static AlertingConfiguration BuiltIn => AlertingConfiguration.BuiltIn;

    /// <summary>Configuration first: what is wrong with it must not depend on the store.</summary>
    public static async Task<Ground> Lay(ServeOptions options, AppParts parts, TimeProvider time)
    {
        var loaded = options.Config is { } path
            ? ConfigurationFolder.Load(path, options.Mode)
            : new(new(BuiltIn, [], []), new(BuiltIn, "built-in", null, null));
        if (loaded.Own is not { } own)
        {
            throw new StartRefusedException([.. loaded.Result.Errors.Select(error => error.ToString())]);
        }

        try
        {
            var isAlone = options.Engines.Tables is null;

            // A folder takes the time it takes: it is checked, and what an older version wrote converted.
            var store = parts.Store ?? Open(options, time);
            using var deadline = new CancellationTokenSource(Patience, time);
            if (parts.Store is null && store is AzureTableStore table)
            {
                await table.EnsureTable(deadline.Token);
            }

            var shards = await Shards.Open(store, ShardCount, deadline.Token);
            var seal = options.SealSecret is { } secret ? new ConfigurationSeal(secret) : null;
            var configuration = new PublishedConfiguration(
                store, own, seal, isAlone, time, SecretFile.Exists, LocalZone.Name);
            await configuration.Compare(deadline.Token);
            return new(store, shards, configuration, isAlone, loaded.Result.Warnings, time);
        }
        catch (OperationCanceledException late)
        {
            throw new StartRefusedException($"the store did not answer within {Patience}", late);
        }
        catch (Exception refused) when (refused is StoreOpenException or StoreUnavailableException)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }

    private static ITableStore Open(ServeOptions options, TimeProvider time) => options.Engines.Tables is { } tables
        ? new AzureTableStore(tables, time)
        : SqliteTableStore.Open(options.Data, time);
}
