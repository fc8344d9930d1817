using System.Collections.Immutable;
using Alerting.Core.Desks;

namespace Alerting.Adapters.Telemetry;

/// <summary>The meters that are told of, whoever asks: ours, the doors' and the runtime's.</summary>
public static class ExportedMeters
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } =
        [AlertingMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];
}
