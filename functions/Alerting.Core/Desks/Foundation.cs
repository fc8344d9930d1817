using Alerting.Core.Configuration;
using Alerting.Core.Groups;
using Alerting.Core.Ports;

namespace Alerting.Core.Desks;

/// <summary>What every desk stands on.</summary>
/// <param name="Store">The rows, and the time decisions are made with.</param>
/// <param name="Shards">Which partition a group lies in.</param>
/// <param name="Configuration">What is in force.</param>
/// <param name="Hints">The messages sent after a commit.</param>
/// <param name="Time">For pauses only.</param>
/// <param name="Meter">Counts what happens.</param>
/// <param name="ExternalUrl">Our own address for links, without a slash at the end.</param>
public sealed record Foundation(
    ITableStore Store,
    Shards Shards,
    IConfigurationInForce Configuration,
    Hints Hints,
    TimeProvider Time,
    AlertingMeter Meter,
    string ExternalUrl)
{
    // A message may come a little before its time: the clock of its queue is not the store's.
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether an instant has come, by the store's time; one that is less than 2 s away is waited for.
    /// </summary>
    public async Task<bool> HasCome(DateTimeOffset instant, CancellationToken cancellation)
    {
        var early = instant - Store.UtcNow;
        if (early > TimeSpan.Zero && early <= ShortWait)
        {
            await Task.Delay(early, Time, cancellation);
        }

        return early <= ShortWait;
    }
}
