using Alerting.Adapters.Configuration;
using Alerting.Adapters.Tables.Embedded;
using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Ports;
using Alerting.Handler.Cli;

namespace Alerting.Handler.Composition;

/// <summary>What must be there before anything is wired.</summary>
/// <param name="Store">The rows.</param>
/// <param name="Shards">As this store has them.</param>
/// <param name="Configuration">What is in force.</param>
/// <param name="Warnings">What the configuration should be told of.</param>
/// <param name="Time">The clock.</param>
internal sealed record Ground(
    ITableStore Store,
    Shards Shards,
    AlertingConfiguration Configuration,
    IReadOnlyList<ConfigurationFinding> Warnings,
    TimeProvider Time)
{
    private const int ShardCount = 64;

    /// <summary>Configuration first: what is wrong with it must not depend on the store.</summary>
    public static async Task<Ground> Lay(ServeOptions options, AppParts parts, TimeProvider time)
    {
        var read = options.Config is { } path
            ? ConfigurationFolder.Load(path).Result
            : new(AlertingConfiguration.BuiltIn, [], []);
        if (read.Configuration is not { } configuration)
        {
            throw new StartRefusedException([.. read.Errors.Select(error => error.ToString())]);
        }

        try
        {
            return await Stand(StoreOf(options, parts, time), configuration, read.Warnings, time);
        }
        catch (Exception refused) when (refused is StoreOpenException or StoreUnavailableException)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }

    private static ITableStore StoreOf(ServeOptions options, AppParts parts, TimeProvider time) =>
        parts.Store ?? SqliteTableStore.Open(options.Data, time);

    private static async Task<Ground> Stand(
        ITableStore store,
        AlertingConfiguration configuration,
        IReadOnlyList<ConfigurationFinding> warnings,
        TimeProvider time) =>
        new(store, await Shards.Open(store, ShardCount, CancellationToken.None), configuration, warnings, time);
}
