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
    CurrentConfiguration Configuration,
    Hints Hints,
    TimeProvider Time,
    AlertingMeter Meter,
    string ExternalUrl);
