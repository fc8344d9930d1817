using Alerting.Adapters.Configuration;
using Alerting.Adapters.Tables.Embedded;
using Alerting.Core.Configuration;
using Alerting.Core.Desks;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Composition;

/// <summary>What must be there before anything is wired.</summary>
/// <param name="Store">The rows.</param>
/// <param name="Shards">As this store has them.</param>
/// <param name="Configuration">What is in force.</param>
/// <param name="IsMigrated">Whether every group was decided under it.</param>
/// <param name="Warnings">What the configuration should be told of.</param>
/// <param name="Time">The clock.</param>
internal sealed record Ground(
    ITableStore Store,
    Shards Shards,
    CurrentConfiguration Configuration,
    bool IsMigrated,
    IReadOnlyList<ConfigurationFinding> Warnings,
    TimeProvider Time)
{
    private const int ShardCount = 64;

    /// <summary>Configuration first: what is wrong with it must not depend on the store.</summary>
    public static async Task<Ground> Lay(ServeOptions options, AppParts parts, TimeProvider time)
    {
        var loaded = options.Config is { } path
            ? ConfigurationFolder.Load(path)
            : new(new(AlertingConfiguration.BuiltIn, [], []), "built-in");
        var read = loaded.Result;
        if (read.Configuration is not { } configuration || loaded.Hash is not { } hash)
        {
            throw new StartRefusedException([.. read.Errors.Select(error => error.ToString())]);
        }

        try
        {
            var store = parts.Store ?? Embedded(options, time);
            var shards = await Shards.Open(store, ShardCount, CancellationToken.None);
            var (epoch, isMigrated) = await ConfigurationEpochs.Publish(store, hash, time, CancellationToken.None);
            return new(store, shards, new(configuration, epoch), isMigrated, read.Warnings, time);
        }
        catch (Exception refused) when (refused is StoreOpenException or StoreUnavailableException)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }

    private static SqliteTableStore Embedded(ServeOptions options, TimeProvider time) =>
        SqliteTableStore.Open(options.Data, time);
}
